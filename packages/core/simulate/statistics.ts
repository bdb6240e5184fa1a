import { orderStatistics } from './order-statistics.ts';
import type { Statistics } from './types.ts';

const BLOCK = 1024;
const PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/**
 * Statistics of a column of samples. NaN and infinite values are counted and left out.
 * Quantiles: linear between order statistics, x₍h₎ with h = (n − 1)p + 1, type 7 of R. J. Hyndman
 * and Y. Fan, "Sample quantiles in statistical packages", Am. Stat. 50 (1996), 361–365.
 * sd: divisor n − 1, two passes with the mean's rounding corrected (T. F. Chan, G. H. Golub and
 * R. J. LeVeque, "Algorithms for computing the sample variance", Am. Stat. 37 (1983), 242–247);
 * 0 for one value. cvar5: mean of the lowest 5 % by weight, the last value counted in part
 * (R. T. Rockafellar and S. Uryasev, J. Banking & Finance 26 (2002), 1443–1471).
 * Sums run over fixed blocks of 1024 in two lanes, so the bits depend on the column alone.
 * All figures are NaN where no finite value is left.
 */
export function statistics(column: Float64Array): Statistics {
  const { values, nan, infinite } = finitePart(column);
  const n = values.length;
  if (n === 0) return { ...NOTHING, nan, infinite };
  const { mean, sd, min, max } = momentsOf(values);
  const positions = PROBABILITIES.map((p) => (n - 1) * p);
  const lowest = 0.05 * n;
  const edge = Math.max(0, Math.ceil(lowest) - 1);
  const ranks = new Set([edge]);
  for (const h of positions) {
    ranks.add(Math.floor(h));
    ranks.add(Math.min(n - 1, Math.floor(h) + 1));
  }
  const order = orderStatistics(values, [...ranks]);
  const at = (rank: number) => order.get(rank) as number;
  const [p5, p10, p25, p50, p75, p90, p95] = positions.map((h) => {
    const rank = Math.floor(h);
    const low = at(rank);
    const high = at(Math.min(n - 1, rank + 1));
    return high === low ? low : low + (h - rank) * (high - low);
  }) as [number, number, number, number, number, number, number];
  const threshold = at(edge);
  const cvar5 = threshold + shortfall(values, threshold) / Math.max(lowest, 1);
  return { mean, sd, p5, p10, p25, p50, p75, p90, p95, cvar5, min, max, nan, infinite };
}

const NOTHING = {
  mean: NaN,
  sd: NaN,
  p5: NaN,
  p10: NaN,
  p25: NaN,
  p50: NaN,
  p75: NaN,
  p90: NaN,
  p95: NaN,
  cvar5: NaN,
  min: NaN,
  max: NaN,
} as const;

/** The finite values in their order: the column itself where all are. */
function finitePart(column: Float64Array): { values: Float64Array; nan: number; infinite: number } {
  let nan = 0;
  let infinite = 0;
  for (let i = 0; i < column.length; i++) {
    const x = column[i] as number;
    if (x - x === 0) continue;
    if (Number.isNaN(x)) nan++;
    else infinite++;
  }
  const values = nan + infinite === 0 ? column : column.filter((x) => x - x === 0);
  return { values, nan, infinite };
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const origin = values[0] as number;
  const { sum, min, max } = sumFrom(values, origin);
  const provisional = origin + sum / n;
  const [rest, squares] = deviationsFrom(values, provisional);
  const correction = rest / n;
  const variance = n > 1 ? (squares - n * correction * correction) / (n - 1) : 0;
  const mean = provisional + correction;
  return { mean, sd: Math.sqrt(Math.max(0, variance)), min, max };
}

/** Σ (x − origin), and the smallest and largest x. */
function sumFrom(values: Float64Array, origin: number): { sum: number; min: number; max: number } {
  let sum = 0;
  let min = origin;
  let max = origin;
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let even = 0;
    let odd = 0;
    for (let i = start; i < end; i += 2) {
      const a = values[i] as number;
      const b = i + 1 < end ? (values[i + 1] as number) : origin;
      even += a - origin;
      odd += b - origin;
      if (a < min) min = a;
      if (b < min) min = b;
      if (a > max) max = a;
      if (b > max) max = b;
    }
    sum += even + odd;
  }
  return { sum, min, max };
}

/** Σ (x − centre) and Σ (x − centre)². */
function deviationsFrom(values: Float64Array, centre: number): [number, number] {
  let sum = 0;
  let squares = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let [even, odd, evenSquares, oddSquares] = [0, 0, 0, 0];
    for (let i = start; i < end; i += 2) {
      const a = (values[i] as number) - centre;
      const b = i + 1 < end ? (values[i + 1] as number) - centre : 0;
      even += a;
      odd += b;
      evenSquares += a * a;
      oddSquares += b * b;
    }
    sum += even + odd;
    squares += evenSquares + oddSquares;
  }
  return [sum, squares];
}

/** Σ min(0, x − threshold). */
function shortfall(values: Float64Array, threshold: number): number {
  let sum = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let even = 0;
    let odd = 0;
    for (let i = start; i < end; i += 2) {
      even += Math.min(0, (values[i] as number) - threshold);
      odd += i + 1 < end ? Math.min(0, (values[i + 1] as number) - threshold) : 0;
    }
    sum += even + odd;
  }
  return sum;
}
