import { normalQuantile } from '../math/elementary.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Moves per sample up to which insertion is tried before the passes of a radix sort. */
const MOVES = 16;

/**
 * Sample numbers that put a column in rising order, ties in sample order.
 * column: finite numbers, shape [n]; −0 counts as 0. Returns: shape [n].
 * Method: distribution into n even cells, then insertion, which moves few where the values lie evenly
 * enough; where many would move, a radix sort. Source: Knuth, TAOCP vol. 3 (1998), §5.2.1 and §5.2.5.
 */
export function orderOf(column: Float64Array): Uint32Array {
  const order = distributed(column);
  return order !== null && inserted(order, column) ? order : radixSorted(column);
}

/** Sample numbers in the order of n even cells between the extremes; null where those are not finite. */
function distributed(column: Float64Array): Uint32Array | null {
  const n = column.length;
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < n; i += 1) {
    const x = column[i] as number;
    if (x < least) least = x;
    if (x > greatest) greatest = x;
  }
  const scale = n / (greatest - least);
  if (!(scale > 0 && scale < Infinity)) return null;
  const cells = new Uint32Array(n);
  // Rounding may put the greatest into a cell of its own.
  const next = new Uint32Array(n + 2);
  for (let i = 0; i < n; i += 1) {
    const cell = ((column[i] as number) - least) * scale;
    cells[i] = cell;
    next[cell >>> 0] = (next[cell >>> 0] as number) + 1;
  }
  let before = 0;
  for (let cell = 0; cell < next.length; cell += 1) {
    const here = next[cell] as number;
    next[cell] = before;
    before += here;
  }
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) {
    const cell = cells[i] as number;
    const place = next[cell] as number;
    order[place] = i;
    next[cell] = place + 1;
  }
  return order;
}

/** Puts samples that are near their places in order; false, half done, where too many move. */
function inserted(order: Uint32Array, column: Float64Array): boolean {
  let left = MOVES * order.length;
  let former = -Infinity;
  for (let i = 0; i < order.length; i += 1) {
    const sample = order[i] as number;
    const x = column[sample] as number;
    if (x >= former) {
      former = x;
      continue;
    }
    let at = i;
    for (; at > 0; at -= 1) {
      const before = order[at - 1] as number;
      if ((column[before] as number) <= x) break;
      order[at] = before;
    }
    order[at] = sample;
    left -= i - at;
    if (left < 0) return false;
  }
  return true;
}

/**
 * Least-significant-digit radix sort of the IEEE 754 bits, made monotone by turning all bits of a
 * negative number and the sign bit of the others.
 */
function radixSorted(column: Float64Array): Uint32Array {
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
  return byKeys([low, high], n);
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
  for (let rank = 0; rank < order.length; rank += 1) {
    scores[order[rank] as number] = ofRank[rank] as number;
  }
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
