import type { Database } from './database.ts';

/** A run by what makes it again. */
export interface NamedRun {
  readonly runId: string;
  readonly scenarioId: string;
  readonly seed: number;
}

/** Keeps what the ids of runs stand for. */
export async function noteRuns(database: Database, runs: readonly NamedRun[]): Promise<void> {
  await database.query(
    `INSERT INTO runs (id, scenario_id, seed)
     SELECT DISTINCT "runId", "scenarioId", seed
     FROM json_to_recordset($1::text::json) AS new ("runId" text, "scenarioId" text, seed bigint)
     ORDER BY "runId" ON CONFLICT DO NOTHING`,
    [JSON.stringify(runs)],
  );
}

/** The run of an id that was noted, or that a session has streamed. */
export async function findRun(database: Database, runId: string): Promise<NamedRun | null> {
  const [row] = await database.query<{ scenarioId: string; seed: string | number }>(
    `SELECT scenario_id AS "scenarioId", seed FROM runs WHERE id = $1
     UNION ALL SELECT scenario_id, seed FROM sessions WHERE run_id = $1 LIMIT 1`,
    [runId],
  );
  // bigint comes as text from a server; seeds are safe integers.
  return row ? { runId, scenarioId: row.scenarioId, seed: Number(row.seed) } : null;
}

/** Forgets runs that were noted more than `ageDays` ago. */
export async function sweepRuns(database: Database, ageDays: number): Promise<void> {
  await database.query(`DELETE FROM runs WHERE made_at < now() - $1 * interval '1 day'`, [ageDays]);
}
