import { describe, expect, test } from 'vitest';
import { elementwise } from '../simulate/elementwise.ts';
import { distributionOf, distributions, quantileOf } from './registry.ts';
import type { Builder, Parameters } from './types.ts';

const shape = { alpha: 2, beta: 3, min: 0, max: 1 };
const point = { kind: 'discrete', parameters: { values: [1], probabilities: [1] } };

/** Kind, what is impossible about it, and the start of what is said. */
const table: readonly (readonly [string, Parameters, string])[] = [
  ['normal', { mean: 0, sd: 0 }, 'sd must be above 0, not 0'],
  ['normal', { mean: 0, sd: -1 }, 'sd must be above 0, not -1'],
  ['normal', { mean: Number.POSITIVE_INFINITY, sd: 1 }, 'mean must be a finite number'],
  ['lognormal', { meanlog: 0, sdlog: -2 }, 'sdlog must be above 0'],
  ['uniform', { min: 3, max: 3 }, 'min (3) must be below max (3)'],
  ['triangular', { min: 0, mode: 9, max: 5 }, 'mode (9) must lie between min (0) and max (5)'],
  ['triangular', { min: 5, mode: 5, max: 5 }, 'min (5) must be below max (5)'],
  ['pert', { min: 0, mode: -1, max: 5, shape: 4 }, 'mode (-1) must lie between'],
  ['pert', { min: 0, mode: 1, max: 5, shape: 0 }, 'shape must be above 0'],
  ['beta', { ...shape, alpha: 0 }, 'alpha must be above 0'],
  ['beta', { ...shape, max: 0 }, 'min (0) must be below max (0)'],
  ['gamma', { shape: -1, scale: 1 }, 'shape must be above 0'],
  ['exponential', { rate: 0 }, 'rate must be above 0'],
  ['weibull', { shape: 1, scale: 0 }, 'scale must be above 0'],
  ['logistic', { location: 0, scale: -1 }, 'scale must be above 0'],
  ['student_t', { df: 0, location: 0, scale: 1 }, 'df must be above 0'],
  ['bernoulli', { p: 1.2 }, 'p must lie between 0 and 1, not be 1.2'],
  ['binomial', { n: 2.5, p: 0.5 }, 'n must be a whole number from 0 to 9007199254740991, not 2.5'],
  [
    'binomial',
    { n: 1e18, p: 0.5 },
    'n must be a whole number from 0 to 9007199254740991, not 1000000000000000000',
  ],
  ['binomial', { n: 2, p: -0.5 }, 'p must lie between 0 and 1'],
  ['poisson', { rate: -1 }, 'rate must lie between 0 and 1e12'],
  ['geometric', { p: 0 }, 'p must be above 0 and at most 1'],
  ['negative_binomial', { r: 0, p: 0.5 }, 'r must be above 0'],
  ['negative_binomial', { r: 1, p: 0 }, 'p must be above 0 and at most 1'],
  ['discrete', { values: [], probabilities: [] }, 'values needs at least one number'],
  ['discrete', { values: [1, 2], probabilities: [1] }, 'probabilities has 1 entries for 2 values'],
  ['discrete', { values: [1, 2], probabilities: [0.5, 0.4] }, 'probabilities add up to 0.9'],
  ['discrete', { values: [1, 2], probabilities: [1.5, -0.5] }, 'probabilities[0] must lie between'],
  ['empirical', { values: [1, Number.NaN] }, 'values[1] must be a finite number'],
  ['metalog', { p10: 1, p50: 3, p90: 2 }, 'p90 (2) is below p50 (3): percentiles must rise'],
  ['metalog', { p10: 1, p90: 2, min: 5, max: 4 }, 'min (5) must be below max (4)'],
  ['mixture', { components: [], weights: [] }, 'components needs at least one distribution'],
  ['mixture', { components: [point], weights: [1, 1] }, 'weights has 2 entries for 1 components'],
  ['mixture', { components: [point], weights: [0] }, 'weights must not all be 0'],
  ['mixture', { components: [point, point], weights: [1, -1] }, 'weights[1] must not be below 0'],
  ['truncated', { of: point, lo: 2, hi: 1 }, 'truncate [2, 1]: the first number must be below'],
  ['truncated', { of: point, lo: 2, hi: 3 }, 'truncate [2, 3] keeps less than one in a million'],
];

test.each(table)('%s %j', (kind, parameters, message) => {
  expect(distributionOf(kind).check(parameters)).toContain(message);
  expect(quantileOf(kind, parameters)(0.4)).toBeNaN();
});

test('every kind has a row', () => {
  expect(new Set(table.map(([kind]) => kind))).toEqual(new Set(Object.keys(distributions)));
});

describe('as expressions', () => {
  const direct: Builder = {
    constant: (value) => value,
    apply: (op, x = 0, y = 0, z = 0) => elementwise[op](x, y, z),
    valueOf: () => null,
  };
  const written = table.filter(
    ([kind, parameters]) =>
      distributionOf(kind).express !== undefined &&
      Object.values(parameters).every((value) => Number.isFinite(value)) &&
      kind !== 'discrete',
  );
  test.each(written)('%s %j is NaN', (kind, parameters) => {
    const nodes = parameters as Readonly<Record<string, number>>;
    expect(distributionOf(kind).express?.(direct, 0.4, nodes)).toBeNaN();
  });
});
