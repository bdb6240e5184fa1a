import type { Database } from '@scenario-sandbox/store';
import { listenForJobs } from '@scenario-sandbox/store';

/** Tells whoever waits that some job changed. Only a hint: who hears it reads the rows. */
export interface Hints {
  /** Calls back at each hint. Returns what ends that. */
  on(listener: () => void): () => void;
  /** Resolves at the next hint, or after `timeoutMs`, or when the signal aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export async function openHints(database: Database): Promise<Hints> {
  const listeners = new Set<() => void>();
  const stop = await listenForJobs(database, () => {
    for (const listener of [...listeners]) listener();
  });
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wait: (timeoutMs, signal) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          listeners.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, timeoutMs);
        listeners.add(end);
        signal.addEventListener('abort', end, { once: true });
        if (signal.aborted) end();
      }),
    stop,
  };
}
