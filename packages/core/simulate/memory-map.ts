import type { Graph } from '../language/graph.ts';
import { layout, REGISTER_BYTES } from './kernels/constants.ts';
import { rowBytes } from './loop-module.ts';
import type { Place, Plan } from './plan.ts';
import { TABLE_NUMBERS } from './quantile-table.ts';

/** Where what a plan needs lies in a thread's memory, after the kernels' own; byte addresses, multiples of 16. */
export interface MemoryMap {
  /** Of a scalar (two numbers) or a register. */
  address(place: Place): number;
  /** Of the table of a quantile of the graph. */
  tableAddress(ref: number): number;
  /** By stage: a row for each period, of the scalars that the loop's vectors read. */
  readonly rows: readonly number[];
  readonly end: number;
}

export function memoryMap(plan: Plan, graph: Graph): MemoryMap {
  const scalarsAt = layout.REGISTERS as number;
  const registersAt = scalarsAt + 16 * plan.scalars.length;
  const tablesAt = registersAt + REGISTER_BYTES * plan.registers;
  let end = tablesAt + 8 * TABLE_NUMBERS * graph.quantiles.length;
  const rows = plan.stages.map(({ loop }) => {
    const at = end;
    if (loop.length > 0) end += rowBytes(loop) * graph.periods;
    return at;
  });
  return {
    address: (place) =>
      place < 0 ? scalarsAt + 16 * ~place : registersAt + REGISTER_BYTES * place,
    tableAddress: (ref) => tablesAt + 8 * TABLE_NUMBERS * ref,
    rows,
    end,
  };
}
