import { expect, test, vi } from 'vitest';
import { beginChunk, noteChunkError } from './job-chunks.ts';
import { forgetWorker, noteWorker, takeFromDead } from './job-workers.ts';
import { insertJob } from './jobs.ts';
import { startNextJob } from './jobs-lifecycle.ts';
import { backends, sharedBackend, type TestBackend } from './testing.ts';

const order = {
  type: 'batch' as const,
  priority: 0,
  questions: [
    {
      scenario: { schema: 'scenario.v1' as const, id: 'a', title: 'A', options: [{ id: 'x' }] },
      seed: 0,
    },
  ],
};

const silence = (longestMs: number) => ({ longestMs, unheldMs: 0 });

test.each(backends)(
  'on $name what a dead worker had in hand is told to one caller, once',
  async (backend) => {
    const { database, drop } = await backend.create();
    try {
      const about = { fingerprint: 'f', idempotencyKey: null, runId: null, scenarioId: 'a' };
      await insertJob(database, { ...about, id: 'job', order, total: 4, chunkRuns: 1 });
      const startEvent = () => ({ type: 'cancelled', reason: '', timestamp: '' }) as const;
      await startNextJob(database, { mostRunning: 1, timeoutMs: 60_000, startEvent });
      const begin = (number: number, worker: string) =>
        beginChunk(database, { jobId: 'job', number }, worker);
      for (const worker of ['quiet', 'alive']) await noteWorker(database, worker, false);
      await begin(0, 'quiet');
      await begin(1, 'alive');
      await begin(2, 'quiet');
      await noteChunkError(
        database,
        { jobId: 'job', number: 2 },
        { code: 'INTERNAL', message: '' },
      );
      expect(await takeFromDead(database, silence(600_000)), 'all were seen').toEqual([]);
      // As if it had been silent for an hour.
      await database.query(
        `UPDATE job_workers SET seen_at = seen_at - interval '1 hour' WHERE id = 'quiet'`,
      );
      const callers = Array.from({ length: 3 }, () => takeFromDead(database, silence(600_000)));
      expect((await Promise.all(callers)).flat()).toEqual([{ jobId: 'job', number: 0 }]);
      await forgetWorker(database, 'alive');
      expect(await takeFromDead(database, silence(600_000))).toEqual([{ jobId: 'job', number: 1 }]);
    } finally {
      await drop();
    }
  },
);

test.runIf(sharedBackend)(
  'a worker that holds its id lives, and is dead once it is gone',
  async () => {
    const { database, openAnother, drop } = await (sharedBackend as TestBackend).create();
    const workers = () => database.query(`SELECT id FROM job_workers`);
    try {
      const other = await openAnother();
      let held = false;
      const letGo = await other.hold("o'worker", (now) => {
        held = now;
      });
      await vi.waitFor(() => expect(held).toBe(true), 60_000);
      await noteWorker(database, "o'worker", held);
      await takeFromDead(database, silence(600_000));
      expect(await workers(), 'however long it is silent').toHaveLength(1);
      await letGo();
      await vi.waitFor(async () => {
        await takeFromDead(database, silence(600_000));
        expect(await workers()).toEqual([]);
      }, 60_000);
    } finally {
      await drop();
    }
  },
);
