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
import { ConfigError, closeOnSignal, listen, StartError } from '@scenario-sandbox/service';
import { FolderInUse, openStore, StoreUnavailable } from '@scenario-sandbox/store';
import { CliError } from '../exit.ts';
import { buildStudioWhenStale, makeRoomForStudio } from '../studio-build.ts';

/** What people meet at a start, as the one line they need. */
function asCliError(error: unknown): unknown {
  const known = [ConfigError, StartError, FolderInUse, StoreUnavailable];
  const met = known.some((kind) => error instanceof kind);
  return met ? new CliError((error as Error).message) : error;
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
    const database = await openStore(gatewayConfig);
    opened.push(() => database.close());
    const pool = createPool();
    opened.push(() => pool.close());
    const engine = await buildEngine({ config: engineConfig, pool });
    opened.push(() => engine.close());
    await listen(engine, engineConfig, 'ENGINE_PORT');
    const jobs = await buildJobs({ config: jobsConfig, database });
    opened.push(() => jobs.close());
    await listen(jobs, jobsConfig, 'JOBS_PORT');
    await makeRoomForStudio(STUDIO_FOLDER);
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
    await listen(gateway, gatewayConfig, 'GATEWAY_PORT');
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
