import type { JobEvent } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';
import {
  appendEvent,
  COLUMNS,
  hasEnded,
  type JobExtremes,
  type JobFault,
  type JobRow,
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

/**
 * Notes that a worker begins a chunk, and gives its job. Null where it is not to be done: its job does not run,
 * or it is settled. The job's row is locked before the chunk's, as where a chunk is settled.
 */
export async function beginChunk(
  database: Database,
  { jobId, number }: ChunkRef,
  worker: string,
): Promise<JobRow | null> {
  const rows = await database.query<JobRow>(
    `WITH job AS (
       UPDATE jobs SET attempts = attempts + 1 WHERE id = $1 AND state = 'running' AND EXISTS
         (SELECT FROM job_chunks WHERE job_id = $1 AND number = $2 AND state = 'waiting')
       RETURNING ${COLUMNS}),
     begun AS (
       UPDATE job_chunks SET worker = $3, attempts = job_chunks.attempts + 1 FROM job
       WHERE job_id = job.id AND number = $2 AND job_chunks.state = 'waiting' RETURNING number)
     SELECT job.* FROM job, begun`,
    [jobId, number, worker],
  );
  return rows[0] ?? null;
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

/** What came of the runs of a chunk. */
export interface ChunkResults {
  /** JSON of its runs in their order, parted by commas, on one line. */
  readonly text: string;
  /** Runs that could not be made. */
  readonly failed: number;
  /** Of a sweep: what each run recommends, and whether it is of interest; null where nobody asks. */
  readonly recommended: readonly (string | null)[] | null;
  readonly interesting: readonly (boolean | null)[] | null;
}

/**
 * Settles a chunk of `runs` runs: its results are stored, or it is given up, and the job's counts move, once.
 * Null where the job has ended; otherwise the job, and whether this call settled the chunk.
 */
export async function settleChunk(
  database: Database,
  job: JobRow,
  number: number,
  outcome: {
    /** Null: the chunk is given up. */
    readonly results: ChunkResults | null;
    readonly runs: number;
    readonly merge: (before: JobExtremes | null) => JobExtremes | null;
    readonly event: (job: JobRow) => JobEvent;
  },
): Promise<{ readonly job: JobRow; readonly settled: boolean } | null> {
  const { results, runs, merge, event } = outcome;
  return database.transaction(async (query) => {
    const [now] = await query<Moving>(`SELECT ${MOVING} FROM jobs WHERE id = $1 FOR UPDATE`, [
      job.id,
    ]);
    if (!now || hasEnded(now.state)) return null;
    const settled = await query(
      `UPDATE job_chunks SET state = $3, results = $4, failed = $5,
         recommended = $6::text::json, interesting = $7::text::json
       WHERE job_id = $1 AND number = $2 AND state = 'waiting' RETURNING number`,
      [job.id, number, ...columnsOf(results, runs)],
    );
    if (settled.length === 0) return { job: { ...job, ...now }, settled: false };
    const failed = results?.failed ?? runs;
    const after = {
      ...{ ...job, ...now },
      done: now.done + runs - failed,
      failed: now.failed + failed,
      chunksLeft: now.chunksLeft - 1,
      extremes: merge(now.extremes),
      events: now.events + 1,
    };
    await query(
      `UPDATE jobs SET done = $2, failed = $3, chunks_left = $4, events = $5, extremes = $6::text::json
       WHERE id = $1`,
      [job.id, after.done, after.failed, after.chunksLeft, after.events, jsonOf(after.extremes)],
    );
    await appendEvent(query, { id: job.id, events: now.events }, event(after));
    return { job: after, settled: true };
  });
}

/** What of a job's row moves with its chunks. */
type Moving = Pick<JobRow, 'state' | 'done' | 'failed' | 'chunksLeft' | 'extremes' | 'events'>;
const MOVING = 'state, done, failed, chunks_left AS "chunksLeft", extremes, events';

function columnsOf(results: ChunkResults | null, runs: number): (string | number | null)[] {
  if (!results) return ['dead', null, runs, null, null];
  const { text, failed, recommended, interesting } = results;
  return ['done', text, failed, jsonOf(recommended), jsonOf(interesting)];
}

const jsonOf = (value: unknown): string | null => (value ? JSON.stringify(value) : null);

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

/** The results of the next chunks after one that have any, in order: JSON of runs, parted by commas. */
export async function readResults(
  database: Database,
  jobId: string,
  after: number,
  limit: number,
): Promise<{ number: number; results: string }[]> {
  return database.query(
    `SELECT number, results FROM job_chunks
     WHERE job_id = $1 AND number > $2 AND results IS NOT NULL ORDER BY number LIMIT $3`,
    [jobId, after, limit],
  );
}

/** What is recommended, and what is of interest, by place; null where there is no run. */
export async function readRecommendations(
  database: Database,
  { id, total, chunkRuns }: JobRow,
): Promise<{ recommended: (string | null)[]; interesting: (boolean | null)[] }> {
  const rows = await database.query<
    { number: number } & Pick<ChunkResults, 'recommended' | 'interesting'>
  >(
    `SELECT number, recommended, interesting FROM job_chunks
     WHERE job_id = $1 AND recommended IS NOT NULL`,
    [id],
  );
  const recommended = new Array<string | null>(total).fill(null);
  const interesting = new Array<boolean | null>(total).fill(null);
  for (const row of rows) {
    for (const [i, option] of (row.recommended ?? []).entries()) {
      recommended[row.number * chunkRuns + i] = option;
      interesting[row.number * chunkRuns + i] = row.interesting?.[i] ?? null;
    }
  }
  return { recommended, interesting };
}
