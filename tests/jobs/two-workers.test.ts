import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { sourceKey } from '@scenario-sandbox/core/language/source-key.ts';
import { uniforms } from '@scenario-sandbox/core/simulate/uniforms.ts';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { findJob } from '@scenario-sandbox/store';
import { sharedBackend } from '@scenario-sandbox/store/testing.ts';
import { describe, expect, test } from 'vitest';
import {
  ended,
  getJob,
  type Points,
  post,
  prices,
  small,
  startHeldEngine,
  startServices,
  startWorker,
  sweepOrder,
  until,
} from './services.ts';

const KILLS = 20;
const CHUNK_MS = 150;
/** `KILL_SEED=… npx vitest run two-workers` has the same victims and waits again. */
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const draws = uniforms(seed, sourceKey('kills'), 3 * KILLS);

describe.runIf(sharedBackend)('two workers on one PostgreSQL', () => {
  test(`of three workers one killed with -9 twenty times over a sweep: its result is that of no kill, byte for byte (KILL_SEED=${seed})`, async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    let killing = true;
    const last = (points: Points) => points.some(([price]) => price === 3);
    const engine = await startHeldEngine(async (_path, points) => {
      await delay(killing ? CHUNK_MS : 0);
      // However slow the machine is, the job does not end before the last kill.
      while (killing && last(points)) await delay(10);
    });
    const start = () => startWorker('schema', row?.name ?? '', engine.url);
    const workers = Array.from({ length: 3 }, start);
    try {
      const plan = prices(1_000);
      const { body } = await post(`${(await workers[0])?.url}/jobs`, sweepOrder(small, plan));
      const id = body.jobId as string;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const [which, how, wait] = draws.subarray(3 * kill) as unknown as [number, number, number];
        const victim = Math.floor(3 * which);
        const worker = await workers[victim];
        // Half of the moments are anywhere, half are while results are being stored.
        if (how < 0.5) await delay(wait * 2 * CHUNK_MS);
        else await Promise.race([once(engine.answers, 'answer'), delay(5_000)]);
        await delay(wait * 10);
        expect((await findJob(store.database, id))?.state).toMatch(/queued|running/);
        await worker?.kill();
        workers[victim] = start();
      }
      killing = false;
      const url = (await workers[0])?.url ?? '';
      const job = await ended(url, id);
      expect(job).toMatchObject({ status: 'completed', errors: [] });
      expect(job.attempts, 'some chunks were begun again').toBeGreaterThan(100);
      const made = await (await fetch(`${url}/jobs/${id}/result`)).text();
      const alone = sweep({ scenario: small, seed: 0, samples: 40_000 }, plan);
      expect(made === JSON.stringify(alone), 'the same bytes').toBe(true);
    } finally {
      for (const worker of workers) await (await worker).kill();
      await engine.close();
      await store.drop();
    }
  }, 900_000);

  test('a cancel reaches the worker that holds the job, whoever is asked', async () => {
    const store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
    const [row] = await store.database.query<{ name: string }>('SELECT current_schema() AS name');
    const services = await startServices(store.database, { JOBS_WORKERS: '1' });
    const other = await startWorker('schema', row?.name ?? '');
    try {
      const { body } = await post(`${other.url}/jobs`, sweepOrder(small, prices(400), 100_000));
      const id = body.jobId as string;
      await until(60_000, () => (services.pool.load().running > 0 ? true : null));
      const startedMs = performance.now();
      expect((await post(`${other.url}/jobs/cancel`, { jobId: id })).status).toBe(202);
      await until(60_000, () => (services.pool.load().running === 0 ? true : null));
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
  }, 900_000);
});
