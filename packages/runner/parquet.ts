import type { SweepRun } from '@scenario-sandbox/contract';
import type { Cell, Column, RunTable } from '@scenario-sandbox/core/sweep/table.ts';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';

const types = { text: 'STRING', integer: 'INT32', number: 'DOUBLE' } as const satisfies Record<
  Column['kind'],
  BasicType
>;

/** Runs as an Apache Parquet file, under the names of the CSV; what a run does not have is null. */
export function toParquet({ columns, cells }: RunTable, runs: readonly SweepRun[]): Uint8Array {
  const rows = runs.map(cells);
  const columnData = columns.map(({ name, kind }, i) => ({
    name,
    type: types[kind],
    nullable: true,
    data: rows.map((row) => known(row[i])),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

const known = (cell: Cell) => (cell === undefined || Number.isNaN(cell) ? null : cell);
