import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that goes on until it is let go. */
function held() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { work, begun: () => ends.length, release: () => ends.at(-1)?.() };
}

test('asked thrice while it is under way, it is done once more', async () => {
  const { work, begun, release } = held();
  const asked = oneAtATime(work, () => {});
  asked.ask();
  for (let i = 0; i < 3; i += 1) asked.ask();
  expect(begun()).toBe(1);
  release();
  await turn();
  expect(begun()).toBe(2);
  release();
  await turn();
  expect(begun()).toBe(2);
});

test('a failure is told, and the next to ask is served', async () => {
  const faults: unknown[] = [];
  const asked = oneAtATime(
    () => Promise.reject(new Error('no')),
    (fault) => faults.push(fault),
  );
  asked.ask();
  await turn();
  asked.ask();
  await turn();
  expect(faults).toHaveLength(2);
});

test('a stop waits for what is under way and heeds no more asking', async () => {
  const { work, begun, release } = held();
  const asked = oneAtATime(work, () => {});
  asked.ask();
  asked.ask();
  let over = false;
  const stopped = asked.stop().then(() => {
    over = true;
  });
  await turn();
  expect(over).toBe(false);
  release();
  await stopped;
  asked.ask();
  expect(begun()).toBe(1);
});
