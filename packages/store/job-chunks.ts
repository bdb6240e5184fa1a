import type { JobEvent } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';
import {
  appendEvent,
  COLUMNS,
  hasEnded,
  type JobExtremes,
  type JobFault,
  type JobRow,
  lockJob,
} from './jobs.ts';

export interface ChunkRef {
  readonly jobId: string;
  readonly number: number;
}

/** Chunks of running jobs that nobody has handed to the queue, the most urgent first. */
export async function unsentChunks(
  database: Database,
  limit: number,
): Promise<(ChunkRef & { readonly priority: number })[]> {
  return database.query(
    `SELECT c.job_id AS "jobId", c.number, j.priority FROM job_chunks AS c
     JOIN jobs AS j ON j.id = c.job_id
     WHERE c.state = 'waiting' AND NOT c.sent AND j.state = 'running'
     ORDER BY j.priority DESC, j.started_at, c.number LIMIT $1`,
    [limit],
  );
}

export async function markSent(database: Database, chunks: readonly ChunkRef[]): Promise<void> {
  await database.query(
    `UPDATE job_chunks SET sent = true FROM unnest($1::text[], $2::text[]) AS given (id, number)
     WHERE job_id = given.id AND job_chunks.number = given.number::integer`,
    [chunks.map(({ jobId }) => jobId), chunks.map(({ number }) => String(number))],
  );
}

/** Has every waiting chunk handed to the queue again; for a queue that was emptied. */
export async function forgetSent(database: Database): Promise<void> {
  await database.query(`UPDATE job_chunks SET sent = false WHERE state = 'waiting' AND sent`);
}

export type ChunkState = 'waiting' | 'done' | 'dead';

/** Notes that a worker begins a chunk. Null where it is not to be done: its job does not run, or it is settled. */
export async function beginChunk(
  database: Database,
  { jobId, number }: ChunkRef,
  worker: string,
): Promise<{ readonly job: JobRow; readonly state: ChunkState; readonly attempts: number } | null> {
  return database.transaction(async (query) => {
    const job = await lockJob(query, jobId);
    if (job?.state !== 'running') return null;
    const rows = await query<{ state: ChunkState; attempts: number }>(
      `UPDATE job_chunks SET worker = $3,
         attempts = attempts + CASE WHEN state = 'waiting' THEN 1 ELSE 0 END
       WHERE job_id = $1 AND number = $2 RETURNING state, attempts`,
      [jobId, number, worker],
    );
    const chunk = rows[0];
    if (!chunk) return null;
    if (chunk.state === 'waiting') {
      await query('UPDATE jobs SET attempts = attempts + 1 WHERE id = $1', [jobId]);
    }
    return { job, ...chunk };
  });
}

/** Why the latest attempt of a chunk failed. */
export async function noteChunkError(
  database: Database,
  { jobId, number }: ChunkRef,
  error: JobFault,
): Promise<void> {
  await database.query(
    `UPDATE job_chunks SET error = $3::text::json, worker = NULL
     WHERE job_id = $1 AND number = $2 AND state = 'waiting'`,
    [jobId, number, JSON.stringify(error)],
  );
}

export interface ResultRow {
  readonly runId: string;
  readonly place: number;
  readonly recommendation: string | null;
  readonly interesting: boolean | null;
  readonly failed: boolean;
  /** JSON, one line. */
  readonly result: string;
}

/**
 * Settles a chunk: its results are stored, each run once, and the job's counts move with what was new.
 * Null where the job has ended; otherwise the job, and whether this call settled the chunk.
 */
export async function settleChunk(
  database: Database,
  ref: ChunkRef,
  outcome: {
    readonly state: 'done' | 'dead';
    readonly results: readonly ResultRow[];
    /** Runs that are given up with the chunk. */
    readonly lost: number;
    readonly merge: (before: JobExtremes | null) => JobExtremes | null;
    readonly event: (job: JobRow) => JobEvent;
  },
): Promise<{ readonly job: JobRow; readonly settled: boolean } | null> {
  return database.transaction(async (query) => {
    const job = await lockJob(query, ref.jobId);
    if (!job || hasEnded(job.state)) return null;
    const settled = await query(
      `UPDATE job_chunks SET state = $3 WHERE job_id = $1 AND number = $2 AND state = 'waiting'
       RETURNING number`,
      [ref.jobId, ref.number, outcome.state],
    );
    if (settled.length === 0) return { job, settled: false };
    const stored = await query<{ failed: boolean }>(
      `INSERT INTO job_results (job_id, run_id, place, recommendation, interesting, failed, result)
       SELECT $1, run_id, place::integer, recommendation, interesting::boolean, failed::boolean, result
       FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         AS given (run_id, place, recommendation, interesting, failed, result)
       ON CONFLICT DO NOTHING RETURNING failed`,
      [ref.jobId, ...columnsOf(outcome.results)],
    );
    const bad = stored.filter(({ failed }) => failed).length;
    const extremes = outcome.merge(job.extremes);
    const rows = await query<JobRow>(
      `UPDATE jobs SET done = done + $2, failed = failed + $3, chunks_left = chunks_left - 1,
         extremes = $4::text::json, events = events + 1
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [
        ref.jobId,
        stored.length - bad,
        bad + outcome.lost,
        extremes ? JSON.stringify(extremes) : null,
      ],
    );
    const after = rows[0] as JobRow;
    await appendEvent(query, job, outcome.event(after));
    return { job: after, settled: true };
  });
}

/** Rows as parallel columns; arrays go as text, which every driver takes alike. */
function columnsOf(results: readonly ResultRow[]): (readonly (string | null)[])[] {
  return [
    results.map(({ runId }) => runId),
    results.map(({ place }) => String(place)),
    results.map(({ recommendation }) => recommendation),
    results.map(({ interesting }) => (interesting === null ? null : String(interesting))),
    results.map(({ failed }) => String(failed)),
    results.map(({ result }) => result),
  ];
}

/** Chunks that were given up, with what went wrong last. */
export async function deadChunks(
  database: Database,
  jobId: string,
): Promise<{ number: number; attempts: number; error: JobFault | null }[]> {
  return database.query(
    `SELECT number, attempts, error FROM job_chunks WHERE job_id = $1 AND state = 'dead'
     ORDER BY number LIMIT 100`,
    [jobId],
  );
}

/** A page of results in the order of their places. */
export async function readResults(
  database: Database,
  jobId: string,
  after: number,
  limit: number,
): Promise<{ place: number; result: string }[]> {
  return database.query(
    `SELECT place, result FROM job_results WHERE job_id = $1 AND place > $2
     ORDER BY place LIMIT $3`,
    [jobId, after, limit],
  );
}

/** What is recommended, and what is of interest, by place; null where there is no run. */
export async function readRecommendations(
  database: Database,
  job: JobRow,
): Promise<{ recommended: (string | null)[]; interesting: (boolean | null)[] }> {
  const rows = await database.query<{
    place: number;
    recommendation: string | null;
    interesting: boolean | null;
  }>('SELECT place, recommendation, interesting FROM job_results WHERE job_id = $1', [job.id]);
  const recommended = new Array<string | null>(job.total).fill(null);
  const interesting = new Array<boolean | null>(job.total).fill(null);
  for (const row of rows) {
    recommended[row.place] = row.recommendation;
    interesting[row.place] = row.interesting;
  }
  return { recommended, interesting };
}
