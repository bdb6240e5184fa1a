import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Parameter, Query } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { makeFolder, OWNER_ONLY } from './make-folder.ts';
import { migrate } from './migrate.ts';
import { makeDatabase } from './new-database.ts';
import { makeQueue } from './queue.ts';

/** Buffers of 128 MB, which PostgreSQL takes for itself, would be a third of the product's memory. */
const START = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/**
 * The embedded database in a folder; where dataDir is null, in one of its own that is gone when it is closed.
 * Survives a killed process, not a power cut: PGlite does not wait for the disk.
 * Errors: FolderInUse where another live process has the folder open, because two would lose rows.
 */
export async function openPglite(dataDir: string | null): Promise<Database> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-database-')));
  const free: (() => Promise<unknown>)[] = [];
  const release = async () => {
    while (free.length > 0) await free.pop()?.();
  };
  if (dataDir === null) free.push(() => rm(folder, { recursive: true, force: true }));
  try {
    await makeFolder(folder);
    const lock = await lockFolder(folder);
    free.push(() => lock.release());
    const where = join(folder, 'database');
    const pglite = await compiledOnce(async () => {
      await makeDatabase(where, initialise);
      await closeToOthers(where);
      return start(where);
    });
    return databaseOf(pglite, release);
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * PGlite writes files that everybody may read and write, so the folder around them, which may be of an older
 * version or in a folder that was there, is closed. Where it belongs to another user, that user's mode holds.
 */
async function closeToOthers(where: string): Promise<void> {
  await chmod(where, OWNER_ONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPERM') throw error;
  });
}

/** Closed as it should be, so that who opens it has nothing to recover. */
async function initialise(where: string): Promise<void> {
  const database = databaseOf(await start(where), async () => {});
  await migrate(database);
  await makeQueue(database);
  await database.close();
}

/** The query has PostgreSQL's parser compiled while it is compiled once. */
async function start(where: string): Promise<PGlite> {
  const pglite = await PGlite.create(where, { startParams: START });
  await pglite.query('SELECT 1');
  return pglite;
}

/**
 * WebAssembly that is first called meanwhile is compiled once, for good, and not again when it turns out
 * to be called often. PostgreSQL's parser is one function of 105 kB, for which V8's second compiler takes
 * 600 MB of memory and more time than the whole opening; without it a query takes a seventh longer.
 */
async function compiledOnce<T>(work: () => Promise<T>): Promise<T> {
  const flags = ['wasm-tier-up', 'wasm-dynamic-tiering'];
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
  try {
    return await work();
  } finally {
    for (const flag of flags) setFlagsFromString(`--${flag}`);
  }
}

function databaseOf(pglite: PGlite, release: () => Promise<void>): Database {
  return {
    kind: 'pglite',
    query: queryOf(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queryOf(transaction))),
    runScript: async (sql) => {
      await pglite.exec(sql);
    },
    listen: async (channel, onNotice) => {
      const stop = await pglite.listen(channel, onNotice);
      return () => stop();
    },
    hold: async () => async () => {},
    queueSettings: async () => {
      const { fromPglite } = await import('pg-boss');
      return { backend: 'pglite', db: fromPglite(pglite), schema: 'queue' };
    },
    close: async () => {
      if (!pglite.closed) await pglite.close();
      await release();
    },
  };
}

function queryOf(connection: PGlite | Transaction): Query {
  return async <Row>(sql: string, parameters: readonly Parameter[] = []) => {
    const result = await connection.query<Row>(sql, [...parameters]);
    return result.rows;
  };
}
