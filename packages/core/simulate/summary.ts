import type { Work } from './bench.ts';
import { checkCancelled } from './cancelled.ts';
import { type Area, areaAt, clear, extremesOf, type Grid } from './column-passes.ts';
import { createExecutor } from './execute.ts';
import { belowOf, marksNear } from './grid.ts';
import { AREA_BYTES, BLOCK, CELLS, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';
import { memoryMap } from './memory-map.ts';
import type { Compared } from './types.ts';

/** Samples that a thread simulates before it goes over them: what a column's pass reads is in cache. */
export const CHUNK = 4 * BLOCK;

/** What is known of an outcome's column before it is made. */
export interface Target {
  readonly centre: number;
  readonly grid: Grid;
  /** A value whose copies are counted; NaN for none. */
  readonly atom: number;
  /** 1 for a cell whose values are kept, until it turns out to be far from the ranks; shape [CELLS + 2]. */
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
  /** Outcomes of the run's first samples, which are known: none, or a multiple of BLOCK of each. */
  readonly ahead: readonly Float64Array[];
  /** By outcome, options' outcomes one after another. */
  readonly targets: readonly Target[];
  /** Ranks that are sought in the columns of the whole run. */
  readonly ranks: readonly number[];
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
  /** 1 for a cell all of whose values are in `kept`, shape [thread][column][CELLS + 2]. */
  readonly marks: Float64Array;
  /** Least, greatest, copies of the atom, values kept; shape [thread][column][4]. */
  readonly totals: Float64Array;
  /** Values near the ranks, shape [thread][column][room]; more than `room` are counted, not kept. */
  readonly kept: Float64Array;
  readonly room: number;
}

/** Samples of a thread after which it narrows down what it keeps, again each time it has four times as many. */
const NARROWED_FIRST = 32_768;

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

function createTally(task: SummaryTask, thread: number): Tally {
  const { work, found, compared } = task;
  const desk = deskOf(task);
  const { areas } = desk;
  const simulate = createExecutor(work, { at: desk.stageAt, size: CHUNK });
  const known = task.ahead[0]?.length ?? 0;
  const keptCounts = new Float64Array(areas.length);
  const takeColumn = columnTaker(task, desk, thread, keptCounts);
  const compareAll = compared && comparer(task, desk, compared);
  const narrow = narrower(task, desk);
  return {
    execute: (start) => (start < known ? stageKnown(task.ahead, desk, start) : simulate(start)),
    take(first, end) {
      for (let c = 0; c < areas.length; c++) takeColumn(c, first, end);
      compareAll?.(first, end);
      narrow(end - first);
    },
    leave() {
      areas.forEach((area, c) => {
        const { min, max, atoms } = extremesOf(area);
        const at = thread * areas.length + c;
        found.counts.set(area.counts, at * (CELLS + 2));
        found.marks.set(area.marks, at * (CELLS + 2));
        found.totals.set([min, max, atoms, keptCounts[c] as number], at * 4);
      });
    },
  };
}

/** Puts a block of outcomes that are known to where they would be simulated. */
function stageKnown(ahead: readonly Float64Array[], { stage }: Desk, start: number): void {
  ahead.forEach((column, c) => {
    stage.set(column.subarray(start, start + BLOCK), c * CHUNK + (start % CHUNK));
  });
}

/** A thread's memory after the registers: the stage, the columns' areas, the comparison's rows, values kept. */
interface Desk {
  readonly stageAt: number;
  readonly rowsAt: number;
  readonly keptAt: number;
  readonly stage: Float64Array;
  readonly areas: readonly Area[];
  readonly rows: Float64Array;
  readonly kept: Float64Array;
}

function deskOf({ work, targets }: SummaryTask): Desk {
  const columns = targets.length;
  const options = work.graph.options.length;
  const row = 3 * (options + (options % 2));
  const stageAt = memoryMap(work.plan, work.graph).end;
  const areasAt = stageAt + 8 * CHUNK * columns;
  const rowsAt = areasAt + columns * AREA_BYTES;
  const keptAt = rowsAt + 8 * row;
  const memory = kernelInstance().reserve(keptAt + 8 * (CHUNK + 1));
  return {
    ...{ stageAt, rowsAt, keptAt },
    stage: new Float64Array(memory, stageAt, CHUNK * columns),
    areas: targets.map(({ marks }, c) => {
      const area = areaAt(memory, areasAt + c * AREA_BYTES);
      clear(area);
      area.marks.set(marks);
      return area;
    }),
    rows: new Float64Array(memory, rowsAt, row),
    kept: new Float64Array(memory, keptAt, CHUNK),
  };
}

/** Takes in one column's staged samples. keptCounts: values that were near the ranks so far, by column. */
function columnTaker(
  { targets, found, from }: SummaryTask,
  { stageAt, keptAt, areas, kept }: Desk,
  thread: number,
  keptCounts: Float64Array,
): (c: number, first: number, end: number) => void {
  const columns = targets.length;
  const pass = kernelInstance().kernels.cell_sums as Kernel;
  return (c, first, end) => {
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
}

/** Compares the options' staged samples; it may change them, as it comes last. */
function comparer(
  { work, found, from }: SummaryTask,
  { stageAt, rowsAt, stage, rows }: Desk,
  { outcome, minimise }: Compared,
): (first: number, end: number) => void {
  const { graph } = work;
  const outcomes = graph.outcomeNames.length;
  const options = graph.options.length;
  const compare = kernelInstance().kernels.compare as Kernel;
  const turn = (c: number, count: number) => {
    for (let i = c * CHUNK; i < c * CHUNK + count; i++) stage[i] = -(stage[i] as number);
  };
  return (first, end) => {
    for (let d = 0; minimise && d < options; d++) turn(d * outcomes + outcome, end - first);
    for (let start = first; start < end; start += STAGED) {
      const values = stageAt + 8 * (outcome * CHUNK + start - first);
      compare(rowsAt, values, options, 8 * CHUNK * outcomes, 8 * Math.min(STAGED, end - start));
      found.comparisons.set(rows, ((start - from) / STAGED) * rows.length);
    }
  };
}

/** Told how many samples were taken in, it unmarks cells that are far from the ranks by those so far. */
function narrower({ work, ranks }: SummaryTask, { areas }: Desk): (samples: number) => void {
  let seen = 0;
  let next = NARROWED_FIRST;
  return (samples) => {
    seen += samples;
    if (seen < next) return;
    next *= 4;
    for (const { counts, marks } of areas) {
      const near = marksNear(belowOf(counts), seen, ranks, work.samples.count);
      for (let cell = 0; cell < near.length; cell++) if (near[cell] === 0) marks[cell] = 0;
    }
  };
}
