import {
  endedStates,
  type JobEvent,
  type JobOrder,
  type JobState,
  type JobType,
  type SweepExtreme,
  type SweepTail,
} from '@scenario-sandbox/contract';
import type { Database, Query } from './database.ts';
import { inheritResults } from './job-inherit.ts';

export interface JobExtremes {
  readonly best: SweepExtreme | null;
  readonly worst: SweepExtreme | null;
}

export interface JobFault {
  readonly code: string;
  readonly message: string;
}

export interface JobRow {
  readonly id: string;
  readonly type: JobType;
  readonly state: JobState;
  readonly priority: number;
  readonly scenarioId: string;
  readonly request: JobOrder;
  readonly fingerprint: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Runs of one chunk; the last chunk may have fewer. */
  readonly chunkRuns: number;
  readonly chunksLeft: number;
  readonly attempts: number;
  /** Events so far. */
  readonly events: number;
  readonly extremes: JobExtremes | null;
  readonly summary: Pick<SweepTail, 'recommendations' | 'discovery'> | null;
  readonly error: JobFault | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly deadlineAt: Date | null;
  /** Since when it is at work without a pause, and how many runs were settled by then. */
  readonly workedSince: Date | null;
  readonly workedFrom: number;
  readonly endedAt: Date | null;
}

export const COLUMNS = `id, type, state, priority, scenario_id AS "scenarioId", request, fingerprint, total,
  done, failed, chunk_runs AS "chunkRuns", chunks_left AS "chunksLeft", attempts, events, extremes,
  summary, error, reason, created_at AS "createdAt", started_at AS "startedAt",
  deadline_at AS "deadlineAt", worked_since AS "workedSince", worked_from AS "workedFrom", ended_at AS "endedAt"`;

export interface NewJob {
  readonly id: string;
  readonly order: JobOrder;
  readonly scenarioId: string;
  /** Equal for equal orders. */
  readonly fingerprint: string;
  readonly idempotencyKey: string | null;
  /** Of the run that a run job makes. */
  readonly runId: string | null;
  /** Gives back a job of the same run, where one waits, runs or is complete. */
  readonly joins?: boolean;
  readonly total: number;
  readonly chunkRuns: number;
  /** An ended job of the same order, whose results this one has from the start. */
  readonly inheritFrom?: string;
}

/**
 * Stores a job with its chunks. Where one has the same idempotency key, or is one to join, that one is given
 * back and nothing is stored.
 */
export async function insertJob(
  database: Database,
  job: NewJob,
): Promise<{ readonly job: JobRow; readonly created: boolean }> {
  return database.transaction(async (query) => {
    const joined = job.joins ? await jobToJoin(query, job.runId) : null;
    if (joined) return { job: joined, created: false };
    const chunks = Math.ceil(job.total / job.chunkRuns);
    const rows = await query<JobRow>(
      `INSERT INTO jobs (id, type, state, priority, scenario_id, request, fingerprint,
         idempotency_key, run_id, total, chunk_runs, chunks_left)
       VALUES ($1, $2, 'queued', $3, $4, $5::text::json, $6, $7, $8, $9, $10, $11)
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      [
        job.id,
        job.order.type,
        job.order.priority,
        job.scenarioId,
        JSON.stringify(job.order),
        job.fingerprint,
        job.idempotencyKey,
        job.runId,
        job.total,
        job.chunkRuns,
        chunks,
      ],
    );
    const created = rows[0];
    if (created) {
      await query(
        'INSERT INTO job_chunks (job_id, number) SELECT $1, number FROM generate_series(0, $2::integer - 1) AS number',
        [job.id, chunks],
      );
      if (job.inheritFrom) await inheritResults(query, job.inheritFrom, job.id);
      return { job: created, created: true };
    }
    const known = await query<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE idempotency_key = $1`, [
      job.idempotencyKey,
    ]);
    if (!known[0]) throw new Error('The job that was there is gone; ask again.');
    return { job: known[0], created: false };
  });
}

