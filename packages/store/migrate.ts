import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

/** The files `NNN-name.sql`, in order. */
export async function migrationScripts(): Promise<{ name: string; text: string }[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}-.*\.sql$/.test(name)).sort();
  return Promise.all(
    files.map(async (name) => ({ name, text: await readFile(join(FOLDER, name), 'utf8') })),
  );
}

/**
 * Brings the schema up to date: each file `NNN-name.sql` once, in order, all or nothing. An advisory
 * lock lets two services start at once. Errors: a database that is newer than this program.
 */
export async function migrate(database: Database): Promise<void> {
  const scripts = await migrationScripts();
  await database.transaction(async (query) => {
    await query(`SELECT pg_advisory_xact_lock(hashtext('scenario-sandbox/' || current_schema()))`);
    await query(
      'CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL)',
    );
    const rows = await query<{ number: number }>('SELECT number FROM migrations ORDER BY number');
    const newest = rows.at(-1)?.number ?? 0;
    if (newest > scripts.length) {
      throw new Error(
        `The database is at schema ${newest}, newer than the ${scripts.length} this version knows. ` +
          'Start the newer version, or restore a backup.',
      );
    }
    // Moving rows takes as long as there are rows.
    await query('SET LOCAL statement_timeout = 0');
    for (let index = newest; index < scripts.length; index += 1) {
      for (const statement of statementsOf(scripts[index]?.text ?? '')) await query(statement);
      await query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [
        index + 1,
        scripts[index]?.name ?? '',
      ]);
    }
  });
}

/** Migrations separate their statements by an empty line, so that function bodies may hold semicolons. */
function statementsOf(script: string): string[] {
  return script.split(/\n\s*\n/).filter((statement) => statement.trim() !== '');
}
