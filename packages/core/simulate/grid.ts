import { cellOfCount, countCells, type Grid, marks } from './column-passes.ts';
import { CELLS } from './kernels/constants.ts';

/** Values of the small sample of a column. */
export const GLANCED = 1024;
/** Adding and subtracting it rounds to an integer, halves to even. */
const ROUNDER = 6755399441055744;
/** Values in the larger sample, which tells near which cells a rank lies. */
const LARGER_SAMPLE = 65_536;
/** Standard errors of a share on either side within which its rank is looked for: a miss costs a pass. */
const STANDARD_ERRORS = { column: 3.5, run: 4.5 };

/** What a small sample of a column, at even distances, says of it. */
export interface Glance {
  /** Its mean. */
  readonly centre: number;
  /**
   * The grid between its outer values, the fifth from either end, so that far values do not coarsen it.
   * Null where the sample has no spread that a grid could divide.
   */
  readonly grid: Grid | null;
}

/** Places of that sample in a column of at least GLANCED values. */
export function glancedOf(length: number): Float64Array {
  return Float64Array.from({ length: GLANCED }, (_, i) => Math.floor(i * (length / GLANCED)));
}

export function glanceAt(values: Float64Array): Glance {
  const count = Math.min(values.length, GLANCED);
  const stride = values.length / count;
  lowest.fill(Infinity);
  highest.fill(Infinity);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const x = values[Math.floor(i * stride)] as number;
    total += x;
    if (x < (lowest[OUTER - 1] as number)) insert(lowest, x);
    if (-x < (highest[OUTER - 1] as number)) insert(highest, -x);
  }
  const low = lowest[OUTER - 1] as number;
  const high = -(highest[OUTER - 1] as number);
  const scale = CELLS / (high - low);
  const fits = scale > 0 && scale < Infinity && high - low < Infinity;
  return { centre: total / count, grid: fits ? { low, scale } : null };
}

const OUTER = 5;
/** The least values, and the greatest with their signs turned, of the sample at hand. */
const lowest = new Float64Array(OUTER);
const highest = new Float64Array(OUTER);

/** Puts a value in its place among rising ones, of which the last drops out. */
function insert(rising: Float64Array, x: number): void {
  let at = OUTER - 1;
  for (; at > 0 && (rising[at - 1] as number) > x; at--) rising[at] = rising[at - 1] as number;
  rising[at] = x;
}

/** A value's cell, exactly as the kernels compute it; NaN is in the last. */
export function cellOf(x: number, { low, scale }: Grid): number {
  const z = (x - low) * scale + 1;
  if (z < 0) return 0;
  return z <= CELLS + 1 ? z + ROUNDER - ROUNDER : CELLS + 1;
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
  /** A value that many samples share, as 0 after max(x, 0); NaN where there is none. */
  readonly atom: number;
  /** Values in the cells before each, where the sample is the whole column; else null. */
  readonly below: Uint32Array | null;
}

/** Share of the sample that a cell must hold before it is asked whether one value makes it up. */
const ATOM_SHARE = 0.01;

/** Marks the cells near which the ranks lie, by a sample of the column. */
export function forecast(values: Float64Array, grid: Grid, ranks: readonly number[]): Forecast {
  const m = Math.min(values.length, LARGER_SAMPLE);
  const whole = m === values.length;
  const { below, most } = countCells(values, m, grid);
  const near = marks();
  near.fill(0);
  if (whole) for (const rank of ranks) near[cellOfRank(below, rank)] = 1;
  else markNear(near, below, m, { ranks, length: values.length, errors: STANDARD_ERRORS.column });
  return { atom: atomOf(values, m, most, grid), below: whole ? below : null };
}

/** As forecast, of a column that is still to be made: `values` are a sample of its `length` values. */
export function foretell(
  values: Float64Array,
  grid: Grid,
  ranks: readonly number[],
  length: number,
): { readonly atom: number; readonly marks: Uint8Array; readonly keptShare: number } {
  const m = values.length;
  const { below, most } = countCells(values, m, grid);
  const marks = marksNear(below, m, ranks, length);
  const atom = atomOf(values, m, most, grid);
  const atoms = copiesOf(atom, values);
  return { atom, marks, keptShare: keptOf({ marks, below, grid, atom, atoms }) / m };
}

function copiesOf(value: number, values: Float64Array): number {
  let copies = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === value) copies++;
  return copies;
}

/** How many values are kept of those counted: those in marked cells but for the atom. */
export function keptOf({ marks, below, grid, atom, atoms }: Counted): number {
  let kept = atoms > 0 && marks[cellOf(atom, grid)] === 1 ? -atoms : 0;
  for (let cell = 0; cell < marks.length; cell++)
    if (marks[cell] === 1) kept += (below[cell + 1] as number) - (below[cell] as number);
  return kept;
}

interface Counted {
  readonly marks: Uint8Array;
  readonly below: Uint32Array;
  readonly grid: Grid;
  readonly atom: number;
  readonly atoms: number;
}

/** Values in the cells before each, shape [CELLS + 3]. */
export function belowOf(counts: Uint32Array): Uint32Array {
  const below = new Uint32Array(counts.length + 1);
  for (let cell = 0; cell < counts.length; cell++)
    below[cell + 1] = (below[cell] as number) + (counts[cell] as number);
  return below;
}

/** Marks of the cells near which ranks of a run's column lie, where m of its values are counted. */
export function marksNear(
  below: Uint32Array,
  m: number,
  ranks: readonly number[],
  length: number,
): Uint8Array {
  const near = new Uint8Array(CELLS + 2);
  markNear(near, below, m, { ranks, length, errors: STANDARD_ERRORS.run });
  return near;
}

interface Sought {
  readonly ranks: readonly number[];
  /** Values of the whole column, in which the ranks are. */
  readonly length: number;
  readonly errors: number;
}

function markNear(near: Uint8Array, below: Uint32Array, m: number, sought: Sought): void {
  for (const rank of sought.ranks) {
    const share = (rank + 0.5) / sought.length;
    const error = sought.errors * Math.sqrt((share * (1 - share)) / m);
    const from = cellOfRank(below, Math.max(0, Math.floor((share - error) * m)));
    const to = cellOfRank(below, Math.min(m - 1, Math.ceil((share + error) * m)));
    near.fill(1, from, to + 1);
  }
}

function atomOf(values: Float64Array, m: number, most: number, grid: Grid): number {
  return most < ATOM_SHARE * m ? NaN : majority(values, m, cellOfCount(most), grid);
}

/** The value of which a cell of the sample holds more than of all others, NaN for none: Boyer and Moore's vote. */
function majority(values: Float64Array, count: number, cell: number, grid: Grid): number {
  const stride = values.length / count;
  let candidate = NaN;
  let lead = 0;
  for (let i = 0; i < count; i++) {
    const x = values[Math.floor(i * stride)] as number;
    if (cellOf(x, grid) !== cell) continue;
    if (lead === 0) candidate = x;
    lead += x === candidate ? 1 : -1;
  }
  return lead > 0 ? candidate : NaN;
}
