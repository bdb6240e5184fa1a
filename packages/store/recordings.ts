import type { RunEvent } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';

/** An event of a run; a token names its narrator where that is not the one that was asked for. */
export type RecordedEvent = RunEvent & { readonly model?: string };

/** Who writes a recording: one producer at a time. */
export interface Authorship {
  readonly key: string;
  readonly producer: string;
}

/** Begins a recording that lasts `lifetimeMs`. False where there is one of this key. */
export async function beginRecording(
  database: Database,
  { key, producer }: Authorship,
  lifetimeMs: number,
): Promise<boolean> {
  await database.query('DELETE FROM recordings WHERE key = $1 AND expires_at < now()', [key]);
  const rows = await database.query(
    `INSERT INTO recordings (key, producer, expires_at)
     VALUES ($1, $2, now() + $3::double precision * interval '1 millisecond')
     ON CONFLICT (key) DO NOTHING RETURNING key`,
    [key, producer, lifetimeMs],
  );
  return rows.length > 0;
}

/**
 * Stores the next events of a recording, at most one batch, and renews the producer's hold on it.
 * place: of the first event, from 0. lifetimeMs: how long it is kept, given with its last event.
 * False where another producer has taken the recording over: nothing is stored.
 */
export async function appendRecording(
  database: Database,
  { key, producer }: Authorship,
  batch: { readonly place: number; readonly events: readonly RecordedEvent[] },
  lifetimeMs: number | null = null,
): Promise<boolean> {
  return database.transaction(async (query) => {
    const rows = await query(
      `UPDATE recordings SET renewed_at = clock_timestamp(), ended = $3::double precision IS NOT NULL,
         expires_at = coalesce(now() + $3 * interval '1 millisecond', expires_at)
       WHERE key = $1 AND producer = $2 AND NOT ended RETURNING key`,
      [key, producer, lifetimeMs],
    );
    if (rows.length === 0) return false;
    if (batch.events.length > 0) {
      await query(
        'INSERT INTO recording_batches (key, place, events) VALUES ($1, $2, $3::text::json)',
        [key, batch.place, JSON.stringify(batch.events)],
      );
    }
    return true;
  });
}

/** Takes over a recording whose producer has not renewed it for `leaseMs`. False where it has. */
export async function takeRecording(
  database: Database,
  { key, producer }: Authorship,
  leaseMs: number,
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE recordings SET producer = $2, renewed_at = clock_timestamp()
     WHERE key = $1 AND NOT ended
       AND renewed_at < clock_timestamp() - $3::double precision * interval '1 millisecond'
     RETURNING key`,
    [key, producer, leaseMs],
  );
  return rows.length > 0;
}

/** Leaves a recording to whoever goes on with it; one that nothing was said in is removed. */
export async function releaseRecording(
  database: Database,
  { key, producer }: Authorship,
): Promise<void> {
  await database.query(
    `DELETE FROM recordings WHERE key = $1 AND producer = $2
       AND NOT EXISTS (SELECT FROM recording_batches AS b WHERE b.key = recordings.key)`,
    [key, producer],
  );
  await database.query(
    `UPDATE recordings SET renewed_at = '-infinity' WHERE key = $1 AND producer = $2 AND NOT ended`,
    [key, producer],
  );
}

/** The events from place `from` on, in their order; null where there is no recording. */
export async function readRecording(
  database: Database,
  key: string,
  from: number,
): Promise<{ readonly events: RecordedEvent[]; readonly ended: boolean } | null> {
  const rows = await database.query<{ ended: boolean; events: RecordedEvent[] | null }>(
    `SELECT r.ended, b.events FROM recordings AS r
     LEFT JOIN recording_batches AS b ON b.key = r.key AND b.place >= $2
     WHERE r.key = $1 ORDER BY b.place`,
    [key, from],
  );
  if (!rows[0]) return null;
  return { events: rows.flatMap(({ events }) => events ?? []), ended: rows[0].ended };
}

/** Removes recordings past their time; returns how many. */
export async function sweepRecordings(database: Database): Promise<number> {
  const rows = await database.query(
    `DELETE FROM recordings WHERE key IN
       (SELECT key FROM recordings WHERE expires_at < now() LIMIT 1000
        FOR UPDATE SKIP LOCKED) RETURNING key`,
  );
  return rows.length;
}
