import { normalQuantile } from '../math/elementary.ts';
import { type Cells, countedOf } from '../simulate/counted.ts';
import { allFinite } from './estimates.ts';
import { once } from './once.ts';
import { orderOf } from './order.ts';

/** Bins of a column: what a regression on it looks at instead of every sample. */
export interface Bins {
  /** Bin of each sample, shape [n]. */
  readonly of: Uint16Array;
  readonly count: number;
  /** Samples in each bin, and normal score of the middle rank, shape [count]. */
  readonly sizes: Float64Array;
  readonly scores: Float64Array;
  /** So few distinct values (32 at most, a bin each) that nothing need be smoothed. */
  readonly discrete: boolean;
  /** Mean of the column in each bin, shape [count]. */
  centres(): Float64Array;
}

const MOST_BINS = 256;
const MOST_DISCRETE = 32;

/**
 * Cuts a column into at most 256 bins of about equal size; samples that tie share a bin.
 * column: finite, shape [n].
 */
export function binsOf(column: Float64Array): Bins {
  return evenBins(column) ?? binsByOrder(column, orderOf(column));
}

/** As `binsOf`; null where a value is not finite. */
export function binsIfFinite(column: Float64Array): Bins | null {
  return evenBins(column) ?? (allFinite(column) ? binsByOrder(column, orderOf(column)) : null);
}

/**
 * The bins of a column of many values, none of which ties across their bounds: cells that lie within a bin
 * are in it as a whole, and only the others are put in order. Null for any other column.
 */
function evenBins(column: Float64Array): Bins | null {
  const n = column.length;
  const least = Math.ceil(n / MOST_BINS);
  const cells = countedOf(column)?.byCell();
  if (!cells || least < 2) return null;
  const binOf = binsOfCells(cells, least);
  const order = binOf && cells.order();
  if (!order) return null;
  const of = new Uint16Array(n);
  for (let i = 0; i < n; i += 1) of[i] = binOf[cells.of[i] as number] as number;
  const { below, marks } = cells;
  for (let cell = 0; cell < binOf.length; cell += 1) {
    if (marks[cell] === 0) continue;
    for (let rank = below[cell] as number; rank < (below[cell + 1] as number); rank += 1) {
      const sample = order[rank] as number;
      const isFirst = rank % least === 0 && rank > (below[cell] as number);
      if (isFirst && column[sample] === column[order[rank - 1] as number]) return null;
      of[sample] = Math.floor(rank / least);
    }
  }
  const count = Math.ceil(n / least);
  const sizes = new Float64Array(count).fill(least);
  sizes[count - 1] = n - (count - 1) * least;
  const scores = sizes.map((size, b) => normalQuantile((b * least + size / 2) / n));
  const centres = once(() => binMeans({ of, count }, column, sizes, 0, n));
  return { of, count, sizes, scores, discrete: false, centres };
}

/** The bin of each cell, those that reach over a bound marked; null where cells do not show many values. */
function binsOfCells({ below, marks }: Cells, least: number): Uint16Array | null {
  const bins = new Uint16Array(below.length - 1);
  let filled = 0;
  for (let cell = 0; cell < bins.length; cell += 1) {
    const [first, end] = [below[cell] as number, below[cell + 1] as number];
    if (first === end) continue;
    filled += 1;
    bins[cell] = Math.floor(first / least);
    if (bins[cell] !== Math.floor((end - 1) / least)) marks[cell] = 1;
  }
  return filled > MOST_BINS ? bins : null;
}

function binsByOrder(column: Float64Array, order: Uint32Array): Bins {
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
    scores: Float64Array.from(scores),
    discrete: distinct <= MOST_DISCRETE,
    centres: once(() => Float64Array.from(centres)),
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
  bins: Pick<Bins, 'of' | 'count'>,
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
