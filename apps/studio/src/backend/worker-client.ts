import type { RunEvent } from '@scenario-sandbox/contract';
import type { WorkerAnswer, WorkerRequest } from './worker.ts';

type Question = WorkerRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly onEvent: (event: RunEvent) => void;
}

/** Asks the engine's worker; starts it when first asked, and anew after `stop`. */
export class WorkerClient {
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  ask<Result>(question: Question, onEvent: (event: RunEvent) => void = () => {}): Promise<Result> {
    this.#worker ??= this.#start();
    this.#asked += 1;
    const id = this.#asked;
    this.#worker.postMessage({ ...question, id } as WorkerRequest);
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onEvent });
    });
  }

  /** Ends whatever the worker computes: it looks at no message while it does. */
  stop(reason: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => this.#hear(data));
    worker.addEventListener('error', () => this.stop('The engine did not start in this browser.'));
    return worker;
  }

  #hear(message: WorkerAnswer): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ('event' in message) {
      waiting.onEvent(message.event);
      return;
    }
    this.#waiting.delete(message.id);
    if ('failure' in message) waiting.reject(new Error(message.failure));
    else waiting.resolve(message.result as never);
  }
}
