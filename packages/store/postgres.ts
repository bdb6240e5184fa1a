import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Db as QueueDatabase } from 'pg-boss';
import type { Database, Parameter, Query } from './database.ts';
import { lockKey } from './lock-key.ts';

const RECONNECT_MS = 500;
/**
 * Longer than a burst of streams holds the event loop: the timer would fire before the answer of a server
 * that is there is read, and the first stream of the burst would end with an error.
 */
const CONNECT_TIMEOUT_MS = 15_000;

export type ServerBackend = 'postgres' | 'citus';

export interface PostgresOptions {
  readonly url: string;
  /** Schema to work in; it is made if it is missing. (Default: public) */
  readonly schema?: string;
  /** What the queue takes the server for. (Default: postgres) */
  readonly backend?: ServerBackend;
}

/** A PostgreSQL server. Errors of the connection surface in the statement that met them. */
export async function openPostgres({
  url,
  schema = 'public',
  backend = 'postgres',
}: PostgresOptions): Promise<Database> {
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: `-c search_path=${quoteIdentifier(schema)}`,
  };
  const pool = new pg.Pool({ ...settings, max: 10, statement_timeout: 10_000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await ensureSchema(pool, schema);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const kept = new Set<() => Promise<void>>();
  const keep = (connection: Connection) => {
    const stop = keepConnected(settings, connection);
    kept.add(stop);
    return async () => {
      kept.delete(stop);
      await stop();
    };
  };
  return {
    kind: 'postgres',
    query: queryOf(pool),
    transaction: (work) => inTransaction(pool, work),
    runScript: async (sql) => {
      await pool.query(sql);
    },
    listen: async (channel, onNotice) =>
      keep({
        begin: `LISTEN ${quoteIdentifier(channel)}`,
        // What was announced while nobody listened is read from the rows.
        onBegun: () => onNotice(''),
        onNotice,
      }),
    hold: async (name, onHeld) =>
      keep({
        begin: `SELECT pg_advisory_lock(${lockKey(pg.escapeLiteral(name))})`,
        onBegun: () => onHeld(true),
        onEnd: () => onHeld(false),
      }),
    queueSettings: async () => ({
      ...{ backend, db: queueDatabase(pool, keep), schema: queueSchema(schema) },
    }),
    close: async () => {
      await Promise.all([...kept].map((stop) => stop()));
      await pool.end();
    },
  };
}

/** IF NOT EXISTS alone fails when two services start at once, and for a role that may not create. */
async function ensureSchema(pool: pg.Pool, schema: string): Promise<void> {
  const found = await pool.query('SELECT to_regnamespace($1) IS NOT NULL AS found', [
    quoteIdentifier(schema),
  ]);
  if (found.rows[0]?.found) return;
  await inTransaction(pool, async (query) => {
    await query(`SELECT pg_advisory_xact_lock(hashtext('scenario-sandbox/schema'))`);
    await query(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`);
  });
}

function queryOf(connection: pg.Pool | pg.PoolClient): Query {
  return async <Row>(sql: string, parameters: readonly Parameter[] = []) => {
    const result = await connection.query(prepared(sql, [...parameters]));
    return result.rows as Row[];
  };
}

/** Names of statements by their text: there are as many as stand in the source, so those beyond are not prepared. */
const names = new Map<string, string>();
const MOST_NAMES = 500;

/**
 * A statement that a connection parses and plans the first time only: of what most of ours cost the server,
 * that is nine tenths.
 */
function prepared(text: string, values: unknown[]): pg.QueryConfig {
  if (names.size >= MOST_NAMES && !names.has(text)) return { text, values };
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return { name, text, values };
}

type Keep = (connection: Connection) => () => Promise<void>;

/** The same pool, as pg-boss takes it. Some of its texts are several statements, which cannot be prepared. */
function queueDatabase(pool: pg.Pool, keep: Keep): QueueDatabase {
  return {
    executeSql: (text, values = []) =>
      pool.query(text.includes(';') ? { text, values } : prepared(text, values)),
    listen: async (channel, onNotice, onBegun) => ({
      close: keep({ begin: `LISTEN ${quoteIdentifier(channel)}`, onBegun, onNotice }),
    }),
  };
}

async function inTransaction<T>(pool: pg.Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(queryOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

interface Connection {
  /** What makes the connection what it is for. */
  readonly begin: string;
  readonly onBegun: () => void;
  readonly onEnd?: () => void;
  readonly onNotice?: (payload: string) => void;
}

/** Keeps a connection of its own and makes it again whenever it breaks. */
function keepConnected(
  settings: pg.ClientConfig,
  { begin, onBegun, onEnd, onNotice }: Connection,
): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  const again = () => {
    client = null;
    onEnd?.();
    if (stopped) return;
    clearTimeout(retry);
    retry = setTimeout(connect, RECONNECT_MS);
  };
  const connect = () => {
    const fresh = new pg.Client({ ...settings, keepAlive: true });
    client = fresh;
    fresh.on('notification', ({ payload }) => onNotice?.(payload ?? ''));
    fresh.on('error', () => {});
    fresh.once('end', again);
    fresh
      .connect()
      .then(() => fresh.query(begin))
      .then(onBegun)
      .catch(() => void fresh.end().catch(() => {}));
  };
  connect();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await client?.end().catch(() => {});
  };
}

/** The queue keeps its tables in a schema beside ours. */
export function queueSchema(schema: string): string {
  return `${schema.slice(0, 43)}_queue`;
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
