import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Sleeper, TimerWheel } from './wheel.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function sleeper(onWake: () => void): Sleeper {
  return { slot: null, wake: onWake };
}

test('a sleeper is woken once, at the first tick at or after its time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 50 }), (delays) => {
      const wheel = new TimerWheel();
      const start = performance.now();
      const woken: number[][] = delays.map(() => []);
      for (const [index, delayMs] of delays.entries()) {
        const wake = () => woken[index]?.push(performance.now() - start);
        wheel.schedule(sleeper(wake), start + delayMs);
      }
      vi.advanceTimersByTime(5_000);
      for (const [index, delayMs] of delays.entries()) {
        expect(woken[index]).toHaveLength(1);
        expect(woken[index]?.[0]).toBeGreaterThanOrEqual(delayMs);
        expect(woken[index]?.[0]).toBeLessThanOrEqual(delayMs + 2);
      }
      expect(vi.getTimerCount()).toBe(0);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('who is cancelled, or scheduled anew, is not woken at the former time', () => {
  const wheel = new TimerWheel();
  const wakes: string[] = [];
  const cancelled = sleeper(() => wakes.push('cancelled'));
  const moved = sleeper(() => wakes.push('moved'));
  wheel.schedule(cancelled, performance.now() + 50);
  wheel.schedule(moved, performance.now() + 50);
  wheel.schedule(moved, performance.now() + 500);
  wheel.cancel(cancelled);
  vi.advanceTimersByTime(200);
  expect(wakes).toEqual([]);
  vi.advanceTimersByTime(400);
  expect(wakes).toEqual(['moved']);
});

test('what lies beyond one turn is woken after one turn, to look again', () => {
  const wheel = new TimerWheel();
  let wakes = 0;
  wheel.schedule(
    sleeper(() => {
      wakes += 1;
    }),
    performance.now() + 60_000,
  );
  vi.advanceTimersByTime(1_030);
  expect(wakes).toBe(1);
});

test('a wheel that was held up wakes everybody who is due', () => {
  let now = 0;
  const wheel = new TimerWheel(() => now);
  let wakes = 0;
  for (let delayMs = 5; delayMs <= 1_000; delayMs += 5) {
    wheel.schedule(
      sleeper(() => {
        wakes += 1;
      }),
      delayMs,
    );
  }
  now = 60_000;
  wheel.turn();
  expect(wakes).toBe(200);
});

test('when many are due, others have their turn in between, and nobody is left out', () => {
  let now = 0;
  const wheel = new TimerWheel(() => now);
  const events: string[] = [];
  for (let k = 0; k < 40; k += 1) {
    const wake = () => {
      now += 1;
      events.push('woken');
    };
    wheel.schedule(sleeper(wake), 5 + (k % 2));
  }
  now = 100;
  wheel.turn();
  const first = events.length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(20);
  setImmediate(() => events.push('other'));
  vi.runAllTimers();
  expect(events.filter((event) => event === 'woken')).toHaveLength(40);
  expect(events.indexOf('other')).toBeLessThan(40);
});
