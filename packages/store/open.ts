import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

export interface StoreOptions {
  /** A PostgreSQL server; the embedded database is used where it is null. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database; null keeps it in memory. */
  readonly dataDir: string | null;
  /** Schema on the server. (Default: public) */
  readonly schema?: string;
}

/** Opens the database and brings its schema up to date. */
export async function openStore(options: StoreOptions): Promise<Database> {
  const database = options.databaseUrl
    ? await openPostgres({
        url: options.databaseUrl,
        ...(options.schema && { schema: options.schema }),
      })
    : await openPglite(options.dataDir);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
