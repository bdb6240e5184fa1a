import { openStore, resetStore } from '@scenario-sandbox/store';
import { CliError, EXIT } from '../exit.ts';

/** `sandbox reset --yes`: empties the database of the product, while no service runs on it. */
export default async function reset(flags: { yes?: true }): Promise<number> {
  if (!flags.yes) {
    throw new CliError('deletes every session, scenario, job and audit entry; add --yes to go on');
  }
  const database = await openStore({
    databaseUrl: process.env.DATABASE_URL ?? null,
    dataDir: process.env.DATA_DIR ?? '.sandbox',
  });
  try {
    const tables = await resetStore(database);
    process.stdout.write(`emptied ${tables.join(', ')}\n`);
    return EXIT.done;
  } finally {
    await database.close();
  }
}
