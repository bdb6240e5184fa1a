import type { Scenario } from '@scenario-sandbox/contract';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { type App, createApp, describeFault } from '@scenario-sandbox/service';
import {
  answers,
  beginSessions,
  type Database,
  openAudit,
  together,
} from '@scenario-sandbox/store';
import { followDatabase } from './background.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayContext } from './context.ts';
import type { EngineClient } from './engine-client.ts';
import type { FetchOptions } from './fetch-document.ts';
import { followKillSwitch, refuseWhenKilled } from './kill-switch.ts';
import { createGatewayMetrics } from './metrics.ts';
import { adminAccess } from './plugins/admin-access.ts';
import { limitRuns } from './plugins/rate-limit.ts';
import { rememberReports } from './report-cache.ts';
import { adminRoutes } from './routes/admin.ts';
import { cancelRoutes } from './routes/cancel.ts';
import { compareRoutes } from './routes/compare.ts';
import { docsRoutes } from './routes/docs.ts';
import { faultRoutes } from './routes/faults.ts';
import { importRoutes } from './routes/imports.ts';
import { insightRoutes } from './routes/insights.ts';
import { jobRoutes } from './routes/jobs.ts';
import { reportRoutes } from './routes/report.ts';
import { scenarioRoutes } from './routes/scenarios.ts';
import { streamRoutes } from './routes/stream.ts';
import { studioRoutes } from './routes/studio.ts';
import { templateRoutes } from './routes/templates.ts';
import { toolRoutes } from './routes/tools.ts';
import { type Identify, openLibrary } from './scenario-library.ts';
import { StreamHub } from './streams/hub.ts';
import { producerOf } from './streams/producer.ts';
import { Transcripts } from './streams/transcripts.ts';
import { TimerWheel } from './streams/wheel.ts';
import { countUsage } from './usage.ts';

export interface GatewayOptions {
  readonly config: GatewayConfig;
  /** Open and migrated; the caller closes it. */
  readonly database: Database;
  readonly engine: EngineClient;
  /** Scenarios that come with the product, by id. */
  readonly examples: ReadonlyMap<string, Scenario>;
  /** Content hashes of a question. */
  readonly identify: Identify;
  /** Folder of the built studio. (Default: no page is served) */
  readonly studioFolder?: string;
  /** How documents are read from addresses. (Default: from the public internet) */
  readonly importFrom?: FetchOptions;
  readonly logTo?: { write(line: string): void };
}

const STALE_WATCH_MS = 5_000;

/** The HTTP edge: streams, reports, cancel, scenarios, administration. */
export async function buildGateway(options: GatewayOptions): Promise<App> {
  const { config, database, engine, examples, logTo } = options;
  const killSwitch = followKillSwitch(() => {
    hub.killAll().catch(onFault);
  });
  let watchedAt = Date.now();
  const checks = {
    store: async () => {
      await answers(database);
      return Date.now() - watchedAt < STALE_WATCH_MS ? 'ok' : 'changes are not being read';
    },
    engine: () => engine.check(),
  };
  const { app, registry } = await createApp({
    service: 'gateway',
    version: ENGINE_VERSION,
    config,
    disabledReason: () => (killSwitch.current().enabled ? 'Kill switch active' : null),
    checks,
    ...(logTo && { logTo }),
  });
  const onFault = (cause: unknown) => {
    app.log.error({ fault: describeFault(cause) }, 'background work failed');
  };
  const metrics = createGatewayMetrics(registry, {
    openStreams: () => hub.openCount,
    killed: () => killSwitch.current().enabled,
  });
  const hub = new StreamHub({
    database,
    metrics,
    maxStreamsPerClient: config.streamMaxPerClient,
    onFault,
  });
  const context: GatewayContext = {
    config,
    database,
    beginSession: together(
      ({ id }) => id,
      (sessions) => beginSessions(database, sessions),
    ),
    audit: await openAudit(database),
    engine: config.cacheReports ? rememberReports(engine, registry) : engine,
    examples,
    scenarios: openLibrary(database, examples, options.identify, config.defaultSeed),
    identify: options.identify,
    killSwitch,
    limitRuns: limitRuns(config.runsPerMinute),
    transcripts: new Transcripts(
      producerOf({ database, engine, lifetimeMs: config.sessionLifetimeMs }),
    ),
    hub,
    wheel: new TimerWheel(),
    metrics,
    registry,
    usage: config.usageTracking ? countUsage(app) : null,
    importFrom: options.importFrom ?? {},
    checks,
    onFault,
  };
  if (adminAccess(config) === 'off') {
    app.log.warn(
      'HOST is not of this machine alone and ADMIN_TOKEN is not set: administration is off',
    );
  }
  await followDatabase(app, context, () => {
    watchedAt = Date.now();
  });
  refuseWhenKilled(app, killSwitch);
  addRoutes(app, context);
  if (options.studioFolder) {
    await studioRoutes(app, options.studioFolder);
    await toolRoutes(app);
  }
  return app;
}

function addRoutes(app: App, context: GatewayContext): void {
  docsRoutes(app, ENGINE_VERSION);
  streamRoutes(app, context);
  cancelRoutes(app, context);
  reportRoutes(app, context);
  scenarioRoutes(app, context);
  importRoutes(app, context);
  templateRoutes(app, context);
  compareRoutes(app, context);
  insightRoutes(app, context);
  jobRoutes(app, context);
  if (context.config.faultRoutes) faultRoutes(app, context);
  adminRoutes(app, context);
}
