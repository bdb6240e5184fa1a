import { errorOfMean, estimate } from '../decide/estimates.ts';
import type { Estimate } from '../decide/findings.ts';

export interface Paired {
  readonly left: number;
  readonly right: number;
  readonly difference: Estimate;
  readonly probabilityRightAbove: number;
}

/**
 * Right minus left. Where both have equally many samples, sample by sample, so that what they share
 * cancels; else with the errors of two independent means. Samples that are not finite on either side
 * are left out. Source: Law, Simulation Modeling and Analysis (2015), §11.2, common random numbers.
 */
export function paired(left: Float64Array, right: Float64Array): Paired {
  const together = left.length === right.length;
  const finite = (x: number) => Number.isFinite(x);
  const ours = left.filter((x, i) => finite(x) && (!together || finite(right[i] as number)));
  const theirs = right.filter((x, i) => finite(x) && (!together || finite(left[i] as number)));
  const [a, b] = [moments(ours), moments(theirs)];
  const n = Math.min(ours.length, theirs.length);
  let wins = 0;
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [ours[i] as number, theirs[i] as number];
    wins += y > x ? 1 : y === x ? 0.5 : 0;
  }
  const error = together
    ? moments(ours.map((x, i) => (theirs[i] as number) - x)).error
    : Math.sqrt(a.error * a.error + b.error * b.error);
  return {
    left: a.mean,
    right: b.mean,
    difference: estimate(b.mean - a.mean, error),
    probabilityRightAbove: n > 0 ? wins / n : Number.NaN,
  };
}

/** Mean and its standard error; NaN for none. */
function moments(column: Float64Array): { readonly mean: number; readonly error: number } {
  const n = column.length;
  let sum = 0;
  for (const x of column) sum += x;
  const mean = sum / n;
  return { mean, error: errorOfMean(column) };
}
