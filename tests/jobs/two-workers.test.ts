import { spawn } from 'node:child_process';
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
  sweepOrder,
  until,
} from './services.ts';

const program = new URL('worker-process.ts', import.meta.url).pathname;

/** Another jobs service on the same database, in a process of its own. */
async function startWorker(schema: string) {
  const child = spawn(process.execPath, [program, schema], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).trim()));
    child.once('exit', (code) => reject(new Error(`the worker ended with code ${code}`)));
  });
  return { child, url };
}

describe.runIf(sharedBackend)('two workers on one PostgreSQL', () => {
  test('share a job; the chunk of the one that is killed is taken over, and each run is there once', async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    const services = await startServices(store.database, { JOBS_WORKERS: '1' });
    const other = await startWorker(row?.name ?? '');
    try {
      const plan = prices(240);
      const { body } = await post(`${other.url}/jobs`, sweepOrder(small, plan));
      const id = body.jobId as string;
      await until(30_000, async () => {
        const job = await getJob(services.url, id);
        return job.progress.done > 0 && job.attempts * 10 > job.progress.done + 10 ? true : null;
      });
      other.child.kill('SIGKILL');
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
      other.child.kill('SIGKILL');
      await services.close();
      await store.drop();
    }
  }, 120_000);

  test('a cancel reaches the worker that holds the job, whoever is asked', async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    const services = await startServices(store.database, { JOBS_WORKERS: '1' });
    const other = await startWorker(row?.name ?? '');
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
      other.child.kill('SIGKILL');
      await services.close();
      await store.drop();
    }
  }, 60_000);
});
