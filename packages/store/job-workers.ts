import type { Database } from './database.ts';
import type { ChunkRef } from './job-chunks.ts';
import { lockKey } from './lock-key.ts';

/** Notes that a worker lives. held: it holds its id (`Database.hold`). */
export async function noteWorker(database: Database, id: string, held: boolean): Promise<void> {
  await database.query(
    `INSERT INTO job_workers (id, seen_at, held) VALUES ($1, clock_timestamp(), $2)
     ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), held = excluded.held`,
    [id, held],
  );
}

/** How long a worker may be silent. */
export interface Silence {
  /** Before it is taken for dead: its machine may have gone, and left its connections open. */
  readonly longestMs: number;
  /** Where its id is not held any more: its process has ended. */
  readonly unheldMs: number;
}

/** Whether a worker was seen within `silenceMs`, by the database's clock. */
export async function someWorkerLives(database: Database, silenceMs: number): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM job_workers
     WHERE seen_at >= clock_timestamp() - $1::double precision * interval '1 millisecond' LIMIT 1`,
    [silenceMs],
  );
  return rows.length > 0;
}

/** Forgets a worker that stops; what it still has in hand is then without one. */
export async function forgetWorker(database: Database, id: string): Promise<void> {
  await database.query('DELETE FROM job_workers WHERE id = $1', [id]);
}

/**
 * Takes chunks out of the hands of workers that are dead, by the database's clock: each is told to one
 * caller. A worker that was only slow goes on; whoever is second finds the chunk settled.
 */
export async function takeFromDead(database: Database, silence: Silence): Promise<ChunkRef[]> {
  return database.query(
    `WITH gone AS (
       DELETE FROM job_workers
       WHERE seen_at < clock_timestamp() - $1::double precision * interval '1 millisecond'
         OR (held AND seen_at < clock_timestamp() - $2::double precision * interval '1 millisecond'
           AND pg_try_advisory_xact_lock(${lockKey('id')}))
       RETURNING id)
     UPDATE job_chunks SET worker = NULL WHERE state = 'waiting' AND worker IS NOT NULL
       AND (worker IN (SELECT id FROM gone) OR worker NOT IN (SELECT id FROM job_workers))
     RETURNING job_id AS "jobId", number`,
    [silence.longestMs, silence.unheldMs],
  );
}
