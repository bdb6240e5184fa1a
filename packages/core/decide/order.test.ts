import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { gather, normalScores, orderOf, quantileOfSorted, sortedOf } from './order.ts';

const column = fc.array(fc.double({ noNaN: true }), { maxLength: 300 });

describe('order of a column', () => {
  test('sorts any doubles as the platform does', () => {
    fc.assert(
      fc.property(column, (values) => {
        const plain = Float64Array.from(values, (x) => x + 0);
        expect(sortedOf(plain)).toEqual(plain.slice().sort());
      }),
      { seed: 1 },
    );
  });

  test('sorts numbers that differ in their last digits alone', () => {
    const near = Float64Array.from({ length: 300 }, (_, i) => 1 + ((i * 37) % 300) * 2 ** -50);
    expect(sortedOf(near)).toEqual(near.slice().sort());
  });

  test.each([
    ['even', (u: number) => u],
    ['steps', (u: number) => Math.floor(5 * u)],
    ['tails too far for even cells', (u: number) => (u - 0.5) ** 41],
  ])('sorts some thousands: %s', (_, f) => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => f(((i * 2741) % 5000) / 5000));
    expect(sortedOf(values)).toEqual(values.slice().sort());
  });

  test('ties stay in sample order, −0 among the 0', () => {
    const order = orderOf(Float64Array.of(1, 0, -0, 1, 0, -1));
    expect([...order]).toEqual([5, 1, 2, 4, 0, 3]);
    expect([...gather(Float64Array.of(1, 0, -0, 1, 0, -1), order)].map((x) => x + 0)).toEqual([
      -1, 0, 0, 0, 1, 1,
    ]);
  });

  test('normal scores are those of the ranks, for one length after another', () => {
    for (const n of [1, 2, 3, 4, 5, 1, 3]) {
      const order = Uint32Array.from({ length: n }, (_, i) => n - 1 - i);
      const expected = Float64Array.from(order, (rank) => normalQuantile((rank + 0.5) / n));
      expect(normalScores(order)).toEqual(expected);
    }
  });

  test.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 2.5],
    [1, 4],
  ])('quantile %d of 1, 2, 3, 4 is %d', (p, x) => {
    expect(quantileOfSorted(Float64Array.of(1, 2, 3, 4), p)).toBe(x);
  });
});
