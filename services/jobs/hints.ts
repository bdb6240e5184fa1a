import { type Database, type JobHint, listenForJobs } from '@scenario-sandbox/store';

/** Tells whoever waits that some job changed. Only a hint: who hears it reads the rows. */
export interface Hints {
  /** Calls back at each hint. Returns what ends that. */
  on(listener: (hint: JobHint) => void): () => void;
  /** Resolves at the next hint of a job, or after `timeoutMs`, or when the signal aborts. */
  wait(jobId: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export async function openHints(database: Database): Promise<Hints> {
  const listeners = new Set<(hint: JobHint) => void>();
  const stop = await listenForJobs(database, (hint) => {
    for (const listener of [...listeners]) listener(hint);
  });
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wait: (jobId, timeoutMs, signal) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          listeners.delete(hear);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const hear = (hint: JobHint) => {
          if (hint === null || hint.jobId === jobId) end();
        };
        const timer = setTimeout(end, timeoutMs);
        listeners.add(hear);
        signal.addEventListener('abort', end, { once: true });
        if (signal.aborted) end();
      }),
    stop,
  };
}
