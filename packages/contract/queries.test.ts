import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventId, eventPlace, SeedText } from './index.ts';

const seed = new RegExp((SeedText as { pattern?: string }).pattern ?? '');

test('seeds from 0 to 2^53 − 1 have one spelling each', () => {
  const bound = Number.MAX_SAFE_INTEGER;
  for (const edge of [0, 1, 9, 10, bound - 1, bound]) expect(String(edge)).toMatch(seed);
  for (const text of [
    '9007199254740992',
    '9007199254741000',
    '10000000000000000',
    '9'.repeat(16),
  ]) {
    expect(text).not.toMatch(seed);
  }
  for (const text of ['', '-1', '+1', '042', '1e3', '1.0', ' 1', '1 ', '0x1', '１']) {
    expect(text).not.toMatch(seed);
  }
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n }), (value) => {
      expect(seed.test(String(value))).toBe(value <= BigInt(bound));
    }),
    { seed: 1 },
  );
});

test('event ids are read back from what was written, and from nothing else', () => {
  expect([1, 9, 10, 999, 1_000].map(eventId)).toEqual([
    'msg_001',
    'msg_009',
    'msg_010',
    'msg_999',
    'msg_1000',
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (place) => {
      expect(eventPlace(eventId(place))).toBe(place);
    }),
    { seed: 1 },
  );
  for (const text of [
    '',
    'msg_0',
    'msg_000',
    'msg_1',
    'msg_0001',
    'MSG_001',
    'msg_001 ',
    'msg_-01',
  ]) {
    expect(eventPlace(text)).toBeNull();
  }
});
