import { setTimeout as rest, setImmediate as turnEnd } from 'node:timers/promises';

/** Most items of one batch. */
const BATCH = 200;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Single calls that are made together: those of one turn of the event loop, and then those that come while a batch is
 * under way and for as long as it took. The embedded database works in this thread, where nothing comes meanwhile:
 * without the rest every batch would be of one, and nobody else would have a turn. A batch that fails is tried again
 * one by one, so that one item does not fail the others.
 * keyOf: two items of one key are never in one batch, and keep their order; null: any go together.
 * work: one result for each item, in the order of the items.
 */
export function together<Item, Result>(
  keyOf: ((item: Item) => string) | null,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let queue: Waiting<Item, Result>[] = [];
  let running = false;

  const takeBatch = () => {
    if (!keyOf) return queue.splice(0, BATCH);
    const batch = new Map<string, Waiting<Item, Result>>();
    const rest: Waiting<Item, Result>[] = [];
    for (const waiting of queue) {
      const key = keyOf(waiting.item);
      if (batch.size < BATCH && !batch.has(key)) batch.set(key, waiting);
      else rest.push(waiting);
    }
    queue = rest;
    return [...batch.values()];
  };

  const attempt = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (cause) {
      if (batch.length === 1) batch[0]?.reject(cause);
      else for (const waiting of batch) await attempt([waiting]);
    }
  };

  const run = async () => {
    while (queue.length > 0) {
      const began = performance.now();
      await attempt(takeBatch());
      const took = performance.now() - began;
      await rest(took);
    }
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (running) return;
      running = true;
      void turnEnd().then(run);
    });
}
