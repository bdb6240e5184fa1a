import { normalCdf } from '../math/elementary.ts';
import { permutation } from '../random/permutation.ts';
import { uniform } from '../random/uniform.ts';
import { drawsOf } from '../simulate/draws.ts';
import type { Points } from '../simulate/types.ts';
import { gramOf, inner, leastSquares } from './least-squares.ts';
import { gather, normalScores, orderOf, quantileOfSorted } from './order.ts';
import type { Problem } from './problem.ts';
import type { Variable } from './variables.ts';

/** Samples that ranks, and so the scores of correlated inputs, are taken from. */
const SCORED_SAMPLES = 8_192;
/** Reserved source of permutations: no scenario can name it. */
const PERMUTATIONS = 0xdec1de01;

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
 * draws between samples at random: marginal distributions are kept exactly, and Sobol points
 * stay as even as they were. One evaluation serves all independent variables; a correlated one takes its own.
 */
export function redraws(problem: Problem, variables: readonly Variable[], count: number): Redraw[] {
  const samples = problem.kept?.slice(0, count) ?? Uint32Array.from({ length: count }, (_, i) => i);
  const alone = variables.filter((variable) => variable.group.length === 1);
  const blocks = [
    ...alone.map((variable) => ({ variable, shares: false })),
    ...alone.filter((v) => v.perPeriod).map((variable) => ({ variable, shares: true })),
  ];
  const overall = exchanged(problem, samples, blocks);
  const columns = scoredInputs(problem, variables, samples[count - 1] as number);
  const partners = (variable: Variable): Variable[] =>
    variables.filter((other) => other !== variable && variable.group.includes(other.name));
  const found = (variable: Variable, shares: boolean): Float64Array[] | null => {
    const b = blocks.findIndex((block) => block.variable === variable && block.shares === shares);
    if (b < 0) return null;
    return overall.map((column) => column.subarray(b * count, (b + 1) * count));
  };
  return variables.map((variable, v) => ({
    variable,
    redrawn:
      found(variable, false) ??
      givenPartners(problem, samples, variable, columns, partners(variable), v),
    shared: found(variable, true),
  }));
}

/** Overall values over the blocks: each exchanges the draws of its variable, or of all others. */
function exchanged(
  problem: Problem,
  samples: Uint32Array,
  blocks: readonly { readonly variable: Variable; readonly shares: boolean }[],
): Float64Array[] {
  const { graph, settings } = problem.samples;
  const count = samples.length;
  const own = blocks.map(
    ({ variable }) => new Set(variable.inputs.map((i) => graph.inputs[i]?.uniform)),
  );
  const places = blocks.map((_, b) => shuffled(count, settings.seed, b));
  const uniforms = graph.uniforms.map((source, s) => {
    const draw = drawsOf(source, settings);
    const base = Float64Array.from(samples, (trial) => (source.perPeriod ? trial : draw(trial, 0)));
    const column = new Float64Array(blocks.length * count);
    blocks.forEach(({ shares }, b) => {
      const moves = (own[b] as Set<number | undefined>).has(s) !== shares;
      column.set(moves ? gather(base, places[b] as Uint32Array) : base, b * count);
    });
    return column;
  });
  return overallAt(problem, { count: blocks.length * count, uniforms });
}

/**
 * Overall values with a correlated variable drawn anew given its partners: in normal scores the
 * variable is a linear function of its partners plus a residual, and the residuals are exchanged.
 * Exact for a Gaussian copula, but for the scores being those of ranks in the first 8,192 samples.
 */
function givenPartners(
  problem: Problem,
  samples: Uint32Array,
  variable: Variable,
  columns: ReadonlyMap<number, Scored>,
  partners: readonly Variable[],
  stream: number,
): Float64Array[] {
  const count = samples.length;
  const scores = [variable, ...partners].flatMap(
    ({ inputs }) => columns.get(inputs[0] as number)?.scores ?? [],
  );
  const residuals = residualsOf(scores);
  const places = shuffled(count, problem.samples.settings.seed, 0x10000 + stream);
  const values: (Float64Array | null)[] = problem.samples.graph.inputs.map(() => null);
  for (const input of variable.inputs) {
    const scored = columns.get(input);
    if (scored === undefined) continue;
    values[input] = Float64Array.from(samples, (sample, r) => {
      const other = samples[places[r] as number] as number;
      const kept = (scores[0]?.[sample] as number) - (residuals[sample] as number);
      return quantileOfSorted(scored.sorted, normalCdf(kept + (residuals[other] as number)));
    });
  }
  const trials = Float64Array.from(samples);
  return overallAt(problem, { count, trials, values });
}

/** Overall values at some points. Outcomes are kept, as one may itself be an overall value. */
function overallAt({ simulator, valuation }: Problem, points: Points): Float64Array[] {
  const evaluated = simulator.evaluate(points);
  simulator.release({ ...evaluated, outcomes: [] });
  return valuation.overall(evaluated.outcomes);
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
  return own.map((z, i) => partners.reduce((a, p, f) => a - (weights[f] ?? 0) * (p[i] ?? 0), z));
}

/** A random order of 0 … count − 1, the same for the same seed and stream. */
function shuffled(count: number, seed: number, stream: number): Uint32Array {
  return permutation(count, (i) => uniform(seed, [PERMUTATIONS, stream], i, 0));
}
