import { enableCompileCache, flushCompileCache } from 'node:module';

// Stripping types is half of the start; a process that is killed would not write what it has compiled.
enableCompileCache();
const { openStore } = await import('@scenario-sandbox/store');
const { startEngine, startJobs } = await import('./services.ts');
flushCompileCache();

/**
 * A jobs service in a process that can be killed: node worker-process.ts schema NAME ENGINE (on
 * DATABASE_URL), or node worker-process.ts folder PATH ENGINE (embedded). ENGINE is the URL of one, or the
 * threads of an engine in this process. Ends with the process that started it.
 */
process.stdin.resume().once('end', () => process.exit());
const [kind, name = '', engine = ''] = process.argv.slice(2);
const databaseUrl = kind === 'schema' ? (process.env.DATABASE_URL ?? null) : null;
const where = kind === 'schema' ? { dataDir: null, schema: name } : { dataDir: name };
const database = await openStore({ databaseUrl, ...where });
const remote = engine.startsWith('http');
const url = remote ? engine : (await startEngine(Number(engine))).url;
const jobs = await startJobs(database, url, {
  JOBS_WORKERS: remote ? '1' : String(Number(engine) + 1),
  JOBS_RETRIES: '20',
});
process.stdout.write(`${jobs.url}\n`);
