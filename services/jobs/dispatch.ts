import type { JobEvent } from '@scenario-sandbox/contract';
import {
  type ChunkQueue,
  type Database,
  endJob,
  extendDeadlines,
  forgetSent,
  markSent,
  oneAtATime,
  overdueJobs,
  someWorkerLives,
  startNextJob,
  sweepJobs,
  unfinishedJobs,
  unsentChunks,
} from '@scenario-sandbox/store';
import type { JobsConfig } from './config.ts';
import type { Hints } from './hints.ts';
import { SILENCE_MS } from './liveness.ts';
import { startEvent } from './progress.ts';
import { finishWhenDone, type WorkContext } from './work.ts';

/** How long a lost hint can delay a start. */
const TICK_MS = 1_000;
const CHUNKS_AT_ONCE = 1_000;
const SWEEP_MS = 600_000;
const KEPT_DAYS = 30;

export interface DispatchOptions {
  readonly config: JobsConfig;
  readonly database: Database;
  readonly queue: ChunkQueue;
  readonly hints: Hints;
  readonly work: WorkContext;
  /** While it says no, nothing is started. */
  readonly mayStart: () => boolean;
  readonly onFault: (error: unknown) => void;
}

/**
 * Starts jobs as there is room, hands their chunks to the queue, ends those whose time is over, and
 * finishes what a killed process left unfinished. Any number of services do so at once.
 */
export function startDispatch(options: DispatchOptions): { stop(): Promise<void> } {
  const { database, hints, onFault } = options;
  const dispatcher = oneAtATime(() => dispatch(options), onFault);
  // Of a job that runs and goes on running, nothing is to be started.
  const stopHints = hints.on((hint) => {
    if (hint?.state !== 'running') dispatcher.ask();
  });
  const timer = setInterval(dispatcher.ask, TICK_MS);
  let stopped = false;
  const sweeper = oneAtATime(async () => {
    while (!stopped && (await sweepJobs(database, KEPT_DAYS)) > 0);
  }, onFault);
  sweeper.ask();
  const sweep = setInterval(sweeper.ask, SWEEP_MS);
  sweep.unref();
  dispatcher.ask();
  return {
    async stop() {
      stopHints();
      clearInterval(timer);
      clearInterval(sweep);
      stopped = true;
      await Promise.all([sweeper.stop(), dispatcher.stop()]);
    },
  };
}

async function dispatch(options: DispatchOptions): Promise<void> {
  const { config, database, queue, work, mayStart } = options;
  await endOverdue(work, config.jobTimeoutMs);
  for (const job of await unfinishedJobs(database)) {
    if (!work.running.holds(job.id)) await finishWhenDone(work, job);
  }
  if (!mayStart()) return;
  const start = {
    mostRunning: config.maxConcurrentJobs,
    timeoutMs: config.jobTimeoutMs,
    startEvent,
  };
  while (await startNextJob(database, start));
  for (;;) {
    const chunks = await unsentChunks(database, CHUNKS_AT_ONCE);
    if (chunks.length === 0) return;
    await queue.send(chunks);
    await markSent(database, chunks);
  }
}

async function endOverdue(work: WorkContext, timeoutMs: number): Promise<void> {
  for (const id of await overdueJobs(work.database)) {
    const error = {
      code: 'TIMEOUT',
      message: `The job took longer than ${timeoutMs} ms (JOB_TIMEOUT_MS).`,
    } as const;
    const event = (): JobEvent => ({ type: 'error', ...error, retryable: true });
    const job = await endJob(work.database, id, { state: 'failed', error, event });
    work.running.abort(id);
    if (job) work.onEnded(job);
  }
}

/**
 * Takes jobs up where nobody was at work: time that passed meanwhile does not count. On an embedded database
 * that is so at each start, and what was in hand is handed out again at once; on a server others take it over.
 */
export async function takeUp(
  database: Database,
  queue: ChunkQueue,
  timeoutMs: number,
): Promise<void> {
  if (database.kind === 'pglite') {
    await queue.clear();
    await forgetSent(database);
  } else if (await someWorkerLives(database, SILENCE_MS)) return;
  await extendDeadlines(database, timeoutMs);
}