/** The latest job of a run that waits, runs or is complete; who asks for one at the same time waits until the end of the transaction. */
async function jobToJoin(query: Query, runId: string | null): Promise<JobRow | null> {
  await query('SELECT pg_advisory_xact_lock(hashtext($1))', [`run ${runId}`]);
  const rows = await query<JobRow>(
    `SELECT ${COLUMNS} FROM jobs WHERE run_id = $1 AND state IN ('queued', 'running', 'completed')
     ORDER BY created_at DESC LIMIT 1`,
    [runId],
  );
  return rows[0] ?? null;
}

export async function findJob(database: Database, id: string): Promise<JobRow | null> {
  const rows = await database.query<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** The latest order of a run by the content hash of its question. */
export async function findRunOrder(
  database: Database,
  runId: string,
): Promise<Extract<JobOrder, { type: 'run' }> | null> {
  const rows = await database.query<{ request: Extract<JobOrder, { type: 'run' }> }>(
    'SELECT request FROM jobs WHERE run_id = $1 ORDER BY created_at DESC LIMIT 1',
    [runId],
  );
  return rows[0]?.request ?? null;
}

/** The jobs that were made last, newest first. */
export async function listJobs(
  database: Database,
  filter: { readonly state: JobState | null; readonly limit: number },
): Promise<JobRow[]> {
  return database.query<JobRow>(
    `SELECT ${COLUMNS} FROM jobs WHERE $1::text IS NULL OR state = $1
     ORDER BY created_at DESC, id LIMIT $2`,
    [filter.state, filter.limit],
  );
}

/** How many jobs are in each state. */
export async function countJobs(database: Database): Promise<Map<JobState, number>> {
  const rows = await database.query<{ state: JobState; count: number }>(
    'SELECT state, count(*)::integer AS count FROM jobs GROUP BY state',
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** A job as it is, held against others until the transaction ends. */
export async function lockJob(query: Query, id: string): Promise<JobRow | null> {
  const rows = await query<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

export const hasEnded = (state: JobState): boolean => endedStates.includes(state);

/** Writes the next event of a job that is locked. */
export async function appendEvent(
  query: Query,
  { id, events }: Pick<JobRow, 'id' | 'events'>,
  event: JobEvent,
): Promise<void> {
  await query('INSERT INTO job_events (job_id, place, event) VALUES ($1, $2, $3)', [
    id,
    events + 1,
    JSON.stringify(event),
  ]);
}

export interface StoredEvent {
  readonly place: number;
  /** JSON, one line. */
  readonly event: string;
}

/** Events after a place, in order. */
export async function readEvents(
  database: Database,
  id: string,
  after: number,
): Promise<StoredEvent[]> {
  return database.query<StoredEvent>(
    'SELECT place, event FROM job_events WHERE job_id = $1 AND place > $2 ORDER BY place LIMIT 1000',
    [id, after],
  );
}

/** Removes jobs that ended more than `ageDays` ago, with all they hold, 100 at most; returns how many. */
export async function sweepJobs(database: Database, ageDays: number): Promise<number> {
  const rows = await database.query(
    `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs
       WHERE ended_at < now() - $1 * interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED) RETURNING id`,
    [ageDays],
  );
  return rows.length;
}

/** A job that has a new event, or is new, and its state by then; null where hints may have been lost. */
export type JobHint = { readonly jobId: string; readonly state: JobState } | null;

/** Calls back whenever a job changed, in whatever process. Returns what ends that. */
export async function listenForJobs(
  database: Database,
  onHint: (hint: JobHint) => void,
): Promise<() => Promise<void>> {
  const [schema] = await database.query<{ name: string }>('SELECT current_schema() AS name');
  return database.listen(`jobs_${schema?.name}`, (payload) => {
    const [jobId, state] = payload.split(' ');
    onHint(jobId && state ? { jobId, state: state as JobState } : null);
  });
}

/** Jobs that run although all their chunks are settled: whoever was to finish them is gone. */
export async function unfinishedJobs(database: Database): Promise<JobRow[]> {
  return database.query<JobRow>(
    `SELECT ${COLUMNS} FROM jobs WHERE state = 'running' AND chunks_left = 0`,
  );
}
