/** Cells of the grid between the outer values of a sorted sample; two more hold what lies outside. */
const CELLS = 4096;
const SAMPLE = 1024;
/** Below this, sorting a copy is as fast. */
const SORTED_BELOW = 2048;

interface Grid {
  readonly low: number;
  readonly high: number;
  readonly scale: number;
}

/**
 * The values at given ranks (0 = smallest) as if the column were sorted.
 * values: shape [n], finite, unchanged; ranks: any. Returns rank → value.
 * Method: counts in the cells of an even grid, then a sort of the few cells that hold a rank (bucket
 * selection). The grid spans a small sorted sample, so that far values do not coarsen it; where a
 * cell holds most of the column the sort is long but right.
 */
export function orderStatistics(
  values: Float64Array,
  ranks: readonly number[],
): Map<number, number> {
  const grid = values.length < SORTED_BELOW ? null : gridOf(values);
  if (!grid) {
    const sorted = values.slice().sort();
    return new Map(ranks.map((rank) => [rank, sorted[rank] as number]));
  }
  const counts = countCells(values, grid);
  const below = new Uint32Array(counts.length + 1);
  for (let cell = 0; cell < counts.length; cell++)
    below[cell + 1] = (below[cell] as number) + (counts[cell] as number);
  const byCell = Map.groupBy(ranks, (rank) => cellOfRank(below, rank));
  const found = new Map<number, number>();
  for (const [cell, members] of gather(values, grid, counts, [...byCell.keys()])) {
    members.sort();
    for (const rank of byCell.get(cell) ?? [])
      found.set(rank, members[rank - (below[cell] as number)] as number);
  }
  return found;
}

/** Null where the sample has no spread that a grid could divide. */
function gridOf(values: Float64Array): Grid | null {
  const sample = new Float64Array(SAMPLE);
  const stride = values.length / SAMPLE;
  for (let i = 0; i < SAMPLE; i++) sample[i] = values[Math.floor(i * stride)] as number;
  sample.sort();
  const low = sample[4] as number;
  const high = sample[SAMPLE - 5] as number;
  const scale = CELLS / (high - low);
  return scale > 0 && scale < Infinity && high - low < Infinity ? { low, high, scale } : null;
}

function countCells(values: Float64Array, { low, high, scale }: Grid): Uint32Array {
  const counts = new Uint32Array(CELLS + 2);
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    const cell = x < low ? 0 : x >= high ? CELLS + 1 : (((x - low) * scale) | 0) + 1;
    (counts[cell] as number)++;
  }
  return counts;
}

/** The cell that holds a rank: the last that begins at or below it. */
function cellOfRank(below: Uint32Array, rank: number): number {
  let low = 0;
  let high = below.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((below[middle] as number) <= rank) low = middle;
    else high = middle;
  }
  return low;
}

/** The values in some cells. */
function gather(
  values: Float64Array,
  { low, high, scale }: Grid,
  counts: Uint32Array,
  cells: readonly number[],
): Map<number, Float64Array> {
  const slots = new Uint8Array(CELLS + 2);
  const kept: Float64Array[] = [];
  for (const cell of cells) slots[cell] = kept.push(new Float64Array(counts[cell] as number));
  const filled = new Uint32Array(kept.length + 1);
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    const cell = x < low ? 0 : x >= high ? CELLS + 1 : (((x - low) * scale) | 0) + 1;
    const slot = slots[cell] as number;
    if (slot === 0) continue;
    (kept[slot - 1] as Float64Array)[filled[slot] as number] = x;
    (filled[slot] as number)++;
  }
  return new Map(cells.map((cell) => [cell, kept[(slots[cell] as number) - 1] as Float64Array]));
}
