import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRun, noteRuns, sweepRuns } from './runs.ts';
import { backends, type TestDatabase } from './testing.ts';

const run = { runId: 'r', scenarioId: 'demo', seed: Number.MAX_SAFE_INTEGER };

describe.each(backends)('runs on $name', ({ create }) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await create();
  });
  afterAll(() => store.drop());
  const db = () => store.database;

  test('a run is found by its id, noted once or twice, until it is old', async () => {
    await noteRuns(db(), []);
    expect(await findRun(db(), 'r')).toBeNull();
    await noteRuns(db(), [run, run]);
    await noteRuns(db(), [run, { ...run, runId: 'other', seed: 0 }]);
    expect(await findRun(db(), 'r')).toEqual(run);
    await db().query(`UPDATE runs SET made_at = now() - interval '31 days' WHERE id = 'r'`);
    await sweepRuns(db(), 30);
    expect(await findRun(db(), 'r')).toBeNull();
    expect(await findRun(db(), 'other')).toMatchObject({ seed: 0 });
  });
});
