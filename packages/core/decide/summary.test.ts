import { expect, test } from 'vitest';
import { evenQuantiles } from './summary.ts';

test('quantiles of an even grid lie on the line', () => {
  const column = Float64Array.from({ length: 1_021 }, (_, i) => 1_020 - i);
  const found = evenQuantiles(column);
  expect(found).toHaveLength(51);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo((1_020 * (i + 0.5)) / 51, 9);
  });
});

test('values that are not finite are left out; none left gives none', () => {
  expect(new Set(evenQuantiles(Float64Array.of(Number.NaN, 7, Infinity)))).toEqual(new Set([7]));
  expect(evenQuantiles(Float64Array.of(Number.NaN))).toEqual([]);
});

test('only the first samples are read, and the column stays as it is', () => {
  const column = new Float64Array(10_000).fill(1);
  column.fill(5, 8_192);
  column[0] = 2;
  expect(Math.max(...evenQuantiles(column))).toBe(1);
  expect(column[0]).toBe(2);
});
