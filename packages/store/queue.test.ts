import type { PgBoss } from 'pg-boss';
import { expect, test, vi } from 'vitest';
import { openStore } from './open.ts';
import { openQueue } from './queue.ts';
import { sharedBackend } from './testing.ts';

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

/** The citus profile asks nothing of a server that PostgreSQL does not have, so it runs on one. */
test.runIf(sharedBackend)(
  'pg-boss is told the backend of the settings, and does chunks on it',
  async () => {
    const schema = `test_citus_${Date.now()}`;
    const where = { databaseUrl: process.env.DATABASE_URL ?? null, dataDir: null, schema };
    const database = await openStore({ ...where, databaseBackend: 'citus' });
    const chunk = { jobId: 'job', number: 0 };
    const done = Promise.withResolvers<unknown>();
    const queue = await openQueue(database, {
      concurrency: 1,
      onChunk: async (each) => {
        done.resolve(each);
        return 'done';
      },
      onDead: async () => {},
      onFault: done.reject,
    });
    try {
      expect(given).toMatchObject([{ backend: 'citus' }]);
      await queue.work();
      await queue.send([{ ...chunk, priority: 0 }]);
      expect(await done.promise).toEqual(chunk);
    } finally {
      await queue.stop();
      await database.runScript(
        `DROP SCHEMA ${schema} CASCADE; DROP SCHEMA ${schema}_queue CASCADE`,
      );
      await database.close();
    }
  },
);
