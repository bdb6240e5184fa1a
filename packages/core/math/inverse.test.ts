import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { inverseIncompleteBeta } from './inverse-beta.ts';
import { inverseIncompleteGamma } from './inverse-gamma.ts';

/** Log-uniform over the range the product promises. */
const shape = fc.double({ min: -2, max: 6, noNaN: true }).map((x) => 10 ** x);
/** A probability with its complement; either may be as small as 2⁻⁵³. */
const tails = fc
  .tuple(fc.double({ min: -53, max: -1, noNaN: true }), fc.boolean())
  .map(([x, upper]) => (upper ? [1 - 2 ** x, 1 - (1 - 2 ** x)] : [2 ** x, 1 - 2 ** x]))
  .filter(([u, v]) => (u as number) > 0 && (v as number) > 0);

/** Rounding of x moves the tail by its relative density, which grows like the root of the shape. */
const tolerance = (size: number) => 2e-13 + 2e-15 * Math.sqrt(size);

describe('the inverse is undone by the function', () => {
  test('incomplete gamma', () => {
    fc.assert(
      fc.property(shape, tails, (a, [u = 0, v = 0]) => {
        const x = inverseIncompleteGamma(a)(u);
        if (x < 1e-280) return;
        const tail = incompleteGamma(a, u > v)(x);
        expect(Math.abs(tail / Math.min(u, v) - 1)).toBeLessThan(tolerance(a));
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });

  test('incomplete beta', () => {
    fc.assert(
      fc.property(shape, shape, tails, (a, b, [u = 0, v = 0]) => {
        const { x, y } = inverseIncompleteBeta(a, b)(u, v);
        if (x < 1e-280 || y < 1e-280) return;
        const tail = incompleteBeta(a, b, u > v)(x, y);
        expect(Math.abs(tail / Math.min(u, v) - 1)).toBeLessThan(tolerance(a + b));
      }),
      { seed: 2, numRuns: 5_000 },
    );
  });

  test('at the ends', () => {
    expect(inverseIncompleteGamma(0.01)(2 ** -53)).toBe(0);
    expect(inverseIncompleteBeta(0.01, 2)(2 ** -53).x).toBe(0);
    expect(inverseIncompleteBeta(2, 0.01)(1 - 2 ** -53).y).toBe(0);
    const [gamma, beta] = [incompleteGamma(2), incompleteBeta(2, 3)];
    expect([gamma(-1), gamma(0), gamma(Number.POSITIVE_INFINITY)]).toEqual([0, 0, 1]);
    expect([beta(-1), beta(0), beta(1), beta(2)]).toEqual([0, 0, 1, 1]);
  });
});

test.each([
  ['P(1, x) = 1 − e⁻ˣ', incompleteGamma(1)(0.7), 1 - Math.exp(-0.7)],
  ['Q(½, x) = erfc √x', incompleteGamma(0.5, true)(4), 0.004677734981047266],
  ['I(1, b) = 1 − (1 − x)ᵇ', incompleteBeta(1, 3)(0.2), 1 - 0.8 ** 3],
  ['I(½, ½) = (2/π) asin √x', incompleteBeta(0.5, 0.5)(0.25), 1 / 3],
  ['I(a, a) at ½', incompleteBeta(1234.5, 1234.5)(0.5), 0.5],
])('%s', (_, actual, expected) => {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(4e-15);
});
