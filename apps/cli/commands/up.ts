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
import { FolderInUse, openStore } from '@scenario-sandbox/store';
import { CliError, EXIT } from '../exit.ts';
import { buildStudioWhenStale } from '../studio-build.ts';

const SETTING = { gateway: 'GATEWAY_PORT', engine: 'ENGINE_PORT', jobs: 'JOBS_PORT' } as const;
type ServiceName = keyof typeof SETTING;

async function listen(app: App, name: ServiceName, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CliError(
        `port ${port} is in use, so the ${name} cannot start; stop what uses it, or set ${SETTING[name]}`,
      );
    }
    if (code === 'EACCES') throw new CliError(`port ${port} may not be used; set ${SETTING[name]}`);
    throw error;
  }
}

/** What people meet at a start, as the one line they need. */
function asCliError(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof FolderInUse)
    return new CliError(error.message);
  return error;
}

async function start(): Promise<{ url: string; where: string; close(): Promise<void> }> {
  const engineConfig = readEngineConfig(process.env);
  const gatewayConfig = readGatewayConfig(process.env);
  const jobsConfig = readJobsConfig(process.env);
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of opened.reverse()) await end();
  };
  try {
    const database = await openStore(gatewayConfig);
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
    opened.push(() => gateway.close());
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
  return new Promise(() => EXIT.done);
}
