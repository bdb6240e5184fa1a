import { normalQuantile } from '../math/elementary.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Sample numbers that put a column in rising order, ties in sample order.
 * column: finite numbers, shape [n]; −0 counts as 0. Returns: shape [n].
 * Method: least-significant-digit radix sort of the IEEE 754 bits, made monotone by turning all bits
 * of a negative number and the sign bit of the others. Source: Knuth, TAOCP vol. 3 (1998), §5.2.5.
 */
export function orderOf(column: Float64Array): Uint32Array {
  const n = column.length;
  const plain = new Float64Array(n);
  for (let i = 0; i < n; i += 1) plain[i] = (column[i] as number) + 0;
  const words = new Uint32Array(plain.buffer);
  const low = new Uint32Array(n);
  const high = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) {
    const top = words[2 * i + 1] as number;
    const negative = top >>> 31 === 1;
    low[i] = negative ? ~(words[2 * i] as number) : (words[2 * i] as number);
    high[i] = negative ? ~top : top ^ 0x80000000;
  }
  let from = new Uint32Array(n);
  let to = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) from[i] = i;
  for (const keys of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      if (distribute(keys, shift, from, to)) [from, to] = [to, from];
    }
  }
  return from;
}

/** One stable pass over a digit; false when every key has the same digit and nothing was moved. */
function distribute(keys: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean {
  const n = from.length;
  const next = new Uint32Array(DIGITS);
  for (let i = 0; i < n; i += 1) {
    const digit = ((keys[i] as number) >>> shift) & (DIGITS - 1);
    next[digit] = (next[digit] as number) + 1;
  }
  let before = 0;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const here = next[digit] as number;
    if (here === n) return false;
    next[digit] = before;
    before += here;
  }
  for (let i = 0; i < n; i += 1) {
    const sample = from[i] as number;
    const digit = ((keys[sample] as number) >>> shift) & (DIGITS - 1);
    const place = next[digit] as number;
    to[place] = sample;
    next[digit] = place + 1;
  }
  return true;
}

/** The column's values in rising order. column: finite numbers, shape [n]. */
export function sortedOf(column: Float64Array): Float64Array {
  return gather(column, orderOf(column));
}

/** Normal scores of the ranks: Φ⁻¹((rank + ½) / n) of each sample. Shape of the order. */
export function normalScores(order: Uint32Array): Float64Array {
  const scores = new Float64Array(order.length);
  order.forEach((sample, rank) => {
    scores[sample] = normalQuantile((rank + 0.5) / order.length);
  });
  return scores;
}

/** column[places[i]], shape of places. */
export function gather(column: Float64Array, places: Uint32Array): Float64Array {
  const out = new Float64Array(places.length);
  for (let i = 0; i < out.length; i += 1) out[i] = column[places[i] as number] as number;
  return out;
}

/**
 * Quantile of sorted values: linear between the order statistics around (n − 1)·p.
 * Source: Hyndman & Fan, Sample Quantiles in Statistical Packages (1996), definition 7.
 */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low === high ? low : low + (high - low) * (place - below);
}
