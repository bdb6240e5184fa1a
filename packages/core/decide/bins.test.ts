import { expect, test } from 'vitest';
import { exp, normalQuantile } from '../math/elementary.ts';
import { uniform } from '../random/uniform.ts';
import { binsOf } from './bins.ts';

const draw = (i: number): number => uniform(5, [1, 2], i, 0);
const normal = (i: number): number => normalQuantile(draw(i));

test.each([
  ['normal', 16_384, normal],
  ['an odd count', 5_003, normal],
  ['few values to a bin', 700, normal],
  ['fewer values than bins', 200, normal],
  ['heavy tails', 16_384, (i: number) => exp(3 * normal(i))],
  ['ties within bins', 16_384, (i: number) => Math.floor(50_000 * draw(i))],
  ['ties over bounds', 16_384, (i: number) => Math.floor(2_000 * draw(i))],
  ['a great tie', 16_384, (i: number) => Math.max(0, normal(i))],
  ['300 values', 16_384, (i: number) => Math.floor(300 * draw(i))],
  ['20 values', 16_384, (i: number) => Math.floor(20 * draw(i))],
  ['one value', 16_384, () => 3],
  ['−0 and 0', 16_384, (i: number) => (i % 2 === 0 ? 0 : -0)],
] satisfies [string, number, (i: number) => number][])(
  'bins of %s are those of the sorted column',
  (_, n, of) => {
    const column = Float64Array.from({ length: n }, (__, i) => of(i));
    const sorted = column.toSorted();
    const distinct = new Set(sorted.map((x) => x + 0)).size;
    const least = distinct <= 256 ? 1 : Math.ceil(n / 256);
    const bins = binsOf(column);
    let start = 0;
    for (let b = 0; b < bins.count; b += 1) {
      let end = Math.min(n, start + least);
      while (end < n && sorted[end] === sorted[end - 1]) end += 1;
      const members = [...column.keys()].filter((i) => bins.of[i] === b);
      const values = Float64Array.from(members, (i) => column[i] as number).sort();
      expect([...values].map((x) => x + 0)).toEqual(
        [...sorted.subarray(start, end)].map((x) => x + 0),
      );
      expect(bins.sizes[b]).toBe(end - start);
      expect(bins.scores[b]).toBe(normalQuantile((start + end) / 2 / n));
      const mean = values.reduce((sum, x) => sum + x / values.length, 0);
      expect(Math.abs((bins.centres()[b] as number) - mean)).toBeLessThan(
        1e-9 * (1 + Math.abs(mean)),
      );
      start = end;
    }
    expect(start).toBe(n);
    expect(bins.discrete).toBe(distinct <= 32);
  },
);
