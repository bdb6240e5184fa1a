import type { Sweep } from '@scenario-sandbox/contract';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { sharedBackend } from '@scenario-sandbox/store/testing.ts';
import { describe, expect, test } from 'vitest';
import {
  ended,
  getJob,
  post,
  prices,
  small,
  startServices,
  startWorker,
  sweepOrder,
  until,
} from './services.ts';

describe.runIf(sharedBackend)('two workers on one PostgreSQL', () => {
  test('share a job; the chunk of the one that is killed is taken over, and each run is there once', async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    const services = await startServices(store.database, { JOBS_WORKERS: '1' });
    const other = await startWorker('schema', row?.name ?? '');
    try {
      const plan = prices(240);
      const { body } = await post(`${other.url}/jobs`, sweepOrder(small, plan));
      const id = body.jobId as string;
      await until(30_000, async () => {
        const job = await getJob(services.url, id);
        return job.progress.done > 0 && job.attempts * 10 > job.progress.done + 10 ? true : null;
      });
      await other.kill();
      const killedMs = performance.now();
      const job = await ended(services.url, id, 60_000);
      process.stdout.write(
        `done ${Math.round(performance.now() - killedMs)} ms after the kill, ${job.attempts} attempts at 24 chunks\n`,
      );
      expect(job).toMatchObject({ status: 'completed', errors: [] });
      const made = (await (await fetch(`${services.url}/jobs/${id}/result`)).json()) as Sweep;
      const alone = sweep({ scenario: small, seed: 0, samples: 40_000 }, plan);
      expect(made).toEqual(JSON.parse(JSON.stringify(alone)));
    } finally {
      await other.kill();
      await services.close();
      await store.drop();
    }
  }, 120_000);

  test('a cancel reaches the worker that holds the job, whoever is asked', async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    const services = await startServices(store.database, { JOBS_WORKERS: '1' });
    const other = await startWorker('schema', row?.name ?? '');
    try {
      const { body } = await post(`${other.url}/jobs`, sweepOrder(small, prices(400), 100_000));
      const id = body.jobId as string;
      await until(20_000, () => (services.pool.load().running > 0 ? true : null));
      const startedMs = performance.now();
      expect((await post(`${other.url}/jobs/cancel`, { jobId: id })).status).toBe(202);
      await until(5_000, () => (services.pool.load().running === 0 ? true : null));
      expect(performance.now() - startedMs).toBeLessThan(1_000);
      expect((await post(`${services.url}/jobs/cancel`, { jobId: id })).status).toBe(409);
      const { done } = (await getJob(services.url, id)).progress;
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect((await getJob(services.url, id)).progress.done).toBe(done);
    } finally {
      await other.kill();
      await services.close();
      await store.drop();
    }
  }, 60_000);
});
