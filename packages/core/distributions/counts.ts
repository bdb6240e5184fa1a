import { normalQuantile } from '../math/elementary.ts';

/** What the search for a count needs to know of its distribution. */
interface CountShape {
  readonly cdf: (k: number) => number;
  readonly survival: (k: number) => number;
  readonly mean: number;
  readonly sd: number;
  readonly skewness: number;
  /** Largest possible count. */
  readonly max: number;
}

/** F(k) that misses u by less than this share counts as reaching it: F is known to about 10⁻¹³. */
const FUZZ = 1e-13;
const REMEMBERED_MAX = 8_192;

/**
 * u ↦ the smallest whole k ≥ 0 with F(k) ≥ u, found from a Cornish–Fisher guess by doubling steps and
 * bisection. Values of F are kept, so that a quantile called often becomes a table.
 * Source: Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 1.
 */
export function countQuantile(shape: CountShape): (u: number) => number {
  const lower = remembered(shape.cdf);
  const upper = remembered(shape.survival);
  return (u) => {
    const reaches =
      u <= 0.5
        ? (k: number) => lower(k) >= u * (1 - FUZZ)
        : (k: number) => upper(k) <= (1 - u) * (1 + FUZZ);
    return searchFrom(guess(shape, u), shape.max, reaches);
  };
}

function guess({ mean, sd, skewness, max }: CountShape, u: number): number {
  const z = normalQuantile(u);
  const k = Math.floor(mean + sd * (z + (skewness * (z * z - 1)) / 6));
  return Math.max(0, Math.min(max, Number.isFinite(k) ? k : 0));
}

/** The smallest k in 0 … max that reaches; max where none does. */
function searchFrom(start: number, max: number, reaches: (k: number) => boolean): number {
  let low = -1;
  let high = max;
  let step = 1;
  if (reaches(start)) {
    high = start;
    while (high > 0 && reaches(Math.max(high - step, 0))) {
      high = Math.max(high - step, 0);
      step *= 2;
    }
    low = Math.max(high - step, -1);
  } else {
    low = start;
    while (low + step < max && !reaches(low + step)) {
      low += step;
      step *= 2;
    }
    high = Math.min(low + step, max);
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The function, with its first values kept. */
function remembered(f: (k: number) => number): (k: number) => number {
  const known = new Map<number, number>();
  return (k) => {
    const old = known.get(k);
    if (old !== undefined) return old;
    const value = f(k);
    if (known.size < REMEMBERED_MAX) known.set(k, value);
    return value;
  };
}
