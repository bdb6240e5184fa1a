import { expect, test } from 'vitest';
import { insertJob, listJobs, sweepJobs } from './jobs.ts';
import { backends } from './testing.ts';

const scenario = { schema: 'scenario.v1' as const, id: 'a', title: 'A', options: [{ id: 'x' }] };
const order = { type: 'run' as const, priority: 0, question: { scenario, seed: 0 } };

test.each(backends)(
  'on $name jobs that ended long ago are removed, some at a time',
  async (backend) => {
    const { database, drop } = await backend.create();
    try {
      const about = { order, fingerprint: 'f', idempotencyKey: null, runId: null, scenarioId: 'a' };
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
