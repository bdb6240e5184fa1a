import type { Grid } from './grid.ts';
import { CELLS, layout, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

interface Area {
  readonly stage: Float64Array;
  readonly kept: Float64Array;
  readonly counts: Uint32Array;
  readonly marks: Uint8Array;
  /** Two lanes of a total. */
  lanes(name: 'SUM' | 'SQUARES' | 'LOWER' | 'LEAST' | 'GREATEST' | 'ATOMS'): Float64Array;
  readonly pass: Kernel;
}

/** Views are made for each pass, as they are void once the memory has grown. */
function area(): Area {
  const { kernels, reserve } = kernelInstance();
  const memory = reserve(layout.REGISTERS as number);
  return {
    stage: new Float64Array(memory, layout.STAGE, STAGED),
    kept: new Float64Array(memory, layout.KEPT, STAGED),
    counts: new Uint32Array(memory, layout.COUNTS, CELLS + 2),
    marks: new Uint8Array(memory, layout.MARKS, CELLS + 2),
    lanes: (name) => new Float64Array(memory, layout[name], 2),
    pass: kernels.cell_sums as Kernel,
  };
}

const both = (lanes: Float64Array) => (lanes[0] as number) + (lanes[1] as number);

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
  readonly counts: Uint32Array;
  /** The values in marked cells but for the atom, in their order. */
  readonly kept: Float64Array;
}

/** What a pass looks for. */
export interface Target {
  readonly grid: Grid;
  /** 1 for a cell whose values are kept. */
  readonly marks: Uint8Array;
  readonly edge: number;
  /** A value whose copies are counted; NaN for none. */
  readonly atom: number;
}

/**
 * Passes over a column, staged block by block in this thread's memory: extremes, deviations from the
 * centre, counts by cell, and the values of marked cells.
 */
export function cellSums(values: Float64Array, centre: number, target: Target): CellSums {
  const { grid, marks, edge, atom } = target;
  const here = area();
  for (const name of ['SUM', 'SQUARES', 'LOWER', 'ATOMS'] as const) here.lanes(name).fill(0);
  here.lanes('LEAST').fill(Infinity);
  here.lanes('GREATEST').fill(-Infinity);
  here.counts.fill(0);
  here.marks.set(marks);
  const blocks: Float64Array[] = [];
  let keptCount = 0;
  for (let start = 0; start < values.length; start += STAGED) {
    const count = Math.min(STAGED, values.length - start);
    here.stage.set(values.subarray(start, start + count));
    const kept = here.pass(count, centre, grid.low, grid.scale, edge, atom);
    if (kept === 0) continue;
    blocks.push(here.kept.slice(0, kept));
    keptCount += kept;
  }
  const atoms = new Uint32Array(here.lanes('ATOMS').buffer, layout.ATOMS, 4);
  const [least, greatest] = [here.lanes('LEAST'), here.lanes('GREATEST')];
  return {
    min: Math.min(least[0] as number, least[1] as number),
    max: Math.max(greatest[0] as number, greatest[1] as number),
    sum: both(here.lanes('SUM')),
    squares: both(here.lanes('SQUARES')),
    lower: both(here.lanes('LOWER')),
    atoms: (atoms[0] as number) + (atoms[2] as number),
    counts: here.counts.slice(),
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
