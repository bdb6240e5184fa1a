import type { SessionState } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';
import { COLUMNS, type Row, type Session, type SessionRun, sessionOf } from './session-row.ts';

/** States of a session whose stream has not ended, as SQL. */
const OPEN = `('pending', 'running')`;

export interface NewSession {
  readonly id: string;
  readonly run: SessionRun;
  /** `running` where its run has said something already: another stream is reading it. */
  readonly state: 'pending' | 'running';
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
  const [begun] = await beginSessions(database, [session]);
  return begun as Session;
}

/** The same for many, of different ids, in one statement; results are in their order. */
export async function beginSessions(
  database: Database,
  sessions: readonly NewSession[],
): Promise<Session[]> {
  const rows = await database.query<Row>(
    `INSERT INTO sessions AS old (id, state, connection, resumes, scenario_id, scenario_hash, seed,
       route, model, budget, engine_version, run_id, started_at, expires_at)
     SELECT id, state, 1, resumes, "scenarioId", "scenarioHash", seed,
       route, model, budget, "engineVersion", "runId", "startedAt",
       now() + "lifetimeMs" * interval '1 millisecond'
     FROM json_to_recordset($1::text::json) AS new (id text, state text, resumes integer, "scenarioId" text,
       "scenarioHash" text, seed bigint, route text, model text, budget integer,
       "engineVersion" text, "runId" text, "startedAt" timestamptz, "lifetimeMs" double precision)
     ORDER BY id
     ON CONFLICT (id) DO UPDATE SET
       state = excluded.state, connection = old.connection + 1, resumes = excluded.resumes,
       scenario_id = excluded.scenario_id, scenario_hash = excluded.scenario_hash,
       seed = excluded.seed, route = excluded.route, model = excluded.model,
       budget = excluded.budget, engine_version = excluded.engine_version,
       run_id = excluded.run_id, started_at = excluded.started_at, last_place = NULL, reason = NULL,
       interrupted_at = CASE WHEN old.state IN ${OPEN} THEN clock_timestamp() END,
       changed_at = now(), expires_at = excluded.expires_at
     WHERE old.state <> 'cancelled'
     RETURNING ${COLUMNS}`,
    [JSON.stringify(sessions.map(({ run, ...rest }) => ({ ...rest, ...run })))],
  );
  const begun = new Map(rows.map((row) => [row.id, sessionOf(row)]));
  return Promise.all(
    sessions.map(async ({ id }) => {
      const session = begun.get(id) ?? (await findSession(database, id));
      if (!session) throw new Error('The session was removed while it began.');
      return session;
    }),
  );
}

export async function findSession(database: Database, id: string): Promise<Session | null> {
  const rows = await database.query<Row>(`SELECT ${COLUMNS} FROM sessions WHERE id = $1`, [id]);
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
     RETURNING ${COLUMNS}`,
    [id, maxResumes],
  );
  return rows[0] ? sessionOf(rows[0]) : null;
}

/** A stream that was opened on a session. */
export interface SessionConnection {
  readonly id: string;
  readonly connection: number;
}

/** Notes that the runs of sessions have begun to speak: those that are pending and still these streams' are running. */
export async function runSessions(
  database: Database,
  streams: readonly SessionConnection[],
): Promise<void> {
  await database.query(
    `UPDATE sessions SET state = 'running', changed_at = now()
     FROM json_to_recordset($1::text::json) AS stream (id text, connection integer)
     WHERE sessions.id = stream.id AND sessions.connection = stream.connection
       AND state = 'pending'`,
    [JSON.stringify(streams)],
  );
}

/** How a stream wants to end the session it was opened on. */
export interface SessionEnd extends SessionConnection {
  readonly state: 'completed' | 'failed';
  readonly lastPlace: number;
}

/** Ends a session. False where it was cancelled, or another stream has taken it over. */
export async function endSession(database: Database, end: SessionEnd): Promise<boolean> {
  const [ended] = await endSessions(database, [end]);
  return ended ?? false;
}

/** The same for many, of different ids, in one statement; results are in their order. */
export async function endSessions(
  database: Database,
  ends: readonly SessionEnd[],
): Promise<boolean[]> {
  const rows = await database.query<{ id: string }>(
    `UPDATE sessions SET state = stream.state, last_place = stream."lastPlace", changed_at = now()
     FROM json_to_recordset($1::text::json)
       AS stream (id text, connection integer, state text, "lastPlace" integer)
     WHERE sessions.id = stream.id AND sessions.connection = stream.connection
       AND sessions.state IN ${OPEN}
     RETURNING sessions.id`,
    [JSON.stringify(ends)],
  );
  const ended = new Set(rows.map((row) => row.id));
  return ends.map(({ id }) => ended.has(id));
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
     WHERE old.state IN ${OPEN}
     RETURNING ${COLUMNS}`,
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
  streams: readonly SessionConnection[],
): Promise<void> {
  await database.query(
    `UPDATE sessions SET resumes = resumes - 1, changed_at = now()
     FROM json_to_recordset($1::text::json) AS stream (id text, connection integer)
     WHERE sessions.id = stream.id AND sessions.connection = stream.connection
       AND state IN ${OPEN}`,
    [JSON.stringify(streams)],
  );
}

/** The sessions that changed last, newest first. */
export async function listSessions(
  database: Database,
  filter: { readonly state: SessionState | null; readonly limit: number },
): Promise<Session[]> {
  const rows = await database.query<Row>(
    `SELECT ${COLUMNS} FROM sessions WHERE $1::text IS NULL OR state = $1
     ORDER BY changed_at DESC, id LIMIT $2`,
    [filter.state, filter.limit],
  );
  return rows.map(sessionOf);
}

/**
 * Removes sessions past their time, at most `limit`, the longest past first; returns how many. Two sweeps
 * at once take different ones.
 */
export async function sweepSessions(database: Database, limit = 1_000): Promise<number> {
  const rows = await database.query(
    `DELETE FROM sessions WHERE id IN
       (SELECT id FROM sessions WHERE expires_at < now() ORDER BY expires_at LIMIT $1
        FOR UPDATE SKIP LOCKED) RETURNING id`,
    [limit],
  );
  return rows.length;
}
