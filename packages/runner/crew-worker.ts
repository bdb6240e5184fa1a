import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Order } from './crew.ts';

// A thread does not inherit the cache of compiled modules.
enableCompileCache();
const { workOn } = await import('@scenario-sandbox/core/simulate/share.ts');

parentPort?.on('message', ({ task, state, failure }: Order) => {
  try {
    workOn(task);
  } catch (error) {
    report(error, state, failure);
  } finally {
    Atomics.sub(state, 0, 1);
    Atomics.notify(state, 0);
  }
});
parentPort?.postMessage('ready');

/** Leaves the first failure where the coordinator finds it. */
function report(error: unknown, state: Int32Array, failure: Uint8Array): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const bytes = new TextEncoder().encode(`${name}\n${message}`).subarray(0, failure.length);
  if (Atomics.compareExchange(state, 1, 0, bytes.length) === 0) failure.set(bytes);
}
