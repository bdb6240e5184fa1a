import { type Database, endedAmong, oneAtATime } from '@scenario-sandbox/store';
import type { Hints } from './hints.ts';

/** The chunks in hand here, so that they can be stopped when their job ends elsewhere. */
export interface Running {
  hold(jobId: string): Held;
  /** Whether something of a job is in hand here. */
  holds(jobId: string): boolean;
  /** Stops what is in hand of a job. */
  abort(jobId: string): void;
  stop(): void;
}

export interface Held {
  /** Aborts when the job has ended, or its time is over. */
  readonly signal: AbortSignal;
  /** Says when the time of the job is over. */
  until(at: Date | null): void;
  release(): void;
}

/** How long a lost hint can delay a cancel. None is lost but with a connection, and then rows are read when it is back. */
const POLL_MS = 500;

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
  const poll = setInterval(reader.ask, POLL_MS);
  poll.unref();
  return {
    hold(jobId) {
      const controller = new AbortController();
      const controllers = held.get(jobId) ?? new Set();
      held.set(jobId, controllers.add(controller));
      let deadline: NodeJS.Timeout | undefined;
      return {
        signal: controller.signal,
        until(at) {
          const leftMs = (at?.getTime() ?? Date.now()) - Date.now();
          deadline = setTimeout(
            () => controller.abort(new Error('the time of the job is over')),
            Math.min(2 ** 31 - 1, Math.max(0, leftMs)),
          );
        },
        release() {
          clearTimeout(deadline);
          controllers.delete(controller);
          if (controllers.size === 0) held.delete(jobId);
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
