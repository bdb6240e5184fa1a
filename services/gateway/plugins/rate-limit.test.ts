import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

test('a client has its quota at once, then steadily', () => {
  let now = 0;
  const limit = createRateLimiter(6, () => now);
  expect(Array.from({ length: 7 }, () => limit('a'))).toEqual([0, 0, 0, 0, 0, 0, 10]);
  expect(limit('b')).toBe(0);
  now += 9_999;
  expect(limit('a')).toBe(1);
  now += 1;
  expect(limit('a')).toBe(0);
  expect(limit('a')).toBe(10);
  now += 3_600_000;
  expect(Array.from({ length: 7 }, () => limit('a')).filter((wait) => wait === 0)).toHaveLength(6);
});

test('clients that were not seen for long are forgotten, memory is bounded', () => {
  const limit = createRateLimiter(1, () => 0);
  expect([limit('first'), limit('first')]).toEqual([0, 60]);
  for (let client = 0; client < 10_000; client += 1) limit(`c${client}`);
  expect(limit('first')).toBe(0);
});
