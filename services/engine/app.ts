import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import type { Pool } from '@scenario-sandbox/runner/pool.ts';
import { type App, Counter, createApp, Gauge } from '@scenario-sandbox/service';
import type { EngineConfig } from './config.ts';
import type { EngineContext } from './context.ts';
import { openNarrator } from './narrator/index.ts';
import { chunkRoutes } from './routes/chunks.ts';
import { lintRoute } from './routes/lint.ts';
import { reportsRoute } from './routes/reports.ts';
import { runsRoute } from './routes/runs.ts';

export interface EngineOptions {
  readonly config: EngineConfig;
  /** The worker threads; the caller closes them. */
  readonly pool: Pool;
  readonly logTo?: { write(line: string): void };
}

/** Scenarios with many long texts are the largest bodies. */
const BODY_LIMIT_BYTES = 8 * 1_048_576;

/** The analysis as a service. It keeps nothing: a scenario comes with each request. */
export async function buildEngine({ config, pool, logTo }: EngineOptions): Promise<App> {
  const { app, registry } = await createApp({
    service: 'engine',
    version: ENGINE_VERSION,
    config,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    ...(logTo && { logTo }),
  });
  const samples = new Counter({
    name: 'simulation_samples_total',
    help: 'Samples drawn by runs that ended.',
    registers: [registry],
  });
  new Gauge({
    name: 'engine_analyses',
    help: 'Analyses under way and waiting.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { running, waiting } = pool.load();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  const struck = new Counter({
    name: 'narrator_figures_struck_total',
    help: 'Figures of a language model that are not in the findings, and were struck out.',
    registers: [registry],
  });
  const narrations = new Counter({
    name: 'narrator_runs_total',
    help: 'Narrations asked of a language model, by what came of them.',
    labelNames: ['result'],
    registers: [registry],
  });
  const context: EngineContext = {
    pool,
    narrator: await openNarrator(config.narrator),
    countStruck: (figures) => struck.inc(figures),
    countNarration: (result) => narrations.inc({ result }),
    maxSamples: config.maxSamples,
    countSamples: (count) => samples.inc(count),
  };
  runsRoute(app, context);
  reportsRoute(app, context);
  chunkRoutes(app, context);
  lintRoute(app);
  return app;
}
