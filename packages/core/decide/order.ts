import { normalQuantile } from '../math/elementary.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Moves per sample up to which insertion beats three more passes. */
const MOVES = 8;

/**
 * Sample numbers that put a column in rising order, ties in sample order.
 * column: finite numbers, shape [n]; −0 counts as 0. Returns: shape [n].
 * Method: least-significant-digit radix sort of the IEEE 754 bits, made monotone by turning all bits
 * of a negative number and the sign bit of the others: of the high words, after which few samples are
 * out of place and are inserted; where many are, of both words. Source: Knuth, TAOCP vol. 3 (1998),
 * §5.2.1 and §5.2.5.
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
  const order = byKeys([high], n);
  return inserted(order, high, low) ? order : byKeys([low, high], n);
}

/** 0 … n − 1 in rising order of the last keys, ties in that of the keys before. */
function byKeys(keys: readonly Uint32Array[], n: number): Uint32Array {
  let from = new Uint32Array(n);
  let to = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) from[i] = i;
  for (const words of keys) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      if (distribute(words, shift, from, to)) [from, to] = [to, from];
    }
  }
  return from;
}

/** Puts samples of equal high words in the order of their low words; false, half done, where too many move. */
function inserted(order: Uint32Array, high: Uint32Array, low: Uint32Array): boolean {
  let left = MOVES * order.length;
  for (let i = 1; i < order.length; i += 1) {
    const sample = order[i] as number;
    const [top, rest] = [high[sample] as number, low[sample] as number];
    let at = i;
    for (; at > 0; at -= 1) {
      const before = order[at - 1] as number;
      if (high[before] !== top || (low[before] as number) <= rest) break;
      order[at] = before;
    }
    order[at] = sample;
    left -= i - at;
    if (left < 0) return false;
  }
  return true;
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
  const ofRank = rankScores(order.length);
  order.forEach((sample, rank) => {
    scores[sample] = ofRank[rank] as number;
  });
  return scores;
}

const rankScoresKept = new Map<number, Float64Array>();
/** Analyses ask for one or two lengths in a run. */
const MOST_KEPT = 4;

/** Φ⁻¹((rank + ½) / n), shape [n]; kept, as every column of a run asks for the same. */
function rankScores(n: number): Float64Array {
  let scores = rankScoresKept.get(n);
  if (scores === undefined) {
    scores = Float64Array.from({ length: n }, (_, rank) => normalQuantile((rank + 0.5) / n));
    if (rankScoresKept.size >= MOST_KEPT) rankScoresKept.clear();
    rankScoresKept.set(n, scores);
  }
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
