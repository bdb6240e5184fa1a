import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, counted, estimate, figure, percent, range, within } from './figures.ts';

describe('figure', () => {
  test.each([
    [1_243_567, { unit: 'EUR' }, '€1.24 m'],
    [1_243_567, { unit: 'EUR', error: 8_000 }, '€1.24 m'],
    [1_243_567, { unit: 'EUR', error: 450_000 }, '€1.2 m'],
    [1_243_567, { unit: 'EUR', resolution: 465 }, '€1.2436 m'],
    [31_234, { unit: 'EUR' }, '€31.2 k'],
    [-31_234, { unit: 'EUR', error: 1_200 }, '−€31 k'],
    [31_234, { unit: 'CHF', error: 1_200 }, '31 k CHF'],
    [9_999.7, { unit: 'EUR' }, '€10 k'],
    [999_999, { unit: 'EUR' }, '€1 m'],
    [2_803, { unit: 'EUR' }, '€2,800'],
    [29, { unit: 'EUR/seat' }, '€29 per seat'],
    [31_234, { unit: 'EUR/month' }, '€31.2 k a month'],
    [0.041, { unit: '1/month' }, '4.1 % a month'],
    [3.2, { unit: '1/month' }, '3.2 a month'],
    [0.8, { unit: null }, '0.8'],
    [0.8, { unit: 'share' }, '80 %'],
    [4, { unit: '%' }, '4 %'],
    [2_803, { unit: 'users' }, '2,800 users'],
    [1_240_000, { unit: 'users' }, '1.24 million users'],
    [99_950, {}, '100,000'],
    [0, { unit: 'EUR' }, '€0'],
    [-0, { unit: 'EUR' }, '€0'],
    [300, { unit: 'EUR', error: 8_000 }, '€0'],
    [7_000, { unit: 'EUR', error: 12_000 }, '€10 k'],
    [-0.0004, { unit: 'EUR', error: 3 }, '€0'],
    [1.5e18, {}, '1.5 × 10^18'],
    [2.5e21, {}, '2.5 × 10^21'],
    [3.1e-9, {}, '3.1 × 10^−9'],
    [Number.NaN, { unit: 'EUR' }, 'no finite value'],
    [Number.POSITIVE_INFINITY, {}, 'no finite value'],
    [12, { unit: 'k<b>EUR</b>' }, '12 k<b>EUR< per b>'],
  ])('%s %o is %s', (value, style, text) => {
    expect(figure(value, style)).toBe(text);
  });

  test('any number in any unit is a short text', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.option(fc.oneof(fc.constantFrom('EUR', '1/month', '%', 'users'), fc.string())),
        fc.double({ min: 0, max: 1e9 }),
        (value, unit, error) => {
          const text = figure(value, { unit, error });
          expect(text.length).toBeLessThan(90);
          expect(text).not.toMatch(/NaN|Infinity|undefined|e[+-]\d/);
        },
      ),
      { seed: 1 },
    );
  });

  test('three significant digits are within half of the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 900_000, noNaN: true }), (value) => {
        const read = Number(figure(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.00501 * value);
      }),
      { seed: 1 },
    );
  });
});

describe('range', () => {
  test.each([
    [80_000, 260_000, 'EUR', '€80 k to €260 k'],
    [0.0213, 0.0671, '1/month', '2.1 % to 6.7 % a month'],
    [0.0213, 0.0671, null, '0.021 to 0.067'],
    [22, 44, 'EUR', '€22 to €44'],
    [-1.5, 3.25, null, '−1.5 to 3.3'],
    [2_412, 3_188, 'users', '2,410 to 3,190 users'],
    [95.12, 96.31, null, '95.12 to 96.31'],
    [43_000, 15e6, 'EUR', '€40 k to €15 m'],
    [-157_000, 32e6, 'EUR', '−€200 k to €32 m'],
    [12, 32e6, 'EUR', '€0 to €32 m'],
    [38, 103, 'Mbottle/year', '38 to 103 million bottles a year'],
    [5, 5, 'EUR', '€5 to €5'],
    [Number.NaN, 1, null, 'no finite range'],
  ])('%s to %s in %s', (low, high, unit, text) => {
    expect(range(low, high, unit)).toBe(text);
  });
});

test('within shows the digits the range bears', () => {
  expect(within(0.04137, 0.021, 0.067, '1/month')).toBe('4.1 % a month');
  expect(within(95.634, 95.1, 96.3, null)).toBe('95.63');
});

test('an estimate shows no digit beyond its interval', () => {
  expect(estimate({ value: 412_345, low: 392_000, high: 432_700 }, 'EUR')).toBe('€410 k');
  expect(estimate({ value: 63.234, low: 62.9, high: 63.6 }, 'points')).toBe('63.2 points');
});

test.each([
  [0, '0 %'],
  [0.0004, 'under 0.1 %'],
  [0.0042, '0.4 %'],
  [0.234, '23 %'],
  [0.994, '99.4 %'],
  [0.99951, 'over 99.9 %'],
  [1, '100 %'],
  [Number.NaN, 'an unknown share'],
])('percent(%s) is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('counts', () => {
  expect(count(20_000)).toBe('20,000');
  expect(count(999)).toBe('999');
  expect(count(Number.NaN)).toBe('an unknown number');
  expect(counted(1, 'option')).toBe('one option');
  expect(counted(12, 'option')).toBe('12 options');
});
