import { identityOf } from '@scenario-sandbox/core/analyse.ts';
import { buildEngine, readEngineConfig } from '@scenario-sandbox/engine';
import {
  buildGateway,
  connectEngine,
  loadExamples,
  readGatewayConfig,
  STUDIO_FOLDER,
} from '@scenario-sandbox/gateway';
import { buildJobs, readJobsConfig } from '@scenario-sandbox/jobs';
import { createPool } from '@scenario-sandbox/runner/pool.ts';
import { type App, ConfigError, closeOnSignal } from '@scenario-sandbox/service';
import { type Database, FolderInUse, openStore, type StoreOptions } from '@scenario-sandbox/store';
import { CliError } from '../exit.ts';
import { buildStudioWhenStale } from '../studio-build.ts';

const SETTING = { gateway: 'GATEWAY_PORT', engine: 'ENGINE_PORT', jobs: 'JOBS_PORT' } as const;
type ServiceName = keyof typeof SETTING;
/** Connections that wait to be accepted: clients come back all at once. */
const LISTEN_BACKLOG = 4_096;

async function listen(app: App, name: ServiceName, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port, backlog: LISTEN_BACKLOG });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CliError(
        `port ${port} is in use, so the ${name} cannot start; stop what uses it, or set ${SETTING[name]}`,
      );
    }
    if (code === 'EACCES') throw new CliError(`port ${port} may not be used; set ${SETTING[name]}`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new CliError('HOST: not an address of this machine; leave it unset for 127.0.0.1');
    }
    throw error;
  }
}

async function open(config: StoreOptions): Promise<Database> {
  try {
    return await openStore(config);
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const what = config.databaseUrl
      ? 'DATABASE_URL: the database cannot be opened'
      : 'DATA_DIR: the folder cannot be used';
    throw new CliError(`${what} (${code ?? message})`);
  }
}

/** What people meet at a start, as the one line they need. */
function asCliError(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof FolderInUse)
    return new CliError(error.message);
  return error;
}

function readConfigs() {
  try {
    return {
      engineConfig: readEngineConfig(process.env),
      gatewayConfig: readGatewayConfig(process.env),
      jobsConfig: readJobsConfig(process.env),
    };
  } catch (error) {
    throw asCliError(error);
  }
}

async function start(): Promise<{ url: string; where: string; close(): Promise<void> }> {
  const { engineConfig, gatewayConfig, jobsConfig } = readConfigs();
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    // One that fails must not keep the others open: the database gives its lock back at the end.
    for (const end of opened.reverse()) {
      await end().catch((error) => process.stderr.write(`While closing: ${error}\n`));
    }
  };
  try {
    const database = await open(gatewayConfig);
    opened.push(() => database.close());
    const pool = createPool();
    opened.push(() => pool.close());
    const engine = await buildEngine({ config: engineConfig, pool });
    opened.push(() => engine.close());
    await listen(engine, 'engine', engineConfig.host, engineConfig.port);
    const jobs = await buildJobs({ config: jobsConfig, database });
    opened.push(() => jobs.close());
    await listen(jobs, 'jobs', jobsConfig.host, jobsConfig.port);
    const gateway = await buildGateway({
      config: gatewayConfig,
      database,
      engine: connectEngine(gatewayConfig.engineUrl),
      examples: await loadExamples(),
      identify: identityOf,
      studioFolder: STUDIO_FOLDER,
    });
    // Together: each may take a while to let go of what it has in hand.
    opened.push(() => Promise.all([gateway.close(), jobs.close()]));
    await listen(gateway, 'gateway', gatewayConfig.host, gatewayConfig.port);
  } catch (error) {
    await close();
    throw asCliError(error);
  }
  const where = gatewayConfig.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : gatewayConfig.dataDir;
  return { url: `http://localhost:${gatewayConfig.port}`, where, close };
}

/** `sandbox up`: gateway, engine and jobs in this process, until it is told to stop. */
export default async function up(): Promise<number> {
  const { url, where, close } = await start();
  process.stderr.write(`Scenario Sandbox is up: ${url}   (state in ${where}; Ctrl+C stops it)\n`);
  closeOnSignal(close);
  await buildStudioWhenStale(STUDIO_FOLDER);
  // A signal ends the process.
  return new Promise(() => {});
}
