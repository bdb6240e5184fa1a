import type { Samples } from './types.ts';

/** Most memory kept for later runs, in bytes. */
const KEPT_BYTES = 134_217_728;

const kept = new Map<string, Float64Array[]>();
let keptBytes = 0;

const kindOf = (length: number, shared: boolean) => `${length}${shared ? ' shared' : ''}`;

/** A column of this length, its contents arbitrary: one that was given back, or a new one. */
export function takeColumn(length: number, shared: boolean): Float64Array {
  const column = kept.get(kindOf(length, shared))?.pop();
  if (!column)
    return new Float64Array(
      shared ? new SharedArrayBuffer(8 * length) : new ArrayBuffer(8 * length),
    );
  keptBytes -= column.byteLength;
  return column;
}

/** Pages without cross-origin isolation have no SharedArrayBuffer at all. */
export function isShared(column: Float64Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && column.buffer instanceof SharedArrayBuffer;
}

/** Keeps the columns of samples that are read no more. */
export function giveBack({ inputs, outcomes, constraints, series }: Samples): void {
  keepColumns([...inputs, ...outcomes.flat(), ...constraints.flat(), ...series.flat(2)]);
}

/** Keeps columns that are read no more, up to a bound on all together. */
export function keepColumns(columns: readonly (Float64Array | null)[]): void {
  for (const column of columns) {
    if (!column || keptBytes + column.byteLength > KEPT_BYTES) continue;
    const kind = kindOf(column.length, isShared(column));
    const list = kept.get(kind) ?? [];
    kept.set(kind, list);
    list.push(column);
    keptBytes += column.byteLength;
  }
}
