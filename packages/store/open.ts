import type { Database } from './database.ts';
import { FolderInUse } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import type { ServerBackend } from './postgres.ts';

export interface StoreOptions {
  /** A PostgreSQL server; the embedded database is used where it is null. */
  readonly databaseUrl: string | null;
  /** What answers there. (Default: postgres) */
  readonly databaseBackend?: ServerBackend;
  /** Folder of the embedded database; null: one of its own that is gone when it is closed. */
  readonly dataDir: string | null;
  /** Schema on the server. (Default: public) */
  readonly schema?: string;
}

/** The state cannot be kept where the settings say. The message is one line that names the setting. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Opens the database and brings its schema up to date. Errors: FolderInUse, StoreUnavailable. */
export async function openStore(options: StoreOptions): Promise<Database> {
  try {
    return await openMigrated(options);
  } catch (cause) {
    if (cause instanceof FolderInUse) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = options.databaseUrl
      ? 'DATABASE_URL: the database cannot be opened'
      : 'DATA_DIR: the folder cannot be used';
    throw new StoreUnavailable(`${what} (${code ?? message})`, { cause });
  }
}

async function openMigrated(options: StoreOptions): Promise<Database> {
  const database = await openDatabase(options);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What speaks to a server is read only where there is one. */
async function openDatabase(options: StoreOptions): Promise<Database> {
  if (!options.databaseUrl) return openPglite(options.dataDir);
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres({
    url: options.databaseUrl,
    ...(options.schema && { schema: options.schema }),
    ...(options.databaseBackend && { backend: options.databaseBackend }),
  });
}
