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
  const totals = new Float64Array(3 * rowOf(columns));
  addBlocks(totals, blocks);
  return comparisonBy(totals, columns.length, columns[0]?.length ?? 0);
}

/** Joins figures of blocks, in their order, to those of the blocks before; totals: one block's shape. */
export function addBlocks(totals: Float64Array, blocks: Float64Array): void {
  const greatest = (2 * totals.length) / 3;
  for (let at = 0; at < blocks.length; at += totals.length)
    for (let k = 0; k < totals.length; k++) {
      const [total, here] = [totals[k] as number, blocks[at + k] as number];
      totals[k] = k < greatest ? total + here : Math.max(total, here);
    }
}

/** The comparison by figures of all blocks together. */
export function comparisonBy(totals: Float64Array, options: number, count: number): Comparison {
  const row = totals.length / 3;
  const figures = (kind: number) => [...totals.subarray(kind * row, kind * row + options)];
  return {
    shareBest: figures(0).map((total) => total / count),
    expectedRegret: figures(1).map((total) => total / count),
    maximumRegret: figures(2),
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
