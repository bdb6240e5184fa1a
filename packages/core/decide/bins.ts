import { normalQuantile } from '../math/elementary.ts';

/** Bins of a column: what a regression on it looks at instead of every sample. */
export interface Bins {
  /** Bin of each sample, shape [n]. */
  readonly of: Uint16Array;
  readonly count: number;
  /** Samples in each bin, mean of the column and normal score of the middle rank, shape [count]. */
  readonly sizes: Float64Array;
  readonly centres: Float64Array;
  readonly scores: Float64Array;
  /** So few distinct values (32 at most, a bin each) that nothing need be smoothed. */
  readonly discrete: boolean;
}

const MOST_BINS = 256;
const MOST_DISCRETE = 32;

/**
 * Cuts a column into at most 256 bins of about equal size; samples that tie share a bin.
 * column: finite, shape [n]; order: its rising order.
 */
export function binsOf(column: Float64Array, order: Uint32Array): Bins {
  const n = column.length;
  const of = new Uint16Array(n);
  const distinct = distinctUpTo(column, order, MOST_BINS);
  const least = distinct <= MOST_BINS ? 1 : Math.ceil(n / MOST_BINS);
  const sizes: number[] = [];
  const centres: number[] = [];
  const scores: number[] = [];
  for (let start = 0; start < n; ) {
    let end = Math.min(start + least, n);
    const last = column[order[end - 1] as number] as number;
    while (end < n && (column[order[end] as number] as number) === last) end += 1;
    let sum = 0;
    for (let i = start; i < end; i += 1) {
      const sample = order[i] as number;
      of[sample] = sizes.length;
      sum += column[sample] as number;
    }
    sizes.push(end - start);
    centres.push(sum / (end - start));
    scores.push(normalQuantile((start + end) / 2 / n));
    start = end;
  }
  return {
    of,
    count: sizes.length,
    sizes: Float64Array.from(sizes),
    centres: Float64Array.from(centres),
    scores: Float64Array.from(scores),
    discrete: distinct <= MOST_DISCRETE,
  };
}

/** Number of distinct values, or one more than `most` where there are more. */
function distinctUpTo(column: Float64Array, order: Uint32Array, most: number): number {
  let distinct = column.length > 0 ? 1 : 0;
  for (let i = 1; i < order.length && distinct <= most; i += 1) {
    if (column[order[i] as number] !== column[order[i - 1] as number]) distinct += 1;
  }
  return distinct;
}

/** Samples in each bin among start … end. */
export function binSizes(bins: Bins, start: number, end: number): Float64Array {
  const sizes = new Float64Array(bins.count);
  for (let i = start; i < end; i += 1) {
    const bin = bins.of[i] as number;
    sizes[bin] = (sizes[bin] as number) + 1;
  }
  return sizes;
}

/** Mean of y in each bin over samples start … end, of which there are `sizes`; 0 where the bin has none. */
export function binMeans(
  bins: Bins,
  y: Float64Array,
  sizes: Float64Array,
  start: number,
  end: number,
): Float64Array {
  const { of } = bins;
  const means = new Float64Array(bins.count);
  for (let i = start; i < end; i += 1) {
    const bin = of[i] as number;
    means[bin] = (means[bin] as number) + (y[i] as number);
  }
  for (let b = 0; b < means.length; b += 1) {
    if ((sizes[b] as number) > 0) means[b] = (means[b] as number) / (sizes[b] as number);
  }
  return means;
}
