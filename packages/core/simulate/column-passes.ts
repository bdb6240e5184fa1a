import { CELLS, layout, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

/** An even grid over the bulk of a column: cell 0 lies below it, cell CELLS + 1 above. */
export interface Grid {
  readonly low: number;
  readonly scale: number;
}

/** What passes over columns work on in this thread's memory: one column at a time. */
interface Area {
  readonly memory: ArrayBuffer;
  readonly stage: Float64Array;
  readonly kept: Float64Array;
  readonly counts: Uint32Array;
  readonly below: Uint32Array;
  readonly marks: Uint8Array;
  readonly atoms: Uint32Array;
  /** Two lanes of each total, in the order of the layout. */
  readonly sums: Readonly<Record<(typeof LANES)[number], Float64Array>>;
}

const LANES = ['SUM', 'SQUARES', 'LOWER', 'LEAST', 'GREATEST'] as const;

let known: Area | undefined;

/** Views are void once the memory has grown. */
function area(): Area {
  const memory = kernelInstance().reserve(layout.REGISTERS as number);
  if (known?.memory === memory) return known;
  known = {
    memory,
    stage: new Float64Array(memory, layout.STAGE, STAGED),
    kept: new Float64Array(memory, layout.KEPT, STAGED),
    counts: new Uint32Array(memory, layout.COUNTS, CELLS + 2),
    below: new Uint32Array(memory, layout.BELOW, CELLS + 3),
    marks: new Uint8Array(memory, layout.MARKS, CELLS + 2),
    atoms: new Uint32Array(memory, layout.ATOMS, 4),
    sums: Object.fromEntries(
      LANES.map((name) => [name, new Float64Array(memory, layout[name], 2)]),
    ) as Area['sums'],
  };
  return known;
}

const kernel = (name: string) => kernelInstance().kernels[name] as Kernel;
const both = (lanes: Float64Array) => (lanes[0] as number) + (lanes[1] as number);

/** 1 for a cell whose values a pass keeps, shape [CELLS + 2]; of this thread. */
export const marks = (): Uint8Array => area().marks;

export interface Cumulated {
  /** Values in the cells before each, shape [CELLS + 3]; until the next time on this thread. */
  readonly below: Uint32Array;
  /** The most values that a cell has. */
  readonly most: number;
}

/** The first cell with so many values. */
export const cellOfCount = (count: number): number => area().counts.indexOf(count);

/** How many values the last pass of this thread counted in the cells before each. */
export function cumulate(): Cumulated {
  const most = kernel('cumulate')();
  return { below: area().below, most };
}

/** Counts `count` values at even distances, or all of them, by cell. */
export function countCells(values: Float64Array, count: number, { low, scale }: Grid): Cumulated {
  const { stage, counts } = area();
  const pass = kernel('count_cells');
  const stride = values.length / count;
  counts.fill(0);
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
  /** The values in marked cells but for the atom, in their order. */
  readonly kept: Float64Array;
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
  const { stage, kept, counts, atoms, sums } = area();
  const pass = kernel('cell_sums');
  for (const name of ['SUM', 'SQUARES', 'LOWER'] as const) sums[name].fill(0);
  sums.LEAST.fill(Infinity);
  sums.GREATEST.fill(-Infinity);
  atoms.fill(0);
  counts.fill(0);
  const blocks: Float64Array[] = [];
  let keptCount = 0;
  for (let start = 0; start < values.length; start += STAGED) {
    const count = Math.min(STAGED, values.length - start);
    stage.set(values.subarray(start, start + count));
    const here = pass(count, centre, grid.low, grid.scale, edge, atom);
    if (here === 0) continue;
    blocks.push(kept.slice(0, here));
    keptCount += here;
  }
  return {
    min: Math.min(sums.LEAST[0] as number, sums.LEAST[1] as number),
    max: Math.max(sums.GREATEST[0] as number, sums.GREATEST[1] as number),
    sum: both(sums.SUM),
    squares: both(sums.SQUARES),
    lower: both(sums.LOWER),
    atoms: (atoms[0] as number) + (atoms[2] as number),
    kept: joined(blocks, keptCount),
  };
}

function joined(blocks: readonly Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
