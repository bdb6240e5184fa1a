import { Worker } from 'node:worker_threads';
import { Cancelled } from '@scenario-sandbox/core/simulate/cancelled.ts';
import type { Crew, Task } from '@scenario-sandbox/core/simulate/share.ts';
import { joinVectors } from './joined-vectors.ts';

/** What a worker gets. Its end is told on shared memory, as the coordinator's thread sleeps. */
export interface Order {
  readonly task: Task;
  /** [workers still at it, bytes of the first failure's text]. */
  readonly state: Int32Array;
  /** Name and message of the first failure, separated by a line's end, in UTF-8. */
  readonly failure: Uint8Array;
}

const FAILURE_BYTES = 1024;
/** A worker runs kernels and makes next to no objects: room for more would stay resident, 6 MB a thread. */
const YOUNG_MB = 2;

/**
 * Node's threads for large runs: the caller's and `threads − 1` workers, started once and kept
 * (some 50 ms). They take blocks of a run in turns over shared memory; the caller waits at the end.
 * Resolves when all workers are ready. Workers do not keep the process alive.
 */
export async function createCrew(threads: number): Promise<Crew> {
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`threads must be a whole number, 1 or more, not ${threads}.`);
  joinVectors();
  const workers = Array.from({ length: threads - 1 }, startWorker);
  await Promise.all(workers.map(isReady));
  for (const worker of workers) worker.unref();
  return {
    threads,
    share(task, own) {
      const order: Order = {
        task,
        state: new Int32Array(new SharedArrayBuffer(8)),
        failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
      };
      Atomics.store(order.state, 0, workers.length);
      for (const worker of workers) worker.postMessage(order);
      try {
        own();
      } finally {
        waitForAll(order.state);
      }
      const length = Atomics.load(order.state, 1);
      if (length > 0) throw failureOf(order.failure.slice(0, length));
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(): Worker {
  // As JavaScript where the package was published so.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./crew-worker.${extension}`, import.meta.url), {
    name: 'crew',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

function isReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
}

function waitForAll(state: Int32Array): void {
  for (let left = Atomics.load(state, 0); left > 0; left = Atomics.load(state, 0))
    Atomics.wait(state, 0, left);
}

function failureOf(bytes: Uint8Array): Error {
  const [name, message] = new TextDecoder().decode(bytes).split('\n', 2);
  return name === 'Cancelled' ? new Cancelled() : new Error(message);
}
