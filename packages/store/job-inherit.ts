import type { Query } from './database.ts';

/** Gives a new job what an ended one of the same order has, so that only the rest is done. */
export async function inheritResults(query: Query, from: string, to: string): Promise<void> {
  await query(
    `WITH kept AS (
       UPDATE job_chunks AS mine SET state = 'done', results = theirs.results, failed = theirs.failed,
         recommended = theirs.recommended, interesting = theirs.interesting
       FROM job_chunks AS theirs
       WHERE mine.job_id = $2 AND theirs.job_id = $1 AND theirs.number = mine.number
         AND theirs.state = 'done' RETURNING mine.number, mine.failed)
     UPDATE jobs SET extremes = (SELECT extremes FROM jobs WHERE id = $1), failed = had.failed,
       done = had.runs - had.failed, chunks_left = chunks_left - had.chunks
     FROM (SELECT count(*) AS chunks, coalesce(sum(kept.failed), 0) AS failed,
         coalesce(sum(least(chunk_runs, total - number * chunk_runs)), 0) AS runs
       FROM kept JOIN jobs ON jobs.id = $2) AS had
     WHERE id = $2`,
    [from, to],
  );
}
