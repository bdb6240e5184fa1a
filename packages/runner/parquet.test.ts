import type { SweepRun } from '@scenario-sandbox/contract';
import { runTable } from '@scenario-sandbox/core/sweep/table.ts';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { toParquet } from './parquet.ts';

const made = {
  index: 0,
  runId: 'a1',
  values: { price: 20 },
  recommendation: 'usage',
  value: 0.1 + 0.2,
  options: [
    {
      id: 'usage',
      value: 0.1 + 0.2,
      probabilityBest: 1,
      outcomes: { worth: { mean: -1e300, nan: 2 } },
    },
  ],
} as unknown as SweepRun;
const failed = { ...made, index: 1, runId: 'b2', recommendation: null, value: null, options: [] };
const runs = [made, { ...failed, error: 'no “finite” value' } as SweepRun];

const read = (bytes: Uint8Array) =>
  parquetReadObjects({ file: bytes.slice().buffer as ArrayBuffer });

test('a table of runs reads back number for number; what a run does not have is null', async () => {
  expect(await read(toParquet(runTable(['price'], made), runs))).toEqual([
    {
      ...{ index: 0, run_id: 'a1', price: 20, recommendation: 'usage', value: 0.1 + 0.2 },
      ...{ 'usage.value': 0.1 + 0.2, 'usage.probability_best': 1 },
      ...{ 'usage.worth.mean': -1e300, 'usage.worth.nan': 2, error: null },
    },
    {
      ...{ index: 1, run_id: 'b2', price: 20, recommendation: null, value: null },
      ...{ 'usage.value': null, 'usage.probability_best': null },
      ...{ 'usage.worth.mean': null, 'usage.worth.nan': null, error: 'no “finite” value' },
    },
  ]);
});

test('no runs are a table of no rows', async () => {
  expect(await read(toParquet(runTable(['price'], null), []))).toEqual([]);
});
