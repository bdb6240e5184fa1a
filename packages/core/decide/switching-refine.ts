import { headColumn } from './conditional.ts';
import { meanOf, squaresAbout } from './estimates.ts';
import type { Problem } from './problem.ts';
import type { Crossing } from './switching.ts';

/** Samples evaluated on each side of a crossing, and how far from it, in sd of the variable. */
const SAMPLES = 512;
const STEP_SD = 0.1;
/** Crossings made more exact, at most; the others stay as the regression found them. */
const MOST = 32;

/**
 * Crossings moved to where the mean lead is 0 on a line through two evaluations, 0.1 sd to each side,
 * of the first samples with the variable fixed; what those samples' leads differ from all is taken
 * off (a control variate). Left as they are: crossings of variables that are discrete, correlated (fixing one
 * would not move its partners), defined more than once or by other variables, and those that would move
 * by over 0.5 sd.
 */
export function refined(problem: Problem, crossings: readonly Crossing[]): Crossing[] {
  const able = crossings.filter((c) => isSimple(problem, c)).slice(0, MOST);
  const count = Math.min(SAMPLES, problem.leads().head);
  if (able.length === 0 || count < 2) return [...crossings];
  const leadAt = evaluateSides(problem, able, count);
  const moved = new Map(
    able.map((crossing, c) => {
      const step = STEP_SD * sdOf(crossing);
      const [low, high] = [leadAt(c, 0), leadAt(c, 1)];
      const shift = (-step * (low + high)) / (high - low);
      const rises = high > low === (crossing.side === 'above');
      const sound = rises && Math.abs(shift) <= 5 * step;
      return [crossing, sound ? { ...crossing, threshold: crossing.threshold + shift } : crossing];
    }),
  );
  return crossings.map((crossing) => moved.get(crossing) ?? crossing);
}

function isSimple(problem: Problem, { conditional }: Crossing): boolean {
  const { variable, bins, input } = conditional;
  const fixed = problem.samples.graph.inputs[input]?.distribution !== null;
  return fixed && !bins.discrete && variable.group.length === 1 && variable.inputs.length === 1;
}

function sdOf({ conditional: { column } }: Crossing): number {
  return Math.sqrt(squaresAbout(column, meanOf(column)) / column.length);
}

/** Mean lead of a crossing's challenger with the variable fixed below (0) or above (1) it. */
function evaluateSides(
  problem: Problem,
  crossings: readonly Crossing[],
  count: number,
): (crossing: number, side: 0 | 1) => number {
  const leads = problem.leads();
  const rows = 2 * crossings.length * count;
  const trials = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    trials[row] = problem.kept?.[row % count] ?? row % count;
  }
  const values: (Float64Array | null)[] = problem.samples.graph.inputs.map(() => null);
  crossings.forEach((crossing, c) => {
    const { input } = crossing.conditional;
    const column = values[input] ?? repeated(headColumn(problem, input, count), rows);
    const step = STEP_SD * sdOf(crossing);
    column.fill(crossing.threshold - step, 2 * c * count, (2 * c + 1) * count);
    column.fill(crossing.threshold + step, (2 * c + 1) * count, (2 * c + 2) * count);
    values[input] = column;
  });
  const evaluated = problem.simulator.evaluate({ count: rows, trials, values });
  const overall = problem.valuation.overall(evaluated.outcomes);
  return (c, side) => {
    const challenger = crossings[c]?.challenger as number;
    const [own, other] = [leads.best, leads.challengers[challenger] as number].map((d) =>
      problem.utility.utilities(
        (overall[d] as Float64Array).slice((2 * c + side) * count, (2 * c + side + 1) * count),
      ),
    ) as [Float64Array, Float64Array];
    const lead = leads.columns[challenger] as Float64Array;
    const fixed = meanOf(other.map((u, i) => u - (own[i] as number)));
    return fixed - meanOf(lead, 0, count) + meanOf(lead);
  };
}

/** A column's first values over and over. */
function repeated(column: Float64Array | null, rows: number): Float64Array {
  const whole = new Float64Array(rows);
  for (let at = 0; column !== null && at < rows; at += column.length) whole.set(column, at);
  return whole;
}
