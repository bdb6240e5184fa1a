import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

test('a client has its quota at once, then steadily', () => {
  let now = 0;
  const limit = createRateLimiter(6, () => now);
  const waits = (count: number) => Array.from({ length: count }, () => limit('a').waitSeconds);
  expect(limit('a')).toEqual({ waitSeconds: 0, remaining: 5 });
  expect(waits(6)).toEqual([0, 0, 0, 0, 0, 10]);
  expect(limit('b').waitSeconds).toBe(0);
  now += 9_999;
  expect(limit('a')).toEqual({ waitSeconds: 1, remaining: 0 });
  now += 1;
  expect(waits(2)).toEqual([0, 10]);
  now += 3_600_000;
  expect(waits(7).filter((wait) => wait === 0)).toHaveLength(6);
});

test('clients that were not seen for long are forgotten, memory is bounded', () => {
  const limit = createRateLimiter(1, () => 0);
  expect([limit('first').waitSeconds, limit('first').waitSeconds]).toEqual([0, 60]);
  for (let client = 0; client < 10_000; client += 1) limit(`c${client}`);
  expect(limit('first').waitSeconds).toBe(0);
});
