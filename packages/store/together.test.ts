import { expect, test } from 'vitest';
import { together } from './together.ts';

interface Item {
  readonly key: string;
  readonly value: number;
}

function recorder(fail: (items: readonly Item[]) => boolean = () => false) {
  const batches: number[][] = [];
  const call = together<Item, number>(
    (item) => item.key,
    async (items) => {
      batches.push(items.map((item) => item.value));
      await new Promise(setImmediate);
      if (fail(items)) throw new Error(`failed: ${items.length}`);
      return items.map((item) => item.value * 2);
    },
  );
  return { batches, call: (key: string, value: number) => call({ key, value }) };
}

test('calls of one turn go together, though each comes after other work of that turn', async () => {
  const { batches, call } = recorder();
  const late = async (value: number) => {
    await Promise.resolve();
    return call(`k${value}`, value);
  };
  expect(await Promise.all([call('k1', 1), late(2), late(3)])).toEqual([2, 4, 6]);
  expect(await call('k', 4)).toBe(8);
  expect(batches).toEqual([[1, 2, 3], [4]]);
});

test('after a batch others have as long a turn as it took', async () => {
  const batches: { began: number; ended: number }[] = [];
  const call = together<number, number>(
    () => 'one of them at a time',
    async (values) => {
      const began = performance.now();
      while (performance.now() < began + 20);
      batches.push({ began, ended: performance.now() });
      return values;
    },
  );
  await Promise.all([call(1), call(2)]);
  const [first, second] = batches;
  // A timer may be a millisecond early.
  expect((second?.began ?? 0) - (first?.ended ?? 0)).toBeGreaterThan(18);
});

test('two of one key are apart and in order', async () => {
  const { batches, call } = recorder();
  await Promise.all([call('a', 1), call('b', 2), call('b', 3), call('c', 4), call('b', 5)]);
  expect(batches).toEqual([[1, 2, 4], [3], [5]]);
});

test('without keys, equal items go together', async () => {
  const batches: number[] = [];
  const call = together<string, string>(null, async (items) => {
    batches.push(items.length);
    return items.map((item) => item.toUpperCase());
  });
  expect(await Promise.all(['a', 'b', 'b'].map(call))).toEqual(['A', 'B', 'B']);
  expect(batches).toEqual([3]);
});

test('one that fails does not fail the others', async () => {
  const { batches, call } = recorder((items) => items.some((item) => item.value === 3));
  const results = await Promise.allSettled([1, 2, 3, 4].map((value) => call(`k${value}`, value)));
  expect(results.map((result) => result.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(batches).toEqual([[1, 2, 3, 4], [1], [2], [3], [4]]);
});

test('a batch has at most 200', async () => {
  const { batches, call } = recorder();
  await Promise.all(Array.from({ length: 450 }, (_, value) => call(`k${value}`, value)));
  expect(batches.map((batch) => batch.length)).toEqual([200, 200, 50]);
});
