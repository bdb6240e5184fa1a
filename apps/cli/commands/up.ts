import { readEngineConfig } from '@scenario-sandbox/engine/config.ts';
import { readGatewayConfig } from '@scenario-sandbox/gateway/config.ts';
import { STUDIO_FOLDER } from '@scenario-sandbox/gateway/studio-folder.ts';
import { readJobsConfig } from '@scenario-sandbox/jobs/config.ts';
import { boundHost, ConfigError, closeOnSignal, StartError } from '@scenario-sandbox/service';
import { FolderInUse, openStore, StoreUnavailable } from '@scenario-sandbox/store';
import { CliError } from '../exit.ts';
import { outliveReaders } from '../output.ts';
import type { Configs } from '../services.ts';
import { buildStudioWhenStale, makeRoomForStudio } from '../studio-build.ts';

/** What people meet at a start, as the one line they need. */
function asCliError(error: unknown): unknown {
  const known = [ConfigError, StartError, FolderInUse, StoreUnavailable];
  const met = known.some((kind) => error instanceof kind);
  return met ? new CliError((error as Error).message) : error;
}

function readConfigs(): Configs {
  try {
    return {
      engine: readEngineConfig(process.env),
      gateway: readGatewayConfig(process.env),
      jobs: readJobsConfig(process.env),
    };
  } catch (error) {
    throw asCliError(error);
  }
}

async function start(): Promise<{ url: string; where: string; close(): Promise<void> }> {
  const configs = readConfigs();
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    // One that fails must not keep the others open: the database gives its lock back at the end.
    for (const end of opened.reverse()) {
      await end().catch((error) => process.stderr.write(`While closing: ${error}\n`));
    }
  };
  try {
    // The embedded database is compiled on other threads, while this one reads the services' files.
    const opening = openStore(configs.gateway);
    const isOpen = opening.then(
      (database) => database.close,
      () => async () => {},
    );
    opened.push(async () => (await isOpen)());
    const { startServices } = await import('../services.ts');
    await makeRoomForStudio(STUDIO_FOLDER);
    await startServices(configs, opening, opened);
  } catch (error) {
    await close();
    throw asCliError(error);
  }
  const { databaseUrl, dataDir, host, port } = configs.gateway;
  const where = databaseUrl ? 'PostgreSQL (DATABASE_URL)' : dataDir;
  const name = (host !== '127.0.0.1' && boundHost({ host })) || 'localhost';
  return { url: `http://${name}:${port}`, where: `${where}`, close };
}

/** `sandbox up`: gateway, engine and jobs in this process, until it is told to stop. */
export default async function up(): Promise<number> {
  outliveReaders();
  const { url, where, close } = await start();
  process.stderr.write(`Scenario Sandbox is up: ${url}   (state in ${where}; Ctrl+C stops it)\n`);
  closeOnSignal(close);
  await buildStudioWhenStale(STUDIO_FOLDER);
  // A signal ends the process.
  return new Promise(() => {});
}
