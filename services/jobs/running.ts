import { type Database, endedAmong, type JobRow, oneAtATime } from '@scenario-sandbox/store';
import type { Hints } from './hints.ts';

/** The chunks in hand here, so that they can be stopped when their job ends elsewhere. */
export interface Running {
  /** signal: aborts when the job has ended, or its time is over. */
  hold(job: JobRow): { readonly signal: AbortSignal; release(): void };
  /** Whether something of a job is in hand here. */
  holds(jobId: string): boolean;
  /** Stops what is in hand of a job. */
  abort(jobId: string): void;
  stop(): void;
}

/** How long a lost hint can delay a cancel; an embedded database loses none, and its process is told at once. */
const POLL_MS = { postgres: 100, pglite: 1_000 };

export function followRunning(
  database: Database,
  hints: Hints,
  onFault: (error: unknown) => void,
): Running {
  const held = new Map<string, Set<AbortController>>();
  const abort = (jobId: string) => {
    for (const controller of held.get(jobId) ?? []) {
      controller.abort(new Error('the job has ended'));
    }
  };
  const reader = oneAtATime(async () => {
    if (held.size > 0) (await endedAmong(database, [...held.keys()])).forEach(abort);
  }, onFault);
  const stopHints = hints.on((hint) => {
    if (hint === null || (hint.state !== 'running' && held.has(hint.jobId))) reader.ask();
  });
  const poll = setInterval(reader.ask, POLL_MS[database.kind]);
  poll.unref();
  return {
    hold(job) {
      const controller = new AbortController();
      const controllers = held.get(job.id) ?? new Set();
      held.set(job.id, controllers.add(controller));
      const leftMs = (job.deadlineAt?.getTime() ?? Date.now()) - Date.now();
      const deadline = setTimeout(
        () => controller.abort(new Error('the time of the job is over')),
        Math.min(2 ** 31 - 1, Math.max(0, leftMs)),
      );
      return {
        signal: controller.signal,
        release() {
          clearTimeout(deadline);
          controllers.delete(controller);
          if (controllers.size === 0) held.delete(job.id);
        },
      };
    },
    holds: (jobId) => held.has(jobId),
    abort,
    stop() {
      clearInterval(poll);
      stopHints();
    },
  };
}
