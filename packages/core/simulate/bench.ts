import type { Graph } from '../language/graph.ts';
import type { KernelInstance } from './kernels/instance.ts';
import type { MemoryMap } from './memory-map.ts';
import type { Place, Plan } from './plan.ts';
import type { Points, RunSettings, Samples } from './types.ts';

/** What to execute, and where samples go. Plain data on shared memory where threads share it. */
export interface Work {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly settings: RunSettings;
  readonly points: Points;
  readonly samples: Samples;
  readonly cancelled?: Int32Array;
}

/** Where a thread keeps its outcomes for a while instead of in columns: one after another in its memory. */
export interface Stage {
  /** Address in bytes. */
  readonly at: number;
  /** Samples of each outcome; a multiple of BLOCK. */
  readonly size: number;
}

/** The block at hand: its first sample, how many there are, their bytes rounded up, the period. */
export interface Cursor {
  start: number;
  count: number;
  bytes: number;
  period: number;
}

/** What binds instructions to this thread's memory. */
export interface Bench {
  readonly work: Work;
  readonly cursor: Cursor;
  readonly instance: KernelInstance;
  readonly memory: ArrayBuffer;
  readonly numbers: Float64Array;
  readonly stage: Stage | undefined;
  readonly map: MemoryMap;
}

/** Where an argument stands in `numbers`, and the step to its next sample. */
export interface Operand {
  readonly at: number;
  readonly step: number;
}

export function operand(bench: Bench, place: Place | undefined): Operand {
  if (place === undefined) return { at: 0, step: 0 };
  return { at: bench.map.address(place) / 8, step: place < 0 ? 0 : 1 };
}
