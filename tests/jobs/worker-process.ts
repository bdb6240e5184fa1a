import { openStore } from '@scenario-sandbox/store';
import { startEngine, startJobs } from './services.ts';

/** A jobs service with an engine of its own, in a process that a test can kill: node worker-process.ts SCHEMA. */

const databaseUrl = process.env.DATABASE_URL ?? null;
const schema = process.argv[2];
const database = await openStore({ databaseUrl, dataDir: null, ...(schema && { schema }) });
const engine = await startEngine();
const jobs = await startJobs(database, engine.url);
process.stdout.write(`${jobs.url}\n`);
