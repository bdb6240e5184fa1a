import type { SessionState } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';

/** What a session's stream says; two streams of one binding are the same bytes. */
export interface SessionRun {
  readonly scenarioId: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly route: string;
  readonly model: string;
  readonly budget: number;
  readonly engineVersion: string;
  readonly runId: string;
}

export interface Session {
  readonly id: string;
  readonly state: SessionState;
  /** Counts the streams opened on the session; only the latest may end it. */
  readonly connection: number;
  readonly resumes: number;
  /** Null in a session that was cancelled before it began. */
  readonly run: SessionRun | null;
  /** Place of the last event, once that is known: when the stream ended or was let go. */
  readonly lastPlace: number | null;
  readonly reason: string | null;
  readonly startedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly expiresAt: Date;
}

interface Row {
  id: string;
  state: SessionState;
  connection: number;
  resumes: number;
  scenario_id: string | null;
  scenario_hash: string;
  seed: string | number;
  route: string;
  model: string;
  budget: number;
  engine_version: string;
  run_id: string;
  last_place: number | null;
  reason: string | null;
  started_at: Date | null;
  cancelled_at: Date | null;
  created_at: Date;
  changed_at: Date;
  expires_at: Date;
}

export function sessionOf(row: Row): Session {
  return {
    id: row.id,
    state: row.state,
    connection: row.connection,
    resumes: row.resumes,
    run:
      row.scenario_id === null
        ? null
        : {
            scenarioId: row.scenario_id,
            scenarioHash: row.scenario_hash,
            // bigint comes as text from a server; seeds are safe integers.
            seed: Number(row.seed),
            route: row.route,
            model: row.model,
            budget: row.budget,
            engineVersion: row.engine_version,
            runId: row.run_id,
          },
    lastPlace: row.last_place,
    reason: row.reason,
    startedAt: row.started_at,
    cancelledAt: row.cancelled_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    expiresAt: row.expires_at,
  };
}

export interface NewSession {
  readonly id: string;
  readonly run: SessionRun;
  readonly startedAt: Date;
  readonly lifetimeMs: number;
  /** 1 where a client resumes a session that is not known here, else 0. */
  readonly resumes: 0 | 1;
}

/**
 * Opens a stream on a session from its beginning: makes the session, or begins it anew with this run,
 * and the stream that was open on it loses it. A cancelled session stays cancelled and is returned so.
 */
export async function beginSession(database: Database, session: NewSession): Promise<Session> {
  const { run } = session;
  const rows = await database.query<Row>(
    `INSERT INTO sessions AS old (id, state, connection, resumes, scenario_id, scenario_hash, seed,
       route, model, budget, engine_version, run_id, started_at, expires_at)
     VALUES ($1, 'running', 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
       now() + $12::double precision * interval '1 millisecond')
     ON CONFLICT (id) DO UPDATE SET
       state = 'running', connection = old.connection + 1, resumes = excluded.resumes,
       scenario_id = excluded.scenario_id, scenario_hash = excluded.scenario_hash,
       seed = excluded.seed, route = excluded.route, model = excluded.model,
       budget = excluded.budget, engine_version = excluded.engine_version,
       run_id = excluded.run_id, started_at = excluded.started_at, last_place = NULL, reason = NULL,
       interrupted_at = CASE WHEN old.state = 'running' THEN clock_timestamp() END,
       changed_at = now(), expires_at = excluded.expires_at
     WHERE old.state <> 'cancelled'
     RETURNING *`,
    [
      session.id,
      session.resumes,
      run.scenarioId,
      run.scenarioHash,
      run.seed,
      run.route,
      run.model,
      run.budget,
      run.engineVersion,
      run.runId,
      session.startedAt,
      session.lifetimeMs,
    ],
  );
  const row = rows[0];
  if (row) return sessionOf(row);
  const cancelled = await findSession(database, session.id);
  if (!cancelled) throw new Error('The session was removed while it began.');
  return cancelled;
}

export async function findSession(database: Database, id: string): Promise<Session | null> {
  const rows = await database.query<Row>('SELECT * FROM sessions WHERE id = $1', [id]);
  return rows[0] ? sessionOf(rows[0]) : null;
}

/** The newest session of a run. */
export async function findSessionOfRun(database: Database, runId: string): Promise<Session | null> {
  const rows = await database.query<Row>(
    'SELECT * FROM sessions WHERE run_id = $1 ORDER BY created_at DESC LIMIT 1',
    [runId],
  );
  return rows[0] ? sessionOf(rows[0]) : null;
}

/**
 * Takes a session over for a resumed stream: counts the resume, and the stream that was open loses it.
 * Null where the session is cancelled, gone, or was resumed `maxResumes` times already.
 */
