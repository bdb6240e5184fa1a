import { normalCdf } from '../math/elementary.ts';
import { oneMoreSource } from '../simulate/draws.ts';
import { drawColumn } from '../simulate/draws-at.ts';
import { type Block, overallOfBlocks } from './exchange.ts';
import { gramOf, inner, leastSquares } from './least-squares.ts';
import { gather, normalScores, orderOf, quantileOfSorted } from './order.ts';
import type { Problem } from './problem.ts';
import type { Variable } from './variables.ts';

/** Samples that ranks, and so the scores of correlated inputs, are taken from. */
const SCORED_SAMPLES = 8_192;
/** Reserved source of what a variable is drawn anew by: no scenario can name it. */
const ANEW = 0xdec1de01;

/** Overall values, [option][row], of the first kept samples evaluated again. */
export interface Redraw {
  readonly variable: Variable;
  /** The variable drawn anew, all else as it was (given its partners where it is correlated). */
  readonly redrawn: readonly Float64Array[];
  /** For an input drawn per period: all else drawn anew, the variable as it was. */
  readonly shared: readonly Float64Array[] | null;
}

/**
 * The first `count` kept samples with one variable after the other drawn anew, by exchanging its
 * draws between samples: marginal distributions are kept exactly. By which sample's draw each goes on is
 * told by one more dimension of the Sobol points, so that old and new values fill their square evenly.
 * A correlated variable is drawn given its partners.
 * Sources: Jansen, Analysis of Variance Designs for Model Output (1999); Kucherenko, Tarantola & Annoni (2012), for
 * the draw given its partners.
 */
export function redraws(problem: Problem, variables: readonly Variable[], count: number): Redraw[] {
  const { graph } = problem.samples;
  const rows = problem.kept?.slice(0, count) ?? Uint32Array.from({ length: count }, (_, i) => i);
  const exchangeBy = exchangesOf(problem, rows);
  const isAlone = (variable: Variable) => variable.group.length === 1;
  const alone = variables.filter(isAlone);
  const perPeriod = alone.filter((variable) => variable.perPeriod);
  const exchanged = [...alone, ...perPeriod].map((variable, b): Block => {
    const own = new Set(variable.inputs.map((i) => graph.inputs[i]?.uniform as number));
    const others = graph.uniforms.flatMap((_, s) => (own.has(s) ? [] : [s]));
    return {
      moved: b < alone.length ? own : new Set(others),
      places: exchangeBy(b, columnOf(problem, rows, variable)),
      given: new Map(),
    };
  });
  const columns = scoredInputs(problem, variables, rows[count - 1] as number);
  const correlated = variables.filter((variable) => !isAlone(variable));
  const conditional = correlated.map((variable, c): Block => {
    const partners = variables.filter((o) => o !== variable && variable.group.includes(o.name));
    const exchange = (residuals: Float64Array) => exchangeBy(0x10000 + c, residuals);
    const given = givenPartners(rows, variable, columns, partners, exchange);
    return { moved: new Set(), places: rows, given };
  });
  const overall = overallOfBlocks(problem, rows, [...exchanged, ...conditional]);
  const shared = overall.slice(alone.length, exchanged.length);
  const ownOf = (variable: Variable) =>
    isAlone(variable) ? alone.indexOf(variable) : exchanged.length + correlated.indexOf(variable);
  return variables.map((variable) => ({
    variable,
    redrawn: overall[ownOf(variable)] as Float64Array[],
    shared: shared[perPeriod.indexOf(variable)] ?? null,
  }));
}

/**
 * Values of a correlated variable's inputs drawn anew given its partners: in normal scores the
 * variable is a linear function of its partners plus a residual, and the residuals are exchanged.
 * Exact for a Gaussian copula, but for the scores being those of ranks in the first 8,192 samples.
 */
