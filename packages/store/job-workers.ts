import type { Database } from './database.ts';
import type { ChunkRef } from './job-chunks.ts';

/** Notes that a worker lives. */
export async function noteWorker(database: Database, id: string): Promise<void> {
  await database.query(
    `INSERT INTO job_workers (id, seen_at) VALUES ($1, clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`,
    [id],
  );
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
 * Takes chunks out of the hands of workers that were not seen for `silenceMs`, by the database's clock:
 * each is told to one caller. A worker that was only slow goes on; whoever is second finds the chunk settled.
 */
export async function takeFromDead(database: Database, silenceMs: number): Promise<ChunkRef[]> {
  await database.query(
    `DELETE FROM job_workers
     WHERE seen_at < clock_timestamp() - $1::double precision * interval '1 millisecond'`,
    [silenceMs],
  );
  return database.query(
    `UPDATE job_chunks SET worker = NULL
     WHERE state = 'waiting' AND worker IS NOT NULL AND worker NOT IN (SELECT id FROM job_workers)
     RETURNING job_id AS "jobId", number`,
  );
}
