import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

/**
 * Brings the schema up to date: each file `NNN-name.sql` once, in order, all or nothing. An advisory
 * lock lets two services start at once. Errors: a database that is newer than this program.
 */
export async function migrate(database: Database): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}-.*\.sql$/.test(name)).sort();
  const scripts = await Promise.all(files.map((name) => readFile(join(FOLDER, name), 'utf8')));
  await database.transaction(async (query) => {
    await query(`SELECT pg_advisory_xact_lock(hashtext('scenario-sandbox/' || current_schema()))`);
    await query(
      'CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL)',
    );
    const rows = await query<{ number: number }>('SELECT number FROM migrations ORDER BY number');
    const newest = rows.at(-1)?.number ?? 0;
    if (newest > files.length) {
      throw new Error(
        `The database is at schema ${newest}, newer than the ${files.length} this version knows. ` +
          'Start the newer version, or restore a backup.',
      );
    }
    for (let index = newest; index < files.length; index += 1) {
      for (const statement of statementsOf(scripts[index] ?? '')) await query(statement);
      await query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [
        index + 1,
        files[index] ?? '',
      ]);
    }
  });
}

/** Migrations separate their statements by an empty line, so that function bodies may hold semicolons. */
function statementsOf(script: string): string[] {
  return script.split(/\n\s*\n/).filter((statement) => statement.trim() !== '');
}