function givenPartners(
  rows: Uint32Array,
  variable: Variable,
  columns: ReadonlyMap<number, Scored>,
  partners: readonly Variable[],
  exchange: (residuals: Float64Array) => Uint32Array,
): Map<number, Float64Array> {
  const scores = [variable, ...partners].flatMap(
    ({ inputs }) => columns.get(inputs[0] as number)?.scores ?? [],
  );
  const residuals = residualsOf(scores);
  const places = exchange(gather(residuals, rows));
  const values = new Map<number, Float64Array>();
  for (const input of variable.inputs) {
    const scored = columns.get(input);
    if (scored === undefined) continue;
    const redrawn = Float64Array.from(rows, (sample, r) => {
      const other = rows[places[r] as number] as number;
      const kept = (scores[0]?.[sample] as number) - (residuals[sample] as number);
      return quantileOfSorted(scored.sorted, normalCdf(kept + (residuals[other] as number)));
    });
    values.set(input, redrawn);
  }
  return values;
}

/** A column with its values sorted and the normal score of each sample's rank. */
interface Scored {
  readonly sorted: Float64Array;
  readonly scores: Float64Array;
}

/** The correlated inputs' first 8,192 samples (more where the chosen ones reach further). */
function scoredInputs(
  { samples }: Problem,
  variables: readonly Variable[],
  last: number,
): Map<number, Scored> {
  const n = Math.min(samples.inputCount, Math.max(SCORED_SAMPLES, last + 1));
  const inputs = variables.filter((v) => v.group.length > 1).flatMap((v) => v.inputs);
  return new Map(
    inputs.flatMap((input): [number, Scored][] => {
      const column = samples.inputs[input]?.subarray(0, n);
      if (column === undefined) return [];
      const order = orderOf(column);
      return [[input, { sorted: gather(column, order), scores: normalScores(order) }]];
    }),
  );
}

/** Residuals of the least-squares regression of the first column of scores on the others. */
function residualsOf(scores: readonly Float64Array[]): Float64Array {
  const [own, ...partners] = scores as [Float64Array, ...Float64Array[]];
  const target = Float64Array.from(partners, (partner) => inner(partner, own));
  const [weights = target] = leastSquares(gramOf(partners), [target], 1e-12);
  const residuals = own.slice();
  partners.forEach((partner, f) => {
    const weight = weights[f] as number;
    for (let i = 0; i < residuals.length; i += 1) {
      residuals[i] = (residuals[i] as number) - weight * (partner[i] as number);
    }
  });
  return residuals;
}

/** A variable's values in the rows; of one drawn in every period, their mean. */
function columnOf({ samples }: Problem, rows: Uint32Array, variable: Variable): Float64Array {
  return gather(samples.inputs[variable.inputs[0] as number] as Float64Array, rows);
}

/**
 * From which row each row takes a draw: that of the rank, among the rows' values, that a point of its own has
 * among the rows' points. Points: of the first Sobol dimension that no source takes, scrambled by `stream`;
 * pseudo-random where the run's are.
 */
function exchangesOf(
  { samples: { graph, settings } }: Problem,
  rows: Uint32Array,
): (stream: number, values: Float64Array) => Uint32Array {
  return (stream, values) => {
    const points = drawColumn(oneMoreSource(graph, [ANEW, stream]), settings, rows);
    const byValue = orderOf(values);
    return ranksOf(points).map((rank) => byValue[rank] as number);
  };
}

/**
 * The rank of each point of the unit interval among them. Of the first 2ᵏ Sobol points there is one in each of as
 * many even cells, and its cell is its rank.
 */
function ranksOf(points: Float64Array): Uint32Array {
  const n = points.length;
  const ranks = new Uint32Array(n);
  const filled = new Uint8Array(n);
  let cells = 0;
  for (let i = 0; i < n; i += 1) {
    const cell = Math.floor((points[i] as number) * n);
    ranks[i] = cell;
    cells += 1 - (filled[cell] as number);
    filled[cell] = 1;
  }
  if (cells === n) return ranks;
  const order = orderOf(points);
  for (let rank = 0; rank < n; rank += 1) ranks[order[rank] as number] = rank;
  return ranks;
}
