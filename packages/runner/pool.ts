import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { RunEvent } from '@scenario-sandbox/contract';
import { Piscina } from 'piscina';
import { foregroundFirst, inBackground } from './foreground-first.ts';
import { joinVectors } from './joined-vectors.ts';
import type { Result, Task } from './tasks.ts';

export interface PoolOptions {
  /** Analyses at a time. (Default: one a core.) */
  readonly workers?: number;
  /** Analyses that may wait; past that `run` rejects with PoolFull. (Default: 256) */
  readonly queueLimit?: number;
}

export interface RunOptions {
  /** Stops the analysis between two blocks of samples; `run` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with each event of a narrated run, in order, before `run` resolves. */
  readonly onEvents?: (events: readonly RunEvent[]) => void;
}

/** Every worker is busy and the queue is full. */
export class PoolFull extends Error {
  constructor() {
    super('every worker is busy and the queue is full');
    this.name = 'PoolFull';
  }
}

/**
 * Analyses in worker threads, so that the thread that serves people never waits for one. Chunks of jobs give way
 * to analyses that somebody waits for.
 */
export interface Pool {
  run<T extends Task>(task: T, options?: RunOptions): Promise<Result<T>>;
  /** Analyses under way and waiting. */
  load(): { readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}

export function createPool({
  workers = availableParallelism(),
  queueLimit = 256,
}: PoolOptions = {}): Pool {
  joinVectors();
  const piscina = new Piscina({
    filename: new URL('./analysis-thread.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: workers,
    maxQueue: queueLimit,
    taskQueue: foregroundFirst(),
    stricterFIFO: true,
    idleTimeout: 60_000,
    atomics: 'disabled',
  });

  return {
    async run(task, { signal, onEvents } = {}) {
      signal?.throwIfAborted();
      if (piscina.queueSize >= queueLimit) throw new PoolFull();
      const cancelled = new Int32Array(new SharedArrayBuffer(4));
      const { port1, port2 } = new MessageChannel();
      const delivered = new Promise<void>((resolve) => port1.once('close', resolve));
      port1.on('message', (events) => onEvents?.(events));
      const stop = () => Atomics.store(cancelled, 0, 1);
      signal?.addEventListener('abort', stop, { once: true });
      try {
        const result = await piscina.run(
          { task, cancelled, port: port2, ...(task.kind === 'chunk' && inBackground) },
          { transferList: [port2] },
        );
        await delivered;
        signal?.throwIfAborted();
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', stop);
        port1.close();
      }
    },
    load: () => ({
      running: piscina.threads.length - piscina.idleThreads,
      waiting: piscina.queueSize,
    }),
    close: () => piscina.close({ force: true }),
  };
}
