import type { Database } from './database.ts';

/** Resolves once the database has answered a question. */
export async function answers(database: Database): Promise<void> {
  await database.query('SELECT 1');
}
