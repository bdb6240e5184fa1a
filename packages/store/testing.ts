import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Database } from './database.ts';
import { openStore } from './open.ts';
import { queueSchema } from './postgres.ts';

/** A database of one test: others can open it as well, and it is gone after `drop`. */
export interface TestDatabase {
  readonly database: Database;
  /** Opens the same database once more, as another gateway does; a server only. */
  openAnother(): Promise<Database>;
  drop(): Promise<void>;
}

export interface TestBackend {
  readonly name: string;
  create(): Promise<TestDatabase>;
}

const pglite: TestBackend = {
  name: 'PGlite',
  create: async () => {
    const database = await openStore({ databaseUrl: null, dataDir: null });
    return {
      database,
      openAnother: () => Promise.reject(new Error('PGlite is open in one process only.')),
      drop: () => database.close(),
    };
  },
};

function postgres(url: string): TestBackend {
  return {
    name: 'PostgreSQL',
    create: async () => {
      const schema = `test_${randomUUID().replaceAll('-', '')}`;
      const options = { databaseUrl: url, dataDir: null, schema };
      const opened = [await openStore(options)];
      return {
        database: opened[0] as Database,
        openAnother: async () => {
          const database = await openStore(options);
          opened.push(database);
          return database;
        },
        drop: async () => {
          await Promise.all(opened.map((database) => database.close()));
          const client = new pg.Client({ connectionString: url });
          await client.connect();
          await client.query(`DROP SCHEMA ${schema} CASCADE`);
          await client.query(`DROP SCHEMA IF EXISTS ${queueSchema(schema)} CASCADE`);
          await client.end();
        },
      };
    },
  };
}

const url = process.env.DATABASE_URL;

/** The backend that several processes share; null unless DATABASE_URL is set. */
export const sharedBackend: TestBackend | null = url ? postgres(url) : null;

/** PGlite always, PostgreSQL where DATABASE_URL is set: each test runs on both. */
export const backends: readonly TestBackend[] = sharedBackend ? [pglite, sharedBackend] : [pglite];
