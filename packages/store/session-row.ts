import type { SessionState } from '@scenario-sandbox/contract';

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

/** The columns of a row, by name: a statement that is prepared outlives a migration that adds another. */
export const COLUMNS = `id, state, connection, resumes, scenario_id, scenario_hash, seed, route, model, budget,
  engine_version, run_id, last_place, reason, started_at, cancelled_at, created_at, changed_at, expires_at`;

/** As it comes from the database. */
export interface Row {
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
