import type { ConstructorOptions } from 'pg-boss';

/** Connection and schema of a pg-boss. */
export type QueueSettings = Pick<
  ConstructorOptions,
  'backend' | 'db' | 'connectionString' | 'max' | 'schema'
>;

/** A value PostgreSQL takes as a parameter. */
export type Parameter = string | number | boolean | Date | null | readonly (string | null)[];

/** Runs one statement with `$1, $2, …` and gives its rows. */
export type Query = <Row>(sql: string, parameters?: readonly Parameter[]) => Promise<Row[]>;

/**
 * One PostgreSQL, embedded (PGlite) or a server. Everything else in this package is written against
 * this and knows no difference.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly query: Query;
  /** All or nothing, on one connection. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Several statements without parameters, as a migration has them. */
  runScript(sql: string): Promise<void>;
  /**
   * Calls back on every NOTIFY of the channel, with its payload, and with an empty one where some may have
   * been lost with a connection. A hint only: who needs the truth reads the rows.
   */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
  /**
   * Holds a name on a connection of its own and tells whether it does. Whoever holds it is alive: when the
   * process is gone, the server gives the name free at once. Embedded there is one process, and no need.
   */
  hold(name: string, onHeld: (held: boolean) => void): Promise<() => Promise<void>>;
  /** How a job queue of its own tables works on the same database. */
  queueSettings(): Promise<QueueSettings>;
  close(): Promise<void>;
}
