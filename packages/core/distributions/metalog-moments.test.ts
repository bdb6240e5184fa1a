import { describe, expect, test } from 'vitest';
import { curveOf } from './metalog-curve.ts';
import { metalogMoments } from './metalog-moments.ts';

const infinite = Number.POSITIVE_INFINITY;

/**
 * Two terms above 0 are the log-logistic with median 1 and shape 1/b: with β = π b,
 * mean β / sin β and mean square 2β / sin 2β.
 * Source: Johnson, Kotz & Balakrishnan (1995), ch. 23.
 */
describe('two terms with a lower limit', () => {
  test.each([0.05, 0.2, 0.3, 0.45])('b = %d has both moments', (b) => {
    const { mean, sd } = metalogMoments({ min: 0, max: null }, curveOf([0, b]));
    const beta = Math.PI * b;
    const expected = beta / Math.sin(beta);
    expect(mean).toBeCloseTo(expected, 12);
    const variance = (2 * beta) / Math.sin(2 * beta) - expected * expected;
    expect(sd / Math.sqrt(variance)).toBeCloseTo(1, 11);
  });
  test.each([0.5, 0.55, 0.9])('b = %d has a mean alone', (b) => {
    const { mean, sd } = metalogMoments({ min: 3, max: null }, curveOf([0, b]));
    expect(mean).toBeCloseTo(3 + (Math.PI * b) / Math.sin(Math.PI * b), 11);
    expect(sd).toBe(infinite);
  });
  test('b = 1 has neither', () => {
    const moments = metalogMoments({ min: 0, max: null }, curveOf([0, 1]));
    expect(moments).toEqual({ mean: infinite, sd: infinite });
  });
});

test('an upper limit mirrors a lower one', () => {
  const above = metalogMoments({ min: 0, max: null }, curveOf([0.4, 0.3, 0.1]));
  const under = metalogMoments({ min: null, max: 0 }, curveOf([-0.4, 0.3, -0.1]));
  expect(under.mean).toBeCloseTo(-above.mean, 12);
  expect(under.sd).toBeCloseTo(above.sd, 12);
});

/** ∫ L du = 0, ∫ c L du = ½ and ∫ L² du = π²/3 over u from 0 to 1. */
test('without limits: mean a₁ + a₃ / 2; two terms are the logistic', () => {
  expect(metalogMoments({ min: null, max: null }, curveOf([3, 2, 1])).mean).toBeCloseTo(3.5, 13);
  const { mean, sd } = metalogMoments({ min: null, max: null }, curveOf([3, 2]));
  expect(mean).toBeCloseTo(3, 13);
  expect(sd).toBeCloseTo((2 * Math.PI) / Math.sqrt(3), 12);
});

test('both limits: a standard uniform is the logit’s own inverse', () => {
  const { mean, sd } = metalogMoments({ min: 0, max: 1 }, curveOf([0, 1]));
  expect(mean).toBeCloseTo(0.5, 14);
  expect(sd).toBeCloseTo(1 / Math.sqrt(12), 13);
});
