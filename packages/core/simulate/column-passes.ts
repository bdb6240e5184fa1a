import { CELLS, layout, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

/** An even grid over the bulk of a column: cell 0 lies below it, cell CELLS + 1 above. */
export interface Grid {
  readonly low: number;
  readonly scale: number;
}

/** What the passes over one column count and sum, in a thread's memory. */
export interface Area {
  readonly address: number;
  readonly counts: Uint32Array;
  readonly marks: Uint8Array;
  readonly atoms: Uint32Array;
  /** Two lanes of each total. */
  readonly sums: Readonly<Record<(typeof LANES)[number], Float64Array>>;
}

const LANES = ['SUM', 'SQUARES', 'LOWER', 'LEAST', 'GREATEST'] as const;

/** The area at an address, as it is. Views are void once the memory has grown. */
export function areaAt(memory: ArrayBuffer, address: number): Area {
  const at = (name: string) => address + (layout[name] as number);
  return {
    address,
    counts: new Uint32Array(memory, at('COUNTS'), CELLS + 2),
    marks: new Uint8Array(memory, at('MARKS'), CELLS + 2),
    atoms: new Uint32Array(memory, at('ATOMS'), 4),
    sums: Object.fromEntries(
      LANES.map((name) => [name, new Float64Array(memory, at(name), 2)]),
    ) as Area['sums'],
  };
}

/** Makes an area ready for a column; its marks stay. */
export function clear({ counts, atoms, sums }: Area): void {
  for (const name of ['SUM', 'SQUARES', 'LOWER'] as const) sums[name].fill(0);
  sums.LEAST.fill(Infinity);
  sums.GREATEST.fill(-Infinity);
  atoms.fill(0);
  counts.fill(0);
}

/** What an area holds of the values that passed. */
export function extremesOf({ sums, atoms }: Area): { min: number; max: number; atoms: number } {
  return {
    min: Math.min(sums.LEAST[0] as number, sums.LEAST[1] as number),
    max: Math.max(sums.GREATEST[0] as number, sums.GREATEST[1] as number),
    atoms: (atoms[0] as number) + (atoms[2] as number),
  };
}

/** What passes over columns work on in this thread's memory: one column at a time. */
interface Desk {
  readonly memory: ArrayBuffer;
  readonly stage: Float64Array;
  readonly kept: Float64Array;
  readonly below: Uint32Array;
  readonly area: Area;
}

let known: Desk | undefined;

function desk(): Desk {
  const memory = kernelInstance().reserve(layout.REGISTERS as number);
  if (known?.memory === memory) return known;
  known = {
    memory,
    stage: new Float64Array(memory, layout.STAGE, STAGED),
    kept: new Float64Array(memory, layout.KEPT, STAGED),
    below: new Uint32Array(memory, layout.BELOW, CELLS + 3),
    area: areaAt(memory, layout.AREA as number),
  };
  return known;
}

const kernel = (name: string) => kernelInstance().kernels[name] as Kernel;
export const both = (lanes: Float64Array) => (lanes[0] as number) + (lanes[1] as number);

/** 1 for a cell whose values a pass keeps, shape [CELLS + 2]; of this thread. */
export const marks = (): Uint8Array => desk().area.marks;

export interface Cumulated {
  /** Values in the cells before each, shape [CELLS + 3]; until the next time on this thread. */
  readonly below: Uint32Array;
  /** The most values that a cell has. */
  readonly most: number;
}

/** The first cell with so many values. */
export const cellOfCount = (count: number): number => desk().area.counts.indexOf(count);

/** How many values the last pass of this thread counted in the cells before each. */
export function cumulate(): Cumulated {
  const most = kernel('cumulate')();
  return { below: desk().below, most };
}

/** Counts `count` values at even distances, or all of them, by cell. */
export function countCells(values: Float64Array, count: number, { low, scale }: Grid): Cumulated {
  const { stage, area } = desk();
  const pass = kernel('count_cells');
  const stride = values.length / count;
  area.counts.fill(0);
  for (let start = 0; start < count; start += STAGED) {
    const size = Math.min(STAGED, count - start);
    if (stride === 1) stage.set(values.subarray(start, start + size));
    else
      for (let i = 0; i < size; i++) stage[i] = values[Math.floor((start + i) * stride)] as number;
    pass(size, low, scale);
  }
  return cumulate();
}

export interface CellSums {
  readonly min: number;
  readonly max: number;
  /** Σ (x − centre), Σ (x − centre)². */
  readonly sum: number;
  readonly squares: number;
  /** Σ (x − centre) of the values in cells below `edge`. */
  readonly lower: number;
  /** How many equal the atom. */
  readonly atoms: number;
  /** The values in marked cells but for the atom, in their order, block by block. */
  readonly kept: readonly Float64Array[];
}

/** What a pass looks for, besides the values in cells that `marks` has. */
export interface Target {
  readonly grid: Grid;
  readonly edge: number;
  /** A value whose copies are counted; NaN for none. */
  readonly atom: number;
}

/**
 * Passes over a column, staged block by block in this thread's memory: extremes, deviations from the
 * centre, counts by cell, and the values of marked cells.
 */
export function cellSums(values: Float64Array, centre: number, target: Target): CellSums {
  const { grid, edge, atom } = target;
  const { stage, kept, area } = desk();
  const { sums } = area;
  const pass = kernel('cell_sums');
  clear(area);
  const blocks: Float64Array[] = [];
  for (let start = 0; start < values.length; start += STAGED) {
    const count = Math.min(STAGED, values.length - start);
    stage.set(values.subarray(start, start + count));
    const { low, scale } = grid;
    const [from, to] = [stage.byteOffset, kept.byteOffset];
    const here = pass(area.address, from, count, centre, low, scale, edge, atom, to);
    if (here > 0) blocks.push(kept.slice(0, here));
  }
  return {
    ...extremesOf(area),
    sum: both(sums.SUM),
    squares: both(sums.SQUARES),
    lower: both(sums.LOWER),
    kept: blocks,
  };
}
