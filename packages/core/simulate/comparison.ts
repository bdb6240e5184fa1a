import { checkCancelled } from './cancelled.ts';
import { layout, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

/** What comparing the options sample by sample gives, by option. */
export interface Comparison {
  /** Share of the samples in which the option is best; k options that tie take 1/k each. */
  readonly shareBest: readonly number[];
  /** Mean and greatest shortfall to the best option of each sample, in the value's unit. */
  readonly expectedRegret: readonly number[];
  readonly maximumRegret: readonly number[];
}

/** Columns to compare block by block, and where the blocks' figures go. */
export interface ComparisonTask {
  readonly kind: 'comparison';
  readonly columns: readonly Float64Array[];
  readonly next: Int32Array;
  /** Shape [block][won, shortfall, greatest shortfall][option], options rounded up to an even count. */
  readonly blocks: Float64Array;
  readonly cancelled?: Int32Array;
}

/** Numbers that a task on these columns needs for its blocks. */
export function comparisonNumbers(columns: readonly Float64Array[]): number {
  return Math.ceil((columns[0]?.length ?? 0) / STAGED) * 3 * rowOf(columns);
}

const rowOf = (columns: readonly Float64Array[]) => columns.length + (columns.length % 2);

/** Compares blocks until none is left. Errors: Cancelled. */
export function workOnComparison({ columns, next, blocks, cancelled }: ComparisonTask): void {
  const { kernels, reserve } = kernelInstance();
  const compare = kernels.compare as Kernel;
  const [count, size] = [columns[0]?.length ?? 0, 3 * rowOf(columns)];
  const out = layout.REGISTERS as number;
  const staged = out + 8 * size;
  const numbers = new Float64Array(reserve(staged + 8 * STAGED * columns.length));
  for (;;) {
    checkCancelled(cancelled);
    const block = Atomics.add(next, 0, 1);
    const start = block * STAGED;
    if (start >= count) return;
    const end = Math.min(count, start + STAGED);
    columns.forEach((column, d) => {
      numbers.set(column.subarray(start, end), staged / 8 + d * STAGED);
    });
    compare(out, staged, columns.length, 8 * STAGED, 8 * (end - start));
    blocks.set(numbers.subarray(out / 8, out / 8 + size), block * size);
  }
}

/** The blocks' figures, taken together in their order. */
export function comparisonOf({ columns, blocks }: ComparisonTask): Comparison {
  const count = columns[0]?.length ?? 0;
  const row = rowOf(columns);
  const total = (kind: number, d: number, join: (a: number, b: number) => number) => {
    let sum = 0;
    for (let at = kind * row + d; at < blocks.length; at += 3 * row)
      sum = join(sum, blocks[at] as number);
    return sum;
  };
  const add = (a: number, b: number) => a + b;
  return {
    shareBest: columns.map((_, d) => total(0, d, add) / count),
    expectedRegret: columns.map((_, d) => total(1, d, add) / count),
    maximumRegret: columns.map((_, d) => total(2, d, Math.max)),
  };
}

/**
 * Probability of being best and regret. columns: larger is better, finite, shape [option][sample].
 * Source: Savage, The Theory of Statistical Decision (1951).
 */
export function compareOptions(columns: readonly Float64Array[]): Comparison {
  const blocks = new Float64Array(comparisonNumbers(columns));
  const task: ComparisonTask = { kind: 'comparison', columns, blocks, next: new Int32Array(1) };
  workOnComparison(task);
  return comparisonOf(task);
}
