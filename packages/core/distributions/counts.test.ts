import { expect, test } from 'vitest';
import { countQuantile } from './counts.ts';
import { distributionOf } from './registry.ts';
import type { Parameters } from './types.ts';

/** The definition itself: the first k whose F reaches u, counting from 0. */
function counted(cdf: (x: number) => number, u: number, max: number): number {
  let k = 0;
  while (k < max && cdf(k) < u) k += 1;
  return k;
}

test.each<[string, Parameters, number]>([
  ['binomial', { n: 40, p: 0.03 }, 40],
  ['binomial', { n: 9, p: 0.5 }, 9],
  ['poisson', { rate: 0.02 }, 99],
  ['poisson', { rate: 70 }, 300],
  ['negative_binomial', { r: 0.05, p: 0.01 }, 5_000],
  ['negative_binomial', { r: 30, p: 0.6 }, 300],
  ['geometric', { p: 0.37 }, 99],
])('%s %j is what counting finds', (kind, parameters, max) => {
  const distribution = distributionOf(kind);
  const quantile = distribution.quantile(parameters);
  const cdf = distribution.cdf(parameters);
  for (let i = 0; i < 500; i++) {
    const u = (i + 0.37) / 500;
    expect(quantile(u)).toBe(counted(cdf, u, max));
  }
});

test('F just short of u by rounding counts as reached', () => {
  expect(distributionOf('binomial').quantile({ n: 2, p: 0.5 })(0.25)).toBe(0);
  expect(distributionOf('binomial').quantile({ n: 2, p: 0.5 })(0.75)).toBe(1);
  expect(
    distributionOf('discrete').quantile({ values: [0, 1, 2], probabilities: [0.1, 0.2, 0.7] })(0.3),
  ).toBe(1);
});

test('a guess that is far off costs steps, not the answer', () => {
  const step = (k: number) => (k >= 1_000_003 ? 1 : 0);
  let calls = 0;
  const quantile = countQuantile({
    cdf: (k) => {
      calls += 1;
      return step(k);
    },
    survival: (k) => 1 - step(k),
    mean: 3,
    sd: 1,
    skewness: 0,
    max: Number.MAX_SAFE_INTEGER,
  });
  expect(quantile(0.4)).toBe(1_000_003);
  expect(calls).toBeLessThan(60);
  expect(quantile(0.4)).toBe(1_000_003);
  expect(calls).toBeLessThan(60);
});
