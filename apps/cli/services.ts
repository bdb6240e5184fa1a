import { identityOf } from '@scenario-sandbox/core/question.ts';
import { buildEngine, type EngineConfig } from '@scenario-sandbox/engine';
import {
  buildGateway,
  connectEngine,
  type GatewayConfig,
  loadExamples,
  STUDIO_FOLDER,
} from '@scenario-sandbox/gateway';
import type { JobsConfig } from '@scenario-sandbox/jobs';
import { createPool } from '@scenario-sandbox/runner/pool.ts';
import { listen } from '@scenario-sandbox/service';
import type { Database } from '@scenario-sandbox/store';

export interface Configs {
  readonly engine: EngineConfig;
  readonly gateway: GatewayConfig;
  readonly jobs: JobsConfig;
}

/** Closes what was opened, the last first. */
type Opened = (() => Promise<unknown>)[];

/**
 * Engine, gateway and jobs in this process, on their ports, in that order: people are served while
 * background work is still being read and its queue looked through. opening: what needs no database is made
 * before it is there; the caller closes it. Each service goes to `opened` as soon as it has to be closed.
 * Errors: those of the services' starts.
 */
export async function startServices(
  { engine: engineConfig, gateway: gatewayConfig, jobs: jobsConfig }: Configs,
  opening: Promise<Database>,
  opened: Opened,
): Promise<void> {
  const pool = createPool();
  opened.push(() => pool.close());
  const engine = await buildEngine({ config: engineConfig, pool });
  opened.push(() => engine.close());
  await engine.ready();
  const examples = await loadExamples();
  const database = await opening;
  await listen(engine, engineConfig, 'ENGINE_PORT');
  const gateway = await buildGateway({
    config: gatewayConfig,
    database,
    engine: connectEngine(gatewayConfig.engineUrl),
    examples,
    identify: identityOf,
    studioFolder: STUDIO_FOLDER,
  });
  // Together: each may take a while to let go of what it has in hand.
  const atTheEdge = [gateway];
  opened.push(() => Promise.all(atTheEdge.map((service) => service.close())));
  await listen(gateway, gatewayConfig, 'GATEWAY_PORT');
  const { buildJobs } = await import('@scenario-sandbox/jobs');
  const jobs = await buildJobs({ config: jobsConfig, database });
  atTheEdge.push(jobs);
  await listen(jobs, jobsConfig, 'JOBS_PORT');
}
