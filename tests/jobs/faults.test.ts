import { openStore } from '@scenario-sandbox/store';
import { backends } from '@scenario-sandbox/store/testing.ts';
import Fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import {
  ended,
  getJob,
  post,
  prices,
  small,
  startEngine,
  startJobs,
  sweepOrder,
  until,
} from './services.ts';

/** A machine that has much else to do is waited for. */
vi.setConfig({ testTimeout: 240_000 });

/** An engine before the engine: breaks off, refuses or is silent where it is told to. */
async function startFaulty(
  engineUrl: string,
  fault: (body: { points?: number[][] }) => 'break' | 'silent' | null,
) {
  const app = Fastify({ bodyLimit: 8e6, forceCloseConnections: true });
  app.post('*', async (request, reply) => {
    const how = fault(request.body as { points?: number[][] });
    if (how === 'break') {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    if (how === 'silent') return new Promise(() => {});
    const response = await fetch(engineUrl + request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    });
    return reply
      .code(response.status)
      .type('application/json')
      .send(await response.text());
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}

async function withJobs(
  fault: (body: { points?: number[][] }) => 'break' | 'silent' | null,
  env: Record<string, string>,
  work: (url: string) => Promise<void>,
) {
  const engine = await startEngine();
  const faulty = await startFaulty(engine.url, fault);
  const database = await openStore({ databaseUrl: null, dataDir: null });
  const jobs = await startJobs(database, faulty.url, env);
  try {
    await work(jobs.url);
  } finally {
    await faulty.close();
    await jobs.close();
    await database.close();
    await engine.close();
  }
}

test('a chunk that breaks the engine each time is given up with its reason; the rest is done, and it can be tried again', async () => {
  let poisoned = true;
  const holds = (points: number[][] = []) => points.some(([price]) => price === 1);
  const fault = ({ points }: { points?: number[][] }) =>
    poisoned && holds(points) ? 'break' : null;
  await withJobs(fault, { JOBS_RETRIES: '1' }, async (url) => {
    const { body } = await post(`${url}/jobs`, sweepOrder(small, prices(40)));
    const job = await ended(url, body.jobId as string);
    expect(job.status).toBe('completed_with_errors');
    expect(job.progress).toMatchObject({ done: 38, failed: 2 });
    expect(job.errors).toEqual([
      { chunk: 0, attempts: 2, code: 'INTERNAL', message: 'The engine broke off.' },
    ]);
    poisoned = false;
    const again = await post(`${url}/jobs/${body.jobId}/retry`, '{}');
    const healed = await ended(url, again.body.jobId as string);
    expect(healed).toMatchObject({ status: 'completed', errors: [], attempts: 1 });
    expect(healed.progress.done).toBe(40);
    expect((await getJob(url, body.jobId as string)).status).toBe('completed_with_errors');
    expect((await post(`${url}/jobs/${healed.jobId}/retry`, '{}')).status).toBe(422);
  });
}, 240_000);

test('a job whose time is over fails with TIMEOUT, and is told so', async () => {
  const fault = ({ points }: { points?: number[][] }) => (points ? 'silent' : null);
  await withJobs(fault, { JOB_TIMEOUT_MS: '700' }, async (url) => {
    const { body } = await post(`${url}/jobs`, sweepOrder(small, prices(20)));
    const job = await ended(url, body.jobId as string);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } });
    const tookMs = Date.parse(job.endedAt ?? '') - Date.parse(job.startedAt ?? '');
    expect(tookMs).toBeGreaterThanOrEqual(700);
    expect(tookMs).toBeLessThan(20_000);
    const events = await (await fetch(`${url}/jobs/${body.jobId}/events`)).text();
    expect(events).toContain('event: error');
    expect(events).toContain('JOB_TIMEOUT_MS');
  });
});

test.each(backends)(
  'on $name the time in which no service was there does not count for a job',
  async (backend) => {
    const store = await backend.create();
    const engine = await startEngine();
    const timeout = { JOB_TIMEOUT_MS: '20000' };
    const first = await startJobs(store.database, engine.url, timeout);
    const { body } = await post(`${first.url}/jobs`, sweepOrder(small, prices(2_000), 40_000));
    const id = body.jobId as string;
    try {
      await until(60_000, async () => (await getJob(first.url, id)).startedAt);
      await first.close();
      // As if it had been away for an hour.
      await store.database.query(
        `UPDATE jobs SET deadline_at = deadline_at - interval '1 hour' WHERE id = $1`,
        [id],
      );
      const again = await startJobs(store.database, engine.url, timeout);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect((await getJob(again.url, id)).status).toBe('running');
      await post(`${again.url}/jobs/cancel`, { jobId: id });
      await again.close();
    } finally {
      await engine.close();
      await store.drop();
    }
  },
  240_000,
);

test('an engine that is not there yet is waited for', async () => {
  const engine = await startEngine();
  const { port } = new URL(engine.url);
  await engine.close();
  const database = await openStore({ databaseUrl: null, dataDir: null });
  const jobs = await startJobs(database, `http://127.0.0.1:${port}`);
  const { body } = await post(`${jobs.url}/jobs`, sweepOrder(small, prices(5), 100));
  await until(60_000, async () =>
    (await getJob(jobs.url, body.jobId as string)).attempts > 0 ? true : null,
  );
  const real = await startEngine();
  const late = Fastify();
  late.post('*', async (request, reply) => {
    const response = await fetch(real.url + request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    });
    return reply
      .code(response.status)
      .type('application/json')
      .send(await response.text());
  });
  await late.listen({ host: '127.0.0.1', port: Number(port) });
  const job = await ended(jobs.url, body.jobId as string);
  expect(job).toMatchObject({ status: 'completed', attempts: 1 });
  await late.close();
  await jobs.close();
  await database.close();
  await real.close();
});
