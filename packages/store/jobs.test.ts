import { expect, test } from 'vitest';
import { findJob, insertJob, listJobs, sweepJobs } from './jobs.ts';
import { extendDeadlines, startNextJob } from './jobs-lifecycle.ts';
import { backends } from './testing.ts';

const scenario = { schema: 'scenario.v1' as const, id: 'a', title: 'A', options: [{ id: 'x' }] };
const order = { type: 'run' as const, priority: 0, question: { scenario, seed: 0 } };

const about = { order, fingerprint: 'f', idempotencyKey: null, runId: null, scenarioId: 'a' };

test.each(backends)('on $name a job that is taken up has its pace from then', async (backend) => {
  const { database, drop } = await backend.create();
  try {
    await insertJob(database, { ...about, id: 'a', total: 9, chunkRuns: 1 });
    await database.query(`UPDATE jobs SET done = 2`);
    const startEvent = () => ({ type: 'cancelled', reason: '', timestamp: '' }) as const;
    const started = await startNextJob(database, { mostRunning: 1, timeoutMs: 1, startEvent });
    expect(started).toMatchObject({ workedSince: expect.any(Date), workedFrom: 2 });
    await database.query(
      `UPDATE jobs SET done = 4, failed = 1, worked_since = worked_since - interval '8 hours'`,
    );
    await extendDeadlines(database, 1);
    const taken = await findJob(database, 'a');
    expect(taken?.workedFrom).toBe(5);
    expect(taken?.workedSince?.getTime()).toBeGreaterThanOrEqual(
      started?.workedSince?.getTime() ?? Infinity,
    );
  } finally {
    await drop();
  }
});

test.each(backends)(
  'on $name jobs that ended long ago are removed, some at a time',
  async (backend) => {
    const { database, drop } = await backend.create();
    try {
      for (let i = 0; i < 103; i += 1) {
        await insertJob(database, { ...about, id: `job-${i}`, total: 1, chunkRuns: 1 });
      }
      const endDaysAgo = (days: number, where: string) =>
        database.query(
          `UPDATE jobs SET state = 'failed', ended_at = now() - $1 * interval '1 day' WHERE ${where}`,
          [days],
        );
      await endDaysAgo(31, `id NOT IN ('job-0', 'job-1')`);
      await endDaysAgo(29, `id = 'job-0'`);
      expect(await sweepJobs(database, 30)).toBe(100);
      expect(await sweepJobs(database, 30)).toBe(1);
      expect(await sweepJobs(database, 30)).toBe(0);
      const left = await listJobs(database, { state: null, limit: 10 });
      expect(left.map(({ id }) => id).sort()).toEqual(['job-0', 'job-1']);
      expect(await database.query('SELECT job_id FROM job_chunks')).toHaveLength(2);
    } finally {
      await drop();
    }
  },
);
