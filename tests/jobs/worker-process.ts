import { openStore } from '@scenario-sandbox/store';
import { startEngine, startJobs } from './services.ts';

/**
 * A jobs service with an engine of its own, in a process that a test can kill:
 * node worker-process.ts schema NAME (on DATABASE_URL), or node worker-process.ts folder PATH (embedded).
 */
const [kind, name = ''] = process.argv.slice(2);
const databaseUrl = kind === 'schema' ? (process.env.DATABASE_URL ?? null) : null;
const where = kind === 'schema' ? { dataDir: null, schema: name } : { dataDir: name };
const database = await openStore({ databaseUrl, ...where });
const engine = await startEngine();
const jobs = await startJobs(database, engine.url);
process.stdout.write(`${jobs.url}\n`);
