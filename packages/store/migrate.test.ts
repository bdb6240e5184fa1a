import { expect, test } from 'vitest';
import { readRecommendations, readResults } from './job-chunks.ts';
import { findJob, type JobRow } from './jobs.ts';
import { migrate, migrationScripts } from './migrate.ts';
import { openPglite } from './pglite.ts';

test('results that were a row for each run are their chunks’ own afterwards', async () => {
  const database = await openPglite(null);
  try {
    await database.runScript('CREATE SCHEMA older; SET search_path = older');
    const before = (await migrationScripts()).filter(({ name }) => name < '011');
    for (const { text } of before) await database.runScript(text);
    await database.runScript(`
      CREATE TABLE migrations (number integer PRIMARY KEY, name text NOT NULL);
      INSERT INTO migrations SELECT number, '' FROM generate_series(1, ${before.length}) AS number;
      INSERT INTO jobs (id, type, state, priority, scenario_id, request, fingerprint, total, chunk_runs, chunks_left)
        VALUES ('job', 'sweep', 'cancelled', 0, 'a', '{}', '', 5, 2, 1);
      INSERT INTO job_chunks (job_id, number, state) VALUES ('job', 0, 'done'), ('job', 1, 'waiting'), ('job', 2, 'done');
      INSERT INTO job_results (job_id, run_id, place, recommendation, interesting, failed, result) VALUES
        ('job', 'r4', 4, 'b', false, false, '{"index":4}'), ('job', 'r1', 1, 'a', true, false, '{"index":1}'),
        ('job', 'r0', 0, NULL, NULL, true, '{"index":0}')`);
    await migrate(database);
    expect(await readResults(database, 'job', -1, 10)).toEqual([
      { number: 0, results: '{"index":0},{"index":1}' },
      { number: 2, results: '{"index":4}' },
    ]);
    expect(await readRecommendations(database, (await findJob(database, 'job')) as JobRow)).toEqual(
      {
        recommended: [null, 'a', null, null, 'b'],
        interesting: [null, true, null, null, false],
      },
    );
    const failed = await database.query('SELECT failed FROM job_chunks ORDER BY number');
    expect(failed).toEqual([{ failed: 1 }, { failed: 0 }, { failed: 0 }]);
  } finally {
    await database.close();
  }
});
