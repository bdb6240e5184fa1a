import type { SessionState } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readKillSwitch, type SwitchState } from './switches.ts';

/** A session that was cancelled, or taken over by connection `connection`. */
export interface Interruption {
  readonly id: string;
  readonly state: SessionState;
  readonly connection: number;
  readonly reason: string | null;
  readonly cancelledAt: Date | null;
}

export interface Watch {
  stop(): Promise<void>;
}

export interface WatchOptions {
  readonly onKillSwitch: (state: SwitchState) => void;
  /** Of services that have streams. (Default: sessions are not looked at) */
  readonly sessions?: {
    /** Whether a stream of the session is open here: of others the hints are passed over. */
    readonly holds: (id: string) => boolean;
    readonly onInterruptions: (interruptions: readonly Interruption[]) => void;
  };
  /** How long a lost notification can delay the news. (Default: 200; embedded 5,000, where none is lost) */
  readonly pollMs?: number;
}

/** An idle laptop should be idle. */
const POLL_MS = { postgres: 200, pglite: 5_000 };
/** Rows that commit a little out of order of their timestamps are still seen. */
const OVERLAP = `interval '2 seconds'`;
const COLUMNS = 's.id, s.state, s.connection, s.reason, s.cancelled_at AS "cancelledAt"';

/**
 * Follows what other gateways do: reads the row that a hint of the database names, and every `pollMs`
 * all that changed, in case a hint was lost. Resolves after the first read. Interruptions are told more
 * than once.
 */
export async function watchChanges(database: Database, options: WatchOptions): Promise<Watch> {
  const { onKillSwitch, sessions, pollMs = POLL_MS[database.kind] } = options;
  let stopped = false;
  const readSwitch = async () => {
    const state = await readKillSwitch(database);
    if (!stopped) onKillSwitch(state);
  };
  const readSessions = sessions && followSessions(database, sessions, () => stopped);
  const read = async () => {
    await readSwitch();
    await readSessions?.changed();
  };
  await read();
  // A read that fails waits for the next: there is one every pollMs.
  const reader = oneAtATime(read, () => {});
  const [schema] = await database.query<{ name: string }>('SELECT current_schema() AS name');
  const stopListening = await database.listen(`sandbox_${schema?.name}`, (hint) => {
    const [table, id] = hint.split(' ');
    if (table !== 'session') reader.ask();
    else if (id !== undefined) readSessions?.one(id);
  });
  const poll = setInterval(reader.ask, pollMs);
  poll.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(poll);
      await stopListening();
    },
  };
}

function followSessions(
  database: Database,
  { holds, onInterruptions }: NonNullable<WatchOptions['sessions']>,
  stopped: () => boolean,
) {
  let since: Date | null = null;
  const tell = (rows: readonly Interruption[]) => {
    if (rows.length > 0 && !stopped()) onInterruptions(rows);
  };
  const hinted = new Set<string>();
  const reader = oneAtATime(
    async () => {
      const ids = [...hinted];
      hinted.clear();
      tell(
        await database.query<Interruption>(
          `SELECT ${COLUMNS} FROM sessions AS s WHERE s.id = ANY ($1::text[])`,
          [ids],
        ),
      );
    },
    () => {},
  );
  return {
    /** Reads what changed since it was asked last. */
    changed: async () => {
      const rows = await database.query<Interruption & { at: Date }>(
        `SELECT clock.at, ${COLUMNS}
         FROM (SELECT clock_timestamp() AS at) AS clock LEFT JOIN sessions AS s
           ON s.interrupted_at > coalesce($1::timestamptz, clock.at) - ${OVERLAP}`,
        [since],
      );
      since = rows[0]?.at ?? since;
      tell(rows.filter((row) => row.id !== null));
    },
    /** Reads a session that changed, soon; several together. */
    one: (id: string) => {
      if (!holds(id)) return;
      hinted.add(id);
      reader.ask();
    },
  };
}
