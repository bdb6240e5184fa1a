import type { Graph } from '../language/graph.ts';
import type { Points } from './types.ts';

/** Errors: an array that is not parallel to the graph or shorter than `count`. */
export function checkPoints(graph: Graph, points: Points): void {
  const { count, values, uniforms, trials } = points;
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError('points.count must be a whole number of rows, 0 or more.');
  checkParallel('values', values, graph.inputs.length, count);
  checkParallel('uniforms', uniforms, graph.uniforms.length, count);
  if (trials && trials.length < count)
    throw new RangeError(
      `points.trials must hold ${count} trial numbers; it holds ${trials.length}.`,
    );
}

function checkParallel(
  name: 'values' | 'uniforms',
  columns: readonly (Float64Array | null)[] | undefined,
  expected: number,
  count: number,
): void {
  if (!columns) return;
  if (columns.length !== expected)
    throw new RangeError(
      `points.${name} must hold ${expected} columns; it holds ${columns.length}.`,
    );
  columns.forEach((column, i) => {
    if (column && column.length < count)
      throw new RangeError(
        `points.${name}[${i}] must hold ${count} numbers; it holds ${column.length}.`,
      );
  });
}
