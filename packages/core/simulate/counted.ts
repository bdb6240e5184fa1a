import { type Area, areaAt, both, extremesOf, type Grid } from './column-passes.ts';
import { cellOfRank } from './grid.ts';
import { CELLS, layout } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

/** Even cells of a column: few where it is short, as counting them takes as long as a thousand values. */
const cellsFor = (n: number) => (n > 4 * FEW_CELLS ? CELLS : FEW_CELLS);
const FEW_CELLS = 1024;

/** A column in this thread's memory; void with the next one. */
export interface Counted {
  readonly min: number;
  readonly max: number;
  /** The mean of the values but for rounding, and Σ (x − centre) and Σ (x − centre)². */
  readonly centre: number;
  readonly sum: number;
  readonly squares: number;
  /** The values by cells that rise with them; null where all values are one. */
  byCell(): Cells | null;
  /** The values at some ranks; null where so many lie so close that cells do not tell them apart. */
  at(ranks: readonly number[]): number[] | null;
  /** Σ min(0, x − threshold). */
  shortfall(threshold: number): number;
}

export interface Cells {
  /** The cell of each value. */
  readonly of: Uint16Array;
  /** Values in the cells before each, one more than there are cells. */
  readonly below: Uint32Array;
  /** 1 for a cell whose values `order` puts in order; to be filled. */
  readonly marks: Uint8Array;
  /**
   * The places of the values in rising order, ties as they stand in the column, at the ranks of marked cells;
   * null where too many would have to be moved.
   */
  order(): Uint32Array | null;
}

/**
 * A column's moments, and what is asked of its order. Null where a value is not finite.
 * Method of the order: distribution into even cells, then insertion within those that hold a rank.
 * Source: Knuth, TAOCP vol. 3 (1998), §5.2.1.
 */
export function countedOf(column: Float64Array): Counted | null {
  const n = column.length;
  const { kernels } = kernelInstance();
  const { values, places, cells, area, below, last, at } = deskFor(n);
  values.set(column);
  const centre = (kernels.moments as Kernel)(at.values, n);
  const { min, max } = extremesOf(area);
  const [sum, squares] = [both(area.sums.SUM), both(area.sums.SQUARES)];
  // A sum over anything that is not finite is not finite either.
  if (squares - squares !== 0) return null;
  const byCell = () => {
    if (min === max) return null;
    const { low, scale } = gridOf(column, min, max, last - 1);
    (kernels.by_cell as Kernel)(at.values, n, low, scale, last, at.cells);
    area.marks.fill(0, 0, last + 1);
    const order = () => {
      const done = (kernels.rising as Kernel)(at.values, n, last, at.cells, at.places, at.listed);
      return done === 1 ? places : null;
    };
    return { of: cells, below, marks: area.marks, order };
  };
  return {
    ...{ min, max, centre, sum, squares, byCell },
    at(ranks) {
      const counted = byCell();
      if (counted === null) return ranks.map(() => min);
      for (const rank of ranks) counted.marks[cellOfRank(below, rank)] = 1;
      const order = counted.order();
      return order && ranks.map((rank) => values[order[rank] as number] as number);
    },
    shortfall: (threshold) => (kernels.shortfall as Kernel)(at.values, n, threshold),
  };
}

/** What columns are counted in: this thread's memory. */
interface Desk {
  readonly memory: ArrayBuffer;
  readonly length: number;
  /** The last cell, which holds what lies above the grid, as cell 0 does what lies below. */
  readonly last: number;
  readonly values: Float64Array;
  readonly places: Uint32Array;
  readonly cells: Uint16Array;
  readonly below: Uint32Array;
  readonly area: Area;
  /** Addresses. */
  readonly at: Readonly<Record<'values' | 'places' | 'listed' | 'cells', number>>;
}

/** That of the last column: those of a run have one or two lengths. */
let known: Desk | undefined;

function deskFor(n: number): Desk {
  const values = layout.REGISTERS as number;
  const at = {
    values,
    places: values + 8 * n,
    listed: values + 12 * n,
    cells: values + 16 * n + 8,
  };
  const memory = kernelInstance().reserve(at.cells + 2 * n);
  if (known?.memory === memory && known.length === n) return known;
  const last = cellsFor(n) + 1;
  known = {
    ...{ memory, length: n, last, at },
    values: new Float64Array(memory, at.values, n),
    places: new Uint32Array(memory, at.places, n),
    cells: new Uint16Array(memory, at.cells, n),
    below: new Uint32Array(memory, layout.BELOW, last + 2),
    area: areaAt(memory, layout.AREA as number),
  };
  return known;
}

/** Values of a small sample; its second from either end are about the 5th and the 95th percentile. */
const GLANCED = 32;

/**
 * Even cells over the bulk of the column and half its width on either side, so that far values do not
 * coarsen them; over all of it where the sample has no bulk.
 */
function gridOf(column: Float64Array, min: number, max: number, cells: number): Grid {
  // Sobol points at an odd distance fill intervals evenly, those at a power of two do not.
  const stride = Math.floor(column.length / GLANCED) | 1;
  let [least, low, high, most] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < column.length; i += stride) {
    const x = column[i] as number;
    if (x < low) [least, low] = x < least ? [x, least] : [least, x];
    if (x > high) [most, high] = x > most ? [x, most] : [most, x];
  }
  const margin = (high - low) / 2;
  const [from, to] =
    margin > 0 ? [Math.max(min, low - margin), Math.min(max, high + margin)] : [min, max];
  return { low: from, scale: cells / (to - from) };
}