export async function claimSession(
  database: Database,
  id: string,
  maxResumes: number,
): Promise<Session | null> {
  const rows = await database.query<Row>(
    `UPDATE sessions SET resumes = resumes + 1, connection = connection + 1,
       interrupted_at = clock_timestamp(), changed_at = now()
     WHERE id = $1 AND state <> 'cancelled' AND resumes < $2
     RETURNING *`,
    [id, maxResumes],
  );
  return rows[0] ? sessionOf(rows[0]) : null;
}

/** Ends a running session. False where it was cancelled, or another stream has taken it over. */
export async function endSession(
  database: Database,
  id: string,
  connection: number,
  end: { readonly state: 'completed' | 'failed'; readonly lastPlace: number },
): Promise<boolean> {
  const rows = await database.query(
    `UPDATE sessions SET state = $3, last_place = $4, changed_at = now()
     WHERE id = $1 AND connection = $2 AND state = 'running'
     RETURNING id`,
    [id, connection, end.state, end.lastPlace],
  );
  return rows.length > 0;
}

export type CancelOutcome = 'cancelling' | 'already_cancelled' | 'already_completed';

/**
 * Cancels a session, or leaves word for one that has not begun. Of any number of callers exactly one
 * is told `cancelling`, and it is told so once the row is stored.
 */
export async function cancelSession(
  database: Database,
  id: string,
  cancel: { readonly reason: string; readonly lifetimeMs: number },
): Promise<{ readonly outcome: CancelOutcome; readonly session: Session | null }> {
  const rows = await database.query<Row>(
    `INSERT INTO sessions AS old (id, state, reason, cancelled_at, interrupted_at, expires_at)
     VALUES ($1, 'cancelled', $2, clock_timestamp(), clock_timestamp(),
       now() + $3::double precision * interval '1 millisecond')
     ON CONFLICT (id) DO UPDATE SET
       state = 'cancelled', reason = excluded.reason, cancelled_at = excluded.cancelled_at,
       interrupted_at = excluded.interrupted_at, changed_at = now(), expires_at = excluded.expires_at
     WHERE old.state = 'running'
     RETURNING *`,
    [id, cancel.reason, cancel.lifetimeMs],
  );
  if (rows[0]) return { outcome: 'cancelling', session: sessionOf(rows[0]) };
  const session = await findSession(database, id);
  return {
    outcome: session?.state === 'cancelled' ? 'already_cancelled' : 'already_completed',
    session,
  };
}

/** Notes where the `cancelled` event went, so that a client that has it is not sent it again. */
export async function recordCancelPlace(
  database: Database,
  id: string,
  place: number,
): Promise<void> {
  await database.query(
    `UPDATE sessions SET last_place = $2 WHERE id = $1 AND state = 'cancelled'`,
    [id, place],
  );
}

/** Gives the streams of a gateway that shuts down one more resume: the interruption is not theirs. */
export async function releaseSessions(
  database: Database,
  streams: readonly { readonly id: string; readonly connection: number }[],
): Promise<void> {
  await database.query(
    `UPDATE sessions SET resumes = resumes - 1, changed_at = now()
     FROM unnest($1::text[], $2::text[]) AS open (id, connection)
     WHERE sessions.id = open.id AND sessions.connection = open.connection::integer
       AND state = 'running'`,
    [streams.map((stream) => stream.id), streams.map((stream) => String(stream.connection))],
  );
}

/** Ends running sessions as failed, in one statement; those another stream has taken over are left. */
export async function failSessions(
  database: Database,
  streams: readonly {
    readonly id: string;
    readonly connection: number;
    readonly lastPlace: number;
  }[],
): Promise<void> {
  await database.query(
    `UPDATE sessions SET state = 'failed', last_place = open.place::integer, changed_at = now()
     FROM unnest($1::text[], $2::text[], $3::text[]) AS open (id, connection, place)
     WHERE sessions.id = open.id AND sessions.connection = open.connection::integer
       AND state = 'running'`,
    [
      streams.map((stream) => stream.id),
      streams.map((stream) => String(stream.connection)),
      streams.map((stream) => String(stream.lastPlace)),
    ],
  );
}

/** The sessions that changed last, newest first. */
export async function listSessions(
  database: Database,
  filter: { readonly state: SessionState | null; readonly limit: number },
): Promise<Session[]> {
  const rows = await database.query<Row>(
    `SELECT * FROM sessions WHERE $1::text IS NULL OR state = $1
     ORDER BY changed_at DESC, id LIMIT $2`,
    [filter.state, filter.limit],
  );
  return rows.map(sessionOf);
}

/** Removes sessions past their time; returns how many. */
export async function sweepSessions(database: Database): Promise<number> {
  const rows = await database.query(
    `DELETE FROM sessions WHERE id IN
       (SELECT id FROM sessions WHERE expires_at < now() LIMIT 10000) RETURNING id`,
  );
  return rows.length;
}
