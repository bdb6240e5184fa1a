import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { sharedBackend, type TestBackend } from '@scenario-sandbox/store/testing.ts';
import { expect, test } from 'vitest';
import {
  ended,
  getJob,
  post,
  prices,
  small,
  startHeldEngine,
  startWorker,
  sweepOrder,
  until,
} from './services.ts';

/** A place of its own for a service: a folder, or a schema of the server. */
const places = [
  {
    kind: 'folder' as const,
    async make() {
      const name = await mkdtemp(join(tmpdir(), 'sandbox-phases-'));
      return { name, drop: () => rm(name, { recursive: true }) };
    },
  },
  ...(sharedBackend
    ? [
        {
          kind: 'schema' as const,
          async make() {
            const { database, drop } = await (sharedBackend as TestBackend).create();
            const [row] = await database.query<{ name: string }>('SELECT current_schema() AS name');
            return { name: row?.name ?? '', drop };
          },
        },
      ]
    : []),
];

test.each(places)(
  'on a $kind a job survives kill -9 of its only service in each phase',
  async ({ kind, make }) => {
    const { name, drop } = await make();
    const never = new Promise<void>(() => {});
    // What the engine is asked last before the kill; it answers nothing until then.
    let stopAt: string | null = '/chunks';
    const engine = await startHeldEngine(async (path) => {
      if (path !== stopAt) return;
      engine.answers.emit('asked', path);
      await never;
    });
    let worker = await startWorker(kind, name, engine.url);
    const killAt = async (moment: Promise<unknown>, next: string | null) => {
      await moment;
      await worker.kill();
      stopAt = next;
      worker = await startWorker(kind, name, engine.url);
    };
    try {
      const plan = prices(40);
      const { body } = await post(`${worker.url}/jobs`, sweepOrder(small, plan));
      const id = body.jobId as string;
      // Ordered; a chunk is under way; results come back and are stored; the end is worked out.
      await killAt(Promise.resolve(), '/chunks');
      await killAt(once(engine.answers, 'asked'), null);
      await killAt(once(engine.answers, 'answer'), '/boxes');
      await killAt(once(engine.answers, 'asked'), null);
      const job = await ended(worker.url, id);
      expect(job).toMatchObject({ status: 'completed', errors: [], progress: { done: 40 } });
      const made = await (await fetch(`${worker.url}/jobs/${id}/result`)).text();
      const alone = sweep({ scenario: small, seed: 0, samples: 40_000 }, plan);
      expect(made === JSON.stringify(alone), 'the same bytes').toBe(true);
    } finally {
      await worker.kill();
      await engine.close();
      await drop();
    }
  },
  600_000,
);

test('a job is cancelled in each phase, and none that was is completed later', async () => {
  const place = await (places[0] as (typeof places)[number]).make();
  let held: string | null = null;
  const engine = await startHeldEngine(async (path) => {
    engine.answers.emit('asked', path);
    while (path === held) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  const worker = await startWorker('folder', place.name, engine.url);
  const order = async (steps: number) =>
    (await post(`${worker.url}/jobs`, sweepOrder(small, prices(steps), 4_000))).body
      .jobId as string;
  const cancel = async (jobId: string) => post(`${worker.url}/jobs/cancel`, { jobId });
  const cancelled: string[] = [];
  try {
    // Four may run: the fifth waits.
    held = '/chunks';
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await order(2));
    const waiting = ids[4] as string;
    await until(60_000, async () =>
      (await getJob(worker.url, ids[3] as string)).startedAt ? 1 : null,
    );
    expect((await getJob(worker.url, waiting)).status).toBe('queued');
    for (const id of [waiting, ...ids.slice(0, 4)]) {
      expect((await cancel(id)).status).toBe(202);
      cancelled.push(id);
    }
    held = '/boxes';
    const asked = once(engine.answers, 'asked');
    const last = await order(2);
    await asked;
    await until(60_000, async () =>
      (await getJob(worker.url, last)).progress.done === 2 ? 1 : null,
    );
    expect((await cancel(last)).status).toBe(202);
    cancelled.push(last);
    held = null;
    // Around the completion: whichever is first, its answer stays true.
    for (let round = 0; round < 12; round += 1) {
      const id = await order(2);
      await new Promise((resolve) => setTimeout(resolve, 8 * round));
      const { status, body } = await cancel(id);
      if (status === 202) cancelled.push(id);
      else expect(body.status).toBe('already_completed');
      const job = await ended(worker.url, id);
      expect(job.status).toBe(status === 202 ? 'cancelled' : 'completed');
    }
    for (const id of cancelled) {
      expect((await getJob(worker.url, id)).status).toBe('cancelled');
      const events = await (await fetch(`${worker.url}/jobs/${id}/events`)).text();
      expect(events.match(/^event: (done|cancelled|error)$/gm)).toEqual(['event: cancelled']);
    }
  } finally {
    await worker.kill();
    await engine.close();
    await place.drop();
  }
}, 600_000);
