import { randomUUID } from 'node:crypto';
import type { JobEvent } from '@scenario-sandbox/contract';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { type App, createApp, describeFault } from '@scenario-sandbox/service';
import { answers, type Database, openQueue, watchChanges } from '@scenario-sandbox/store';
import type { JobsConfig } from './config.ts';
import { startDispatch, takeUp } from './dispatch.ts';
import { connectEngine } from './engine.ts';
import { openHints } from './hints.ts';
import { keepAlive } from './liveness.ts';
import { measureJobs } from './metrics.ts';
import { cancelRoute } from './routes/cancel.ts';
import { eventsRoute } from './routes/events.ts';
import { jobRoutes } from './routes/jobs.ts';
import { followRunning } from './running.ts';
import { doChunk, giveUp } from './work.ts';

export interface JobsOptions {
  readonly config: JobsConfig;
  /** The caller closes it. */
  readonly database: Database;
  readonly logTo?: { write(line: string): void };
}

/** Orders carry whole scenarios. */
const BODY_LIMIT_BYTES = 32 * 1_048_576;
/** How long a lost hint can delay the kill switch here. What a gateway passes on, it stops by itself. */
const SWITCH_POLL_MS = 1_000;
const KILLED: JobEvent = {
  type: 'error',
  code: 'KILL_SWITCH',
  message: 'The service is switched off.',
  retryable: true,
};

/** Background work as a service: orders come in over HTTP, an engine does them, rows remember. */
export async function buildJobs({ config, database, logTo }: JobsOptions): Promise<App> {
  const engine = connectEngine(config.engineUrl);
  const { app, registry } = await createApp({
    service: 'jobs',
    version: ENGINE_VERSION,
    config,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    checks: {
      database: async () => {
        await answers(database);
        return 'ok';
      },
      engine: () => engine.check(),
    },
    ...(logTo && { logTo }),
  });
  const onFault = (error: unknown) => {
    app.log.error({ fault: describeFault(error) }, 'background work failed');
  };
  let killed = false;
  const watch = await watchChanges(database, {
    onKillSwitch: ({ enabled }) => {
      killed = enabled;
    },
    pollMs: SWITCH_POLL_MS,
  });
  const hints = await openHints(database);
  const running = followRunning(database, hints, onFault);
  const worker = randomUUID();
  const work = { database, engine, running, worker, onEnded: measureJobs(registry, database) };
  const queue = await openQueue(database, {
    concurrency: config.workers,
    retryLimit: config.retries,
    onChunk: (chunk) => doChunk(work, chunk),
    onDead: (chunk) => giveUp(work, chunk),
    onFault,
  });
  await takeUp(database, queue, config.jobTimeoutMs);
  const life = await keepAlive(database, queue, worker, onFault);
  await queue.work();
  const mayStart = () => !killed;
  const dispatch = startDispatch({ config, database, queue, hints, work, mayStart, onFault });
  const closing = new AbortController();
  app.addHook('preClose', async () => {
    closing.abort();
    await dispatch.stop();
    await queue.stop();
    await life.stop();
  });
  app.addHook('onClose', async () => {
    running.stop();
    await watch.stop();
    await hints.stop();
  });
  const interrupted = () => (killed ? KILLED : null);
  const context = { database, hints, work, closing: closing.signal, interrupted, onFault };
  jobRoutes(app, context);
  cancelRoute(app, context);
  eventsRoute(app, context);
  return app;
}
