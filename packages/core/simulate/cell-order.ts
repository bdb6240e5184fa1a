import type { Grid } from './column-passes.ts';
import { cellOf } from './grid.ts';
import { CELLS } from './kernels/constants.ts';
import { selectAll, selectAround } from './order-statistics.ts';

/** What passes over a column found, as far as its order goes. */
export interface Passed {
  readonly grid: Grid;
  /** Values in the cells before each, shape [CELLS + 3]. */
  readonly below: Uint32Array;
  /** The values in cells that were marked, but for copies of the atom; in any number of parts. */
  readonly kept: readonly Float64Array[];
  /** A value whose copies are counted, and their count; NaN for none. */
  readonly atom: number;
  readonly atoms: number;
}

export const atomCellOf = ({ atom, atoms, grid }: Passed): number =>
  atoms > 0 ? cellOf(atom, grid) : -1;

/**
 * Rank → value, of ranks whose cells were marked. ranks: rising; cells: that of each rank.
 * Method: bucket selection.
 */
export function valuesAt(
  pass: Passed,
  ranks: readonly number[],
  cells: readonly number[],
): Map<number, number> {
  const { below, atom, atoms } = pass;
  const atomCell = atomCellOf(pass);
  const members = membersOf(pass, cells, atomCell);
  const order = new Map<number, number>();
  for (let i = 0; i < ranks.length; ) {
    const from = i;
    const cell = cells[from] as number;
    while (cells[i] === cell) i++;
    const first = below[cell] as number;
    const rising = ranks.slice(from, i);
    const places = rising.map((rank) => rank - first);
    const list = members.get(cell) as Float64Array;
    const found =
      cell === atomCell ? selectAround(list, places, atom, atoms) : selectAll(list, places);
    rising.forEach((rank, k) => {
      order.set(rank, found[k] as number);
    });
  }
  return order;
}

/** The list of each cell at hand, from 1; 0 for the others. A thread has one column at a time. */
const slots = new Uint8Array(CELLS + 2);

/** filled: values that the list of each slot has so far, shape [lists + 1]. */
function putInSlots(
  values: Float64Array,
  grid: Grid,
  lists: readonly Float64Array[],
  filled: Uint32Array,
): void {
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    const slot = slots[cellOf(x, grid)] as number;
    if (slot === 0) continue;
    (lists[slot - 1] as Float64Array)[filled[slot] as number] = x;
    (filled[slot] as number)++;
  }
}

/** The kept values of each of some cells, in their order. */
function membersOf(
  { kept, grid, below, atoms }: Passed,
  cells: readonly number[],
  atomCell: number,
): Map<number, Float64Array> {
  const lists = new Map<number, Float64Array>();
  const bySlot: Float64Array[] = [];
  for (const cell of cells) {
    if (slots[cell] !== 0) continue;
    const inCell = (below[cell + 1] as number) - (below[cell] as number);
    const list = new Float64Array(cell === atomCell ? inCell - atoms : inCell);
    lists.set(cell, list);
    slots[cell] = bySlot.push(list);
  }
  const filled = new Uint32Array(bySlot.length + 1);
  for (const part of kept) putInSlots(part, grid, bySlot, filled);
  for (const cell of cells) slots[cell] = 0;
  return lists;
}
