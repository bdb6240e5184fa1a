import { CELLS } from './kernels/constants.ts';

/** An even grid over the bulk of a column: cell 0 lies below it, cell CELLS + 1 above. */
export interface Grid {
  readonly low: number;
  readonly scale: number;
}

const SAMPLE = 1024;
/** Adding and subtracting it rounds to an integer, halves to even. */
const ROUNDER = 6755399441055744;
/** Values in the larger sample, which tells near which cells a rank lies. */
const LARGER_SAMPLE = 65_536;
/** Standard errors of a share on either side within which its rank is looked for: a miss costs a pass. */
const STANDARD_ERRORS = 3.5;

/**
 * The grid between the outer values of a small sample, the fifth from either end, so that far values do not coarsen it.
 * Null where the sample has no spread that a grid could divide.
 */
export function gridOf(sample: Float64Array): Grid | null {
  const low = least(sample, 1);
  const high = -least(sample, -1);
  const scale = CELLS / (high - low);
  return scale > 0 && scale < Infinity && high - low < Infinity ? { low, scale } : null;
}

const OUTER = 5;

/** The fifth least of sign · x. */
function least(sample: Float64Array, sign: 1 | -1): number {
  const found = new Float64Array(OUTER).fill(Infinity);
  for (let i = 0; i < sample.length; i++) {
    const x = sign * (sample[i] as number);
    if (!(x < (found[OUTER - 1] as number))) continue;
    let at = OUTER - 1;
    for (; at > 0 && (found[at - 1] as number) > x; at--) found[at] = found[at - 1] as number;
    found[at] = x;
  }
  return found[OUTER - 1] as number;
}

/** A small sample of a column, at even distances. */
export const smallSample = (values: Float64Array) => every(values, SAMPLE);

/** `count` values at even distances; the column itself where it has no more. To be read only. */
function every(values: Float64Array, count: number): Float64Array {
  if (values.length <= count) return values;
  const stride = values.length / count;
  const sample = new Float64Array(count);
  for (let i = 0; i < count; i++) sample[i] = values[Math.floor(i * stride)] as number;
  return sample;
}

/** A value's cell, exactly as the kernels compute it; NaN is in the last. */
export function cellOf(x: number, { low, scale }: Grid): number {
  const z = (x - low) * scale + 1;
  if (z < 0) return 0;
  return z <= CELLS + 1 ? z + ROUNDER - ROUNDER : CELLS + 1;
}

/** Values in the cells before each, shape [CELLS + 3]. */
export function cumulate(counts: Uint32Array): Uint32Array {
  const below = new Uint32Array(CELLS + 3);
  for (let cell = 0; cell < CELLS + 2; cell++)
    below[cell + 1] = (below[cell] as number) + (counts[cell] as number);
  return below;
}

/** The cell that holds a rank: the last that begins at or below it. */
export function cellOfRank(below: Uint32Array, rank: number): number {
  let low = 0;
  let high = below.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((below[middle] as number) <= rank) low = middle;
    else high = middle;
  }
  return low;
}

/** What a larger sample says of a column. */
export interface Forecast {
  /** 1 for the cells near which the ranks lie. */
  readonly marks: Uint8Array;
  /** A value that many samples share, as 0 after max(x, 0); NaN where there is none. */
  readonly atom: number;
  /** Values in the cells before each, where the sample is the whole column; else null. */
  readonly below: Uint32Array | null;
}

/** Share of the sample that a cell must hold before it is asked whether one value makes it up. */
const ATOM_SHARE = 0.01;

/** Cells of the sample at hand, and how many values each has: a thread forecasts one at a time. */
const cells = new Uint16Array(LARGER_SAMPLE);
const counts = new Uint32Array(CELLS + 2);

export function forecast(values: Float64Array, grid: Grid, ranks: readonly number[]): Forecast {
  const sample = every(values, LARGER_SAMPLE);
  countCells(sample, grid);
  const m = sample.length;
  const whole = m === values.length;
  const below = cumulate(counts);
  const marks = new Uint8Array(CELLS + 2);
  for (const rank of ranks) {
    if (whole) {
      marks[cellOfRank(below, rank)] = 1;
      continue;
    }
    const share = (rank + 0.5) / values.length;
    const error = STANDARD_ERRORS * Math.sqrt((share * (1 - share)) / m);
    const from = cellOfRank(below, Math.max(0, Math.floor((share - error) * m)));
    const to = cellOfRank(below, Math.min(m - 1, Math.ceil((share + error) * m)));
    marks.fill(1, from, to + 1);
  }
  return { marks, atom: atomOf(sample), below: whole ? below : null };
}

function countCells(sample: Float64Array, { low, scale }: Grid): void {
  counts.fill(0);
  for (let i = 0; i < sample.length; i++) {
    const z = ((sample[i] as number) - low) * scale + 1;
    const cell = z < 0 ? 0 : z <= CELLS + 1 ? z + ROUNDER - ROUNDER : CELLS + 1;
    cells[i] = cell;
    (counts[cell] as number)++;
  }
}

/** The value of which the fullest cell holds more than of all others. */
function atomOf(sample: Float64Array): number {
  let fullest = 0;
  let most = counts[0] as number;
  for (let cell = 1; cell < counts.length; cell++) {
    const here = counts[cell] as number;
    if (here > most) [fullest, most] = [cell, here];
  }
  if (most < ATOM_SHARE * sample.length) return NaN;
  // Boyer and Moore's majority vote.
  let candidate = NaN;
  let lead = 0;
  for (let i = 0; i < sample.length; i++) {
    if (cells[i] !== fullest) continue;
    const x = sample[i] as number;
    if (lead === 0) candidate = x;
    lead += x === candidate ? 1 : -1;
  }
  return lead > 0 ? candidate : NaN;
}
