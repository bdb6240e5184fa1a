import type { Database } from './database.ts';
import { migrationScripts } from './migrate.ts';

/**
 * Empties every table that the migrations make (sessions, scenarios, switches, audit, jobs) and removes the
 * job queue's schema, which the queue makes again; all or nothing. What others keep in the same database
 * stays. Returns the names of the tables.
 */
export async function resetStore(database: Database): Promise<string[]> {
  const text = (await migrationScripts()).map((script) => script.text).join('\n');
  const dropped = namesIn(text, /^DROP TABLE (\w+)/gm);
  const made = namesIn(text, /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gm);
  const tables = made.filter((name) => !dropped.includes(name));
  await database.transaction(async (query) => {
    await query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
    const { schema } = await database.queueSettings();
    if (schema) await query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  });
  return tables;
}

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');
