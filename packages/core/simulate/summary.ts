import type { Work } from './bench.ts';
import { checkCancelled } from './cancelled.ts';
import { type Area, areaAt, clear, extremesOf, type Grid } from './column-passes.ts';
import { createExecutor, endOfRegisters } from './execute.ts';
import { AREA_BYTES, BLOCK, CELLS, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';
import type { Compared } from './types.ts';

/** Samples that a thread simulates before it goes over them: what a column's pass reads is in cache. */
export const CHUNK = 4 * BLOCK;

/** What is known of an outcome's column before it is made. */
export interface Target {
  readonly centre: number;
  readonly grid: Grid;
  /** A value whose copies are counted; NaN for none. */
  readonly atom: number;
  /** 1 for a cell whose values are kept, shape [CELLS + 2]. */
  readonly marks: Uint8Array;
  /** Share of the values that lie in such cells, by what is known so far. */
  readonly keptShare: number;
}

/** Part of a run whose outcomes are summed, counted and compared as they come, and kept in no column. */
export interface SummaryTask {
  readonly kind: 'summary';
  readonly work: Work;
  /** The part's first sample, a multiple of CHUNK, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** By outcome, options' outcomes one after another. */
  readonly targets: readonly Target[];
  /** Null for none. */
  readonly compared: Compared | null;
  readonly next: Int32Array;
  /** One number: threads that took part. */
  readonly joined: Int32Array;
  readonly found: SummaryParts;
}

/** What threads find, their own parts apart from each other's. */
export interface SummaryParts {
  /** Two lanes of Σ (x − centre) and of Σ (x − centre)², shape [STAGED samples][column][4]. */
  readonly sums: Float64Array;
  /** As `compare` leaves them, shape [STAGED samples][won, shortfall, greatest][option, even]. */
  readonly comparisons: Float64Array;
  /** Values by cell, shape [thread][column][CELLS + 2]. */
  readonly counts: Float64Array;
  /** Least, greatest, copies of the atom, values kept; shape [thread][column][4]. */
  readonly totals: Float64Array;
  /** Values in marked cells, shape [thread][column][room]; more than `room` are counted, not kept. */
  readonly kept: Float64Array;
  readonly room: number;
}

/** This thread's share of a part of a run. Errors: Cancelled. */
export function workOnSummary(task: SummaryTask, onTaken?: (shareTaken: number) => void): void {
  const { work, from, to, next } = task;
  const tally = createTally(task, Atomics.add(task.joined, 0, 1));
  for (;;) {
    const first = from + Atomics.add(next, 0, 1) * CHUNK;
    onTaken?.(Math.min(1, first / work.samples.count));
    if (first >= to) break;
    const end = Math.min(to, first + CHUNK);
    for (let start = first; start < end; start += BLOCK) {
      checkCancelled(work.cancelled);
      tally.execute(start);
    }
    tally.take(first, end);
  }
  tally.leave();
}

interface Tally {
  readonly execute: (start: number) => void;
  /** Takes in the staged samples. */
  take(first: number, end: number): void;
  /** Leaves what was counted where the coordinator finds it. */
  leave(): void;
}

/** The stage, the columns' areas, the comparison's rows and values kept lie after the registers. */
function createTally(task: SummaryTask, thread: number): Tally {
  const { work, targets, found, compared, from } = task;
  const columns = targets.length;
  const options = work.graph.options.length;
  const row = 3 * (options + (options % 2));
  const stageAt = 16 * Math.ceil(endOfRegisters(work.plan) / 16);
  const areasAt = stageAt + 8 * CHUNK * columns;
  const rowsAt = areasAt + columns * AREA_BYTES;
  const keptAt = rowsAt + 8 * row;
  const { kernels, reserve } = kernelInstance();
  const memory = reserve(keptAt + 8 * (CHUNK + 1));
  const execute = createExecutor(work, { at: stageAt, size: CHUNK });
  const pass = kernels.cell_sums as Kernel;
  const compare = kernels.compare as Kernel;
  const stage = new Float64Array(memory, stageAt, CHUNK * columns);
  const kept = new Float64Array(memory, keptAt, CHUNK);
  const rows = new Float64Array(memory, rowsAt, row);
  const keptCounts = new Float64Array(columns);
  const areas = targets.map(({ marks }, c) => {
    const area = areaAt(memory, areasAt + c * AREA_BYTES);
    clear(area);
    area.marks.set(marks);
    return area;
  });

  const takeColumn = (c: number, first: number, end: number) => {
    const { centre, grid, atom } = targets[c] as Target;
    const { address, sums } = areas[c] as Area;
    const { SUM, SQUARES } = sums;
    const { low, scale } = grid;
    let here = 0;
    for (let start = first; start < end; start += STAGED) {
      SUM[0] = SUM[1] = SQUARES[0] = SQUARES[1] = 0;
      const values = stageAt + 8 * (c * CHUNK + start - first);
      const count = Math.min(STAGED, end - start);
      here += pass(address, values, count, centre, low, scale, 0, atom, keptAt + 8 * here);
      const at = (((start - from) / STAGED) * columns + c) * 4;
      found.sums[at] = SUM[0];
      found.sums[at + 1] = SUM[1];
      found.sums[at + 2] = SQUARES[0];
      found.sums[at + 3] = SQUARES[1];
    }
    const before = keptCounts[c] as number;
    keptCounts[c] = before + here;
    if (before + here > found.room) return;
    const at = (thread * columns + c) * found.room + before;
    for (let i = 0; i < here; i++) found.kept[at + i] = kept[i] as number;
  };

  const turn = (c: number, count: number) => {
    for (let i = c * CHUNK; i < c * CHUNK + count; i++) stage[i] = -(stage[i] as number);
  };

  const compareAll = ({ outcome, minimise }: Compared, first: number, end: number) => {
    const outcomes = work.graph.outcomeNames.length;
    // The columns were taken in before.
    for (let d = 0; minimise && d < options; d++) turn(d * outcomes + outcome, end - first);
    for (let start = first; start < end; start += STAGED) {
      const values = stageAt + 8 * (outcome * CHUNK + start - first);
      compare(rowsAt, values, options, 8 * CHUNK * outcomes, 8 * Math.min(STAGED, end - start));
      found.comparisons.set(rows, ((start - from) / STAGED) * row);
    }
  };

  return {
    execute,
    take(first, end) {
      for (let c = 0; c < columns; c++) takeColumn(c, first, end);
      if (compared !== null) compareAll(compared, first, end);
    },
    leave() {
      areas.forEach((area, c) => {
        const { min, max, atoms } = extremesOf(area);
        const at = thread * columns + c;
        found.counts.set(area.counts, at * (CELLS + 2));
        found.totals.set([min, max, atoms, keptCounts[c] as number], at * 4);
      });
    },
  };
}
