import type { JobEvent, JobState } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';
import { appendEvent, COLUMNS, hasEnded, type JobFault, type JobRow, lockJob } from './jobs.ts';

/**
 * Starts the next queued job, the most urgent and then the oldest, unless as many run already as may.
 * Null where none was started. An advisory lock keeps two services from counting at once.
 */
export async function startNextJob(
  database: Database,
  options: {
    readonly mostRunning: number;
    readonly timeoutMs: number;
    readonly startEvent: (job: JobRow) => JobEvent;
  },
): Promise<JobRow | null> {
  const { mostRunning, timeoutMs, startEvent } = options;
  const waiting = await database.query(`SELECT FROM jobs WHERE state = 'queued' LIMIT 1`);
  if (waiting.length === 0) return null;
  return database.transaction(async (query) => {
    await query(
      `SELECT pg_advisory_xact_lock(hashtext('scenario-sandbox/jobs/' || current_schema()))`,
    );
    const rows = await query<JobRow>(
      `UPDATE jobs SET state = 'running', started_at = clock_timestamp(), events = events + 1,
         worked_since = clock_timestamp(), worked_from = done + failed,
         deadline_at = clock_timestamp() + $2::double precision * interval '1 millisecond'
       WHERE id = (SELECT id FROM jobs WHERE state = 'queued'
           AND (SELECT count(*) FROM jobs WHERE state = 'running') < $1
         ORDER BY priority DESC, created_at, id LIMIT 1)
       RETURNING ${COLUMNS}`,
      [mostRunning, timeoutMs],
    );
    const job = rows[0];
    if (!job) return null;
    await appendEvent(query, { ...job, events: job.events - 1 }, startEvent(job));
    return job;
  });
}

/**
 * Ends a job, once: `state` is kept only where the job has not ended. Null where it had.
 * For `completed`, its chunks must all be settled.
 */
export async function endJob(
  database: Database,
  id: string,
  end: {
    readonly state: Exclude<JobState, 'queued' | 'running'>;
    readonly summary?: JobRow['summary'];
    readonly error?: JobFault;
    readonly reason?: string;
    readonly event: (job: JobRow) => JobEvent;
  },
): Promise<JobRow | null> {
  return database.transaction(async (query) => {
    const job = await lockJob(query, id);
    if (!job || hasEnded(job.state)) return null;
    const rows = await query<JobRow>(
      `UPDATE jobs SET state = $2, summary = $3::text::json, error = $4::text::json, reason = $5,
         events = events + 1, ended_at = clock_timestamp()
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [
        id,
        end.state,
        end.summary ? JSON.stringify(end.summary) : null,
        end.error ? JSON.stringify(end.error) : null,
        end.reason ?? null,
      ],
    );
    const ended = rows[0] as JobRow;
    await appendEvent(query, job, end.event(ended));
    return ended;
  });
}

/** Jobs that run and are past their deadline. */
export async function overdueJobs(database: Database): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM jobs WHERE state = 'running' AND deadline_at < clock_timestamp()`,
  );
  return rows.map(({ id }) => id);
}

/** Which of these jobs do not run any more. */
export async function endedAmong(database: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM jobs WHERE id = ANY($1::text[]) AND state <> 'running'`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Gives running jobs their whole time anew, and a pace from now: while no process was there, none of it passed. */
export async function extendDeadlines(database: Database, timeoutMs: number): Promise<void> {
  await database.query(
    `UPDATE jobs SET deadline_at = clock_timestamp() + $1::double precision * interval '1 millisecond',
       worked_since = clock_timestamp(), worked_from = done + failed
     WHERE state = 'running'`,
    [timeoutMs],
  );
}
