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
  readonly onInterruptions: (interruptions: readonly Interruption[]) => void;
  /** How long a lost notification can delay the news. (Default: 200) */
  readonly pollMs?: number;
}

/** Rows that commit a little out of order of their timestamps are still seen. */
const OVERLAP = `interval '2 seconds'`;

/**
 * Follows what other gateways do: reads the rows whenever the database hints at a change, and every
 * `pollMs` in case a hint was lost. Resolves after the first read. Interruptions are told more than once.
 */
export async function watchChanges(database: Database, options: WatchOptions): Promise<Watch> {
  const { onKillSwitch, onInterruptions, pollMs = 200 } = options;
  let since: Date | null = null;
  let stopped = false;
  const read = async () => {
    const rows = await database.query<Interruption & { at: Date }>(
      `SELECT clock.at, s.id, s.state, s.connection, s.reason, s.cancelled_at AS "cancelledAt"
       FROM (SELECT clock_timestamp() AS at) AS clock LEFT JOIN sessions AS s
         ON s.interrupted_at > coalesce($1::timestamptz, clock.at) - ${OVERLAP}`,
      [since],
    );
    const killSwitch = await readKillSwitch(database);
    if (stopped) return;
    since = rows[0]?.at ?? since;
    onKillSwitch(killSwitch);
    const interruptions = rows.filter((row) => row.id !== null);
    if (interruptions.length > 0) onInterruptions(interruptions);
  };
  await read();
  // A read that fails waits for the next: there is one every pollMs.
  const reader = oneAtATime(read, () => {});
  const [schema] = await database.query<{ name: string }>('SELECT current_schema() AS name');
  const stopListening = await database.listen(`sandbox_${schema?.name}`, reader.ask);
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
