import { countedOf } from '../simulate/counted.ts';
import type { Estimate } from './findings.ts';

/** The 97.5 % point of the standard normal distribution: half-width of a 95 % interval in errors. */
export const Z95 = 1.959963984540054;

/** value ± 1.96 standard errors. */
export function estimate(value: number, standardError: number): Estimate {
  const half = Z95 * standardError;
  return { value, low: value - half, high: value + half };
}

/** A figure that has no sampling error. */
export const exact = (value: number): Estimate => ({ value, low: value, high: value });

/** Arithmetic mean of column[0 … end), by partial sums of 1,024 so that rounding stays small. */
export function meanOf(column: Float64Array, start = 0, end = column.length): number {
  let total = 0;
  for (let block = start; block < end; block += 1024) {
    const stop = Math.min(block + 1024, end);
    let sum = 0;
    for (let i = block; i < stop; i += 1) sum += column[i] as number;
    total += sum;
  }
  return total / (end - start);
}

/** Whether every number of a column is finite: x − x is 0 then, and NaN otherwise. */
export function allFinite(column: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < column.length; i += 1) sum += (column[i] as number) - (column[i] as number);
  return sum === 0;
}

/** Fewest batches that an error is told from, and the 97.5 % point of Student's t for so many, less one. */
const BATCHES = 32;
const T95 = 2.0395134463964077;

/**
 * Intervals
 *
 * Every interval is meant to hold the true figure in 95 % of runs. Those of means come from the
 * means of 32 to 63 runs of consecutive samples (batch means), and so see how evenly Sobol points
 * lie; those of shares are Wilson's score intervals, which stay between 0 and 1.
 *
 * Valid when: The question is what more samples would say; intervals do not speak of whether the
 * model is right. Both are on the safe side with Sobol points: wider than they need be, not
 * narrower.
 *
 * Source: Law, Simulation Modeling and Analysis (2015), §9.5.3; Owen, Monte Carlo Variance of
 * Scrambled Net Quadrature (1997); Wilson, Probable Inference, the Law of Succession, and
 * Statistical Inference (1927).
 *
 * In code: Returns the standard error of the mean of a column, numbers in the order of their
 * samples; 0 for one. Batches hold 2^k samples; of fewer than 64 samples each is one, which is
 * sd/√n. Why: ADR 0006.
 */
export function errorOfMean(column: Float64Array): number {
  const n = column.length;
  if (n < 2) return 0;
  // From the first number on: what is the same in all samples has no error, to the last bit.
  const origin = column[0] as number;
  let size = 1;
  while (n >= 2 * size * BATCHES) size *= 2;
  const means = new Float64Array(Math.floor(n / size));
  for (let b = 0; b < means.length; b += 1) {
    let sum = 0;
    for (let i = b * size; i < (b + 1) * size; i += 1) sum += (column[i] as number) - origin;
    means[b] = sum / size;
  }
  const variance = squaresAbout(means, meanOf(means)) / (means.length - 1);
  return (size > 1 ? T95 / Z95 : 1) * Math.sqrt((variance * size) / n);
}

/**
 * How many of `errorOfMean`'s errors from the mean hold as much as z standard errors that are known: more,
 * since the error itself is told from 32 batches. z: 0…8.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.7.5: Student's t from z.
 */
export function errorsFor(z: number): number {
  const nu = BATCHES - 1;
  const z3 = z * z * z;
  const student = z + (z3 + z) / (4 * nu) + (5 * z3 * z * z + 16 * z3 + 3 * z) / (96 * nu * nu);
  return (student * Z95) / T95;
}

/** Mean and its standard error. column: finite numbers in the order of their samples, shape [n]. */
export function meanAndError(column: Float64Array): { mean: number; error: number } {
  return { mean: meanOf(column), error: errorOfMean(column) };
}

/** Σ (x − centre)². */
export function squaresAbout(column: Float64Array, centre: number): number {
  let total = 0;
  for (let i = 0; i < column.length; i += 1) {
    const d = (column[i] as number) - centre;
    total += d * d;
  }
  return total;
}

/** Of how many values one is rare; fewer tell nothing of them. */
const RARE = 1_000;

/**
 * Of the absolute deviations of a column from its mean, the share that the largest one in a thousand make up.
 * column: finite numbers; 0 for fewer than 1,000, and where none deviates.
 */
export function shareOfRare(column: Float64Array): number {
  if (column.length < RARE) return 0;
  const mean = meanOf(column);
  const apart = column.map((x) => Math.abs(x - mean));
  const total = meanOf(apart) * apart.length;
  if (!(total > 0)) return 0;
  const rare = Math.floor(column.length / RARE);
  const rank = column.length - rare;
  const least = countedOf(apart)?.at([rank])?.[0] ?? (apart.toSorted()[rank] as number);
  let beyond = 0;
  for (let i = 0; i < apart.length; i += 1) beyond += Math.max(0, (apart[i] as number) - least);
  return (rare * least + beyond) / total;
}

/**
 * A share of n samples with its 95 % score interval, which stays within 0…1 and has width at 0 and 1.
 * share: 0…1 (fractions of a sample arise from split ties). Source: Wilson, Probable Inference, the
 * Law of Succession, and Statistical Inference (1927).
 */
export function wilson(share: number, n: number): Estimate {
  if (n === 0) return { value: Number.NaN, low: 0, high: 1 };
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return {
    value: share,
    low: Math.min(share, Math.max(0, centre - half)),
    high: Math.max(share, Math.min(1, centre + half)),
  };
}
