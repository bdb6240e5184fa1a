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

/** Mean and its standard error, sd / √n (0 for one sample). column: finite numbers, shape [n]. */
export function meanAndError(column: Float64Array): { mean: number; error: number } {
  const n = column.length;
  const mean = meanOf(column);
  if (n < 2) return { mean, error: 0 };
  return { mean, error: Math.sqrt(squaresAbout(column, mean) / (n - 1) / n) };
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
