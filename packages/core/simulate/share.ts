import type { Work } from './bench.ts';
import { checkCancelled } from './cancelled.ts';
import { type ComparisonTask, workOnComparison } from './comparison.ts';
import { createExecutor } from './execute.ts';
import { BLOCK } from './kernels/constants.ts';
import { statistics } from './statistics.ts';
import { type SummaryTask, workOnSummary } from './summary.ts';
import type { Statistics } from './types.ts';

/** A run's blocks, to be shared by threads: each takes the next chunk until none is left. */
export interface BlocksTask {
  readonly kind: 'blocks';
  readonly work: Work;
  /** One number: the next chunk that nobody has taken. */
  readonly next: Int32Array;
}

/** Columns whose statistics threads share, and where the figures go. */
export interface StatisticsTask {
  readonly kind: 'statistics';
  readonly columns: readonly Float64Array[];
  readonly next: Int32Array;
  /** Shape [columns × 14], figures in the order of `FIGURES`. */
  readonly figures: Float64Array;
  readonly cancelled?: Int32Array;
}

/** Work for several threads: plain data, its arrays on shared memory. */
export type Task = BlocksTask | SummaryTask | StatisticsTask | ComparisonTask;

/** Threads that a host lends. What they share is said by core, how by the host. */
export interface Crew {
  /** Threads that work, the caller's included. */
  readonly threads: number;
  /**
   * Has every other thread do `workOn(task)` while the caller does `own`; returns when all are done.
   * Errors: the first error of any of them.
   */
  share(task: Task, own: () => void): void;
  close(): Promise<void>;
}

/** Blocks taken at a time. */
const CHUNK = 8;

export const FIGURES = [
  ...(['mean', 'sd', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const),
  ...(['cvar5', 'min', 'max', 'nan', 'infinite'] as const),
] satisfies (keyof Statistics)[];

/** This thread's share of a task: takes parts of it until none is left. Errors: Cancelled. */
export function workOn(task: Task, onTaken?: (shareTaken: number) => void): void {
  if (task.kind === 'blocks') workOnBlocks(task, onTaken);
  else if (task.kind === 'summary') workOnSummary(task, onTaken);
  else if (task.kind === 'statistics') workOnStatistics(task);
  else workOnComparison(task);
}

function workOnBlocks({ work, next }: BlocksTask, onTaken?: (shareTaken: number) => void): void {
  const { count } = work.samples;
  const execute = createExecutor(work);
  const size = CHUNK * BLOCK;
  for (;;) {
    const first = Atomics.add(next, 0, 1) * size;
    onTaken?.(Math.min(1, first / count));
    if (first >= count) return;
    const end = Math.min(count, first + size);
    for (let start = first; start < end; start += BLOCK) {
      checkCancelled(work.cancelled);
      execute(start);
    }
  }
}

function workOnStatistics({ columns, next, figures, cancelled }: StatisticsTask): void {
  for (;;) {
    checkCancelled(cancelled);
    const i = Atomics.add(next, 0, 1);
    if (i >= columns.length) return;
    const found = statistics(columns[i] as Float64Array);
    FIGURES.forEach((name, k) => {
      figures[i * FIGURES.length + k] = found[name];
    });
  }
}
