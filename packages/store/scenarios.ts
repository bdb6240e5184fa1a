import type { Scenario } from '@scenario-sandbox/contract';
import type { Database } from './database.ts';

export interface StoredScenario {
  readonly document: Scenario;
  readonly hash: string;
  readonly updatedAt: Date;
}

interface Row {
  document: Scenario;
  hash: string;
  updated_at: Date;
}

/** Stores a scenario under its id; true where the id is new. */
export async function putScenario(
  database: Database,
  scenario: Scenario,
  hash: string,
): Promise<boolean> {
  const rows = await database.query<{ created: boolean }>(
    `INSERT INTO scenarios (id, title, document, hash) VALUES ($1, $2, $3::text::json, $4)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, document = excluded.document,
       hash = excluded.hash, updated_at = now()
     RETURNING xmax = 0 AS created`,
    [scenario.id, scenario.title, JSON.stringify(scenario), hash],
  );
  return rows[0]?.created ?? false;
}

/** Content hashes of stored scenarios, in the order of the ids; null where there is none. */
export async function findScenarioHashes(
  database: Database,
  ids: readonly string[],
): Promise<(string | null)[]> {
  const rows = await database.query<{ id: string; hash: string }>(
    `SELECT id, hash FROM scenarios
     WHERE id IN (SELECT json_array_elements_text($1::text::json))`,
    [JSON.stringify([...new Set(ids)])],
  );
  const hashes = new Map(rows.map((row) => [row.id, row.hash]));
  return ids.map((id) => hashes.get(id) ?? null);
}

export async function findScenario(database: Database, id: string): Promise<StoredScenario | null> {
  const rows = await database.query<Row>(
    'SELECT document, hash, updated_at FROM scenarios WHERE id = $1',
    [id],
  );
  const row = rows[0];
  return row ? { document: row.document, hash: row.hash, updatedAt: row.updated_at } : null;
}

export interface ScenarioLine {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly options: number;
  /** Names that are given a value, under `variables` or by an option. */
  readonly variables: number;
  readonly hash: string;
  readonly updatedAt: Date;
}

/** What a list of all stored scenarios shows, by id; the documents stay where they are. */
export async function listScenarios(database: Database): Promise<ScenarioLine[]> {
  return database.query(
    `SELECT id, title, coalesce(document->>'question', '') AS question,
       json_array_length(document->'options') AS options,
       (SELECT count(DISTINCT name)::int FROM (
          SELECT document->'variables' AS given
          UNION ALL SELECT value->'set' FROM json_array_elements(document->'options')
        ) AS parts, json_object_keys(given) AS name) AS variables,
       hash, updated_at AS "updatedAt"
     FROM scenarios ORDER BY id`,
  );
}

/** True where there was one to remove. */
export async function removeScenario(database: Database, id: string): Promise<boolean> {
  const rows = await database.query('DELETE FROM scenarios WHERE id = $1 RETURNING id', [id]);
  return rows.length > 0;
}
