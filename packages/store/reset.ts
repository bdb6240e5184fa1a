import type { Database } from './database.ts';
import { migrationScripts } from './migrate.ts';

/**
 * Empties every table that the migrations make, all or nothing: sessions, scenarios, switches, audit. The
 * schema stays, and so does what others keep in the same database. Returns the names of the tables.
 */
export async function resetStore(database: Database): Promise<string[]> {
  const scripts = await migrationScripts();
  const tables = scripts.flatMap(({ text }) =>
    [...text.matchAll(/^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gm)].map((match) => match[1] ?? ''),
  );
  await database.transaction(async (query) => {
    await query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
  });
  return tables;
}
