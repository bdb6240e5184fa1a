import { randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import { expect, test, vi } from 'vitest';
import type { ChunkRef } from './job-chunks.ts';
import { openStore } from './open.ts';
import { openQueue } from './queue.ts';
import { sharedBackend, type TestBackend } from './testing.ts';

const given = vi.hoisted(() => [] as unknown[]);
vi.mock('pg-boss', async (load) => {
  const real = await load<typeof import('pg-boss')>();
  class Watched extends real.PgBoss {
    constructor(options: ConstructorParameters<typeof PgBoss>[0]) {
      super(options as never);
      given.push(options);
    }
  }
  return { ...real, PgBoss: Watched };
});

test('the queue leaves the upkeep of tables to the server', async () => {
  const database = await openStore({ databaseUrl: null, dataDir: null });
  const idle = { onChunk: async () => 'done' as const, onDead: async () => {}, onFault: () => {} };
  const queue = await openQueue(database, { concurrency: 1, ...idle });
  try {
    expect(given.at(-1)).toMatchObject({ reindex: false, monitorVacuum: false, schedule: false });
  } finally {
    await queue.stop();
    await database.close();
  }
});

/** Neither profile asks anything of a server that PostgreSQL does not have, so both run on one. */
test.runIf(sharedBackend)('the queue is told the backend of the settings', async () => {
  const schema = `test_citus_${randomUUID().replaceAll('-', '')}`;
  const where = { databaseUrl: process.env.DATABASE_URL ?? null, dataDir: null, schema };
  const database = await openStore({ ...where, databaseBackend: 'citus' });
  try {
    expect((await database.queueSettings()).backend).toBe('citus');
  } finally {
    await database.runScript(`DROP SCHEMA ${schema} CASCADE`);
    await database.close();
  }
});

test.runIf(sharedBackend).each(['citus', 'cockroachdb'] as const)(
  'the queue does chunks with the profile of %s',
  async (backend) => {
    const { database, drop } = await (sharedBackend as TestBackend).create();
    const chunks = [0, 1, 2].map((number) => ({ jobId: 'job', number }));
    const done: ChunkRef[] = [];
    const dead: ChunkRef[] = [];
    const faults: unknown[] = [];
    const queueSettings = async () => ({ ...(await database.queueSettings()), backend });
    const queue = await openQueue(
      { ...database, queueSettings },
      {
        concurrency: 2,
        retryLimit: 0,
        onChunk: async (chunk) => {
          if (chunk.number === 1) return 'dead';
          done.push(chunk);
          return 'done';
        },
        onDead: async (chunk) => {
          dead.push(chunk);
        },
        onFault: (error) => faults.push(error),
      },
    );
    try {
      expect(given.at(-1)).toMatchObject({ backend });
      await queue.work();
      await queue.send(chunks.map((chunk) => ({ ...chunk, priority: 0 })));
      await expect.poll(() => [done.length, dead.length]).toEqual([2, 1]);
      expect(done).toEqual(expect.arrayContaining([chunks[0], chunks[2]]));
      expect(dead).toEqual([chunks[1]]);
      expect(faults).toEqual([]);
    } finally {
      await queue.stop();
      await drop();
    }
  },
);
