import type { JobRow } from '@scenario-sandbox/store';
import { afterEach, expect, test, vi } from 'vitest';
import { progressOf } from './progress.ts';

const NOW = Date.UTC(2026, 0, 1);
const row = { total: 100, done: 30, failed: 10, extremes: null, endedAt: null };

/** At work for 20 s, with `workedFrom` runs settled before. */
function timeLeft(workedFrom: number): number | null {
  vi.useFakeTimers({ now: NOW });
  const workedSince = new Date(NOW - 20_000);
  return progressOf({ ...row, workedSince, workedFrom } as unknown as JobRow).etaMs;
}

afterEach(() => {
  vi.useRealTimers();
});

test('the time left is that at the rate of the runs made since the job was taken up', () => {
  expect(timeLeft(0)).toBe(30_000);
  expect(timeLeft(35)).toBe(240_000);
});

test('while no run was made since, nobody knows it', () => {
  expect(timeLeft(40)).toBeNull();
});
