import type { Query } from './database.ts';

/** Gives a new job what an ended one of the same order has, so that only the rest is done. */
export async function inheritResults(query: Query, from: string, to: string): Promise<void> {
  const chunks = await query(
    `UPDATE job_chunks AS mine SET state = 'done' FROM job_chunks AS theirs
       WHERE mine.job_id = $2 AND theirs.job_id = $1 AND theirs.number = mine.number
         AND theirs.state = 'done' RETURNING mine.number`,
    [from, to],
  );
  const rows = await query<{ failed: boolean }>(
    `INSERT INTO job_results (job_id, run_id, place, recommendation, interesting, failed, result)
       SELECT $2, run_id, place, recommendation, interesting, failed, result FROM job_results
       WHERE job_id = $1 ON CONFLICT DO NOTHING RETURNING failed`,
    [from, to],
  );
  const bad = rows.filter(({ failed }) => failed).length;
  await query(
    `UPDATE jobs SET done = $2, failed = $3, chunks_left = chunks_left - $4,
         extremes = (SELECT extremes FROM jobs WHERE id = $5) WHERE id = $1`,
    [to, rows.length - bad, bad, chunks.length, from],
  );
}
