import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { distributionOf, distributions, quantileOf } from './registry.ts';
import type { Distribution, Parameters } from './types.ts';

/** What must hold of every distribution in the registry, at its example and at these parameters. */
const more: Readonly<Record<string, readonly Parameters[]>> = {
  beta: [
    { alpha: 0.5, beta: 0.5, min: -1, max: 3 },
    { alpha: 300, beta: 2, min: 0, max: 1 },
  ],
  gamma: [
    { shape: 0.4, scale: 1 },
    { shape: 400, scale: 0.1 },
  ],
  pert: [{ min: 0, mode: 0, max: 10, shape: 4 }],
  triangular: [
    { min: 0, mode: 0, max: 1 },
    { min: 0, mode: 1, max: 1 },
  ],
  student_t: [{ df: 30, location: 5, scale: 2 }],
  weibull: [{ shape: 0.8, scale: 3 }],
  binomial: [
    { n: 0, p: 0.4 },
    { n: 3, p: 1 },
    { n: 200, p: 0.97 },
  ],
  poisson: [{ rate: 0 }, { rate: 250.5 }],
  geometric: [{ p: 1 }, { p: 0.02 }],
  negative_binomial: [
    { r: 0.7, p: 0.3 },
    { r: 4, p: 1 },
  ],
  discrete: [{ values: [4], probabilities: [1] }],
  metalog: [
    { p10: 4, p50: 9, p90: 17, min: 0 },
    { p10: 4, p50: 9, p90: 12, max: 20 },
    { p10: 4, p50: 9, p90: 17, min: 0, max: 50 },
    { p5: 10.4, p10: 12.03, p25: 15.34, p50: 20.09, p75: 26.3, p90: 33.54, p95: 38.8 },
  ],
  mixture: [
    {
      components: [
        { kind: 'discrete', parameters: { values: [0], probabilities: [1] } },
        { kind: 'normal', parameters: { mean: 1, sd: 5 } },
      ],
      weights: [2, 1],
    },
    {
      components: [
        { kind: 'discrete', parameters: { values: [0], probabilities: [1] } },
        { kind: 'gamma', parameters: { shape: 2, scale: 10 } },
      ],
      weights: [1, 3],
    },
  ],
  truncated: [
    { of: { kind: 'poisson', parameters: { rate: 3 } }, lo: 1, hi: 6 },
    { of: { kind: 'student_t', parameters: { df: 1, location: 0, scale: 1 } }, lo: -5, hi: 90 },
    { of: { kind: 'gamma', parameters: { shape: 2, scale: 1 } }, lo: 5, hi: 9 },
  ],
};

const cases = Object.values(distributions).flatMap((distribution: Distribution) =>
  [distribution.example, ...(more[distribution.kind] ?? [])].map((parameters) => ({
    name: `${distribution.kind} ${JSON.stringify(parameters)}`,
    distribution,
    parameters,
  })),
);

const grid = Array.from({ length: 401 }, (_, i) => (i + 0.5) / 401);
const us = [2 ** -53, 1e-9, 1e-4, ...grid, 1 - 1e-4, 1 - 1e-9, 1 - 2 ** -53];

/** F has jumps: F(Q(u)) is then u or above. */
const jumps = ({ kind, discrete }: Distribution, p: Parameters) =>
  discrete || (kind !== 'normal' && JSON.stringify(p).match(/"(discrete|poisson)"/) !== null);

/** Simpson's rule in the log odds of u: the mean of g over the distribution. */
function expected(quantile: (u: number) => number, g: (x: number) => number): number {
  const [reach, count] = [34, 40_000];
  const step = (2 * reach) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) {
    const u = 1 / (1 + Math.exp(reach - i * step));
    const weight = i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2;
    if (u > 0 && u < 1) sum += weight * u * (1 - u) * g(quantile(u));
  }
  return (sum * step) / 3;
}

describe.each(cases)('$name', ({ distribution, parameters }) => {
  const quantile = distribution.quantile(parameters);
  const xs = us.map(quantile);

  test('the parameters are accepted', () => {
    expect(distribution.check(parameters)).toBeNull();
    expect(quantileOf(distribution.kind, parameters)(0.37)).toBe(quantile(0.37));
  });

  test('quantiles rise and keep within the support', () => {
    const [low, high] = distribution.support(parameters);
    for (const [i, x] of xs.entries()) {
      expect(x).toBeGreaterThanOrEqual(low);
      expect(x).toBeLessThanOrEqual(high);
      if (i > 0) expect(x).toBeGreaterThanOrEqual(xs[i - 1] as number);
    }
  });

  test('F(Q(u)) is u in both tails, and the survival is what is left', () => {
    const cdf = distribution.cdf(parameters);
    const survival = distribution.survival?.(parameters) ?? ((x: number) => 1 - cdf(x));
    // A truncated tail is a difference of probabilities: known absolutely, not relatively.
    const cut = distribution.kind === 'truncated' || distribution.survival === undefined;
    const slack = (tail: number) => (cut ? 1e-12 : 1e-10 * tail);
    for (const [i, u] of us.entries()) {
      const x = xs[i] as number;
      const rounding = 4e-16 * Math.abs(x);
      expect(Math.abs(cdf(x) + survival(x) - 1)).toBeLessThan(1e-13);
      expect(cdf(x + rounding)).toBeGreaterThanOrEqual(u - slack(u));
      expect(survival(x + rounding)).toBeLessThanOrEqual(1 - u + slack(1 - u));
      const before =
        x - rounding - (jumps(distribution, parameters) ? 1e-9 * (1 + Math.abs(x)) : 0);
      expect(cdf(before)).toBeLessThanOrEqual(u + slack(u));
      expect(survival(before)).toBeGreaterThanOrEqual(1 - u - slack(1 - u));
    }
  });

  test('mean and sd are those of the quantile function', () => {
    const [mean, sd] = [distribution.mean(parameters), distribution.sd(parameters)];
    expect(Number.isFinite(mean)).toBe(true);
    const steep = distribution.kind === 'mixture' ? 1e-4 : 1e-6;
    const tolerance = (jumps(distribution, parameters) ? 2e-3 : steep) * Math.max(sd, 1e-9);
    const integral = expected(quantile, (x) => x - mean);
    expect(Math.abs(integral)).toBeLessThan(tolerance);
    const variance = expected(quantile, (x) => (x - mean) * (x - mean));
    expect(Math.abs(Math.sqrt(variance) - sd)).toBeLessThan(tolerance * 3 + 1e-9);
  });

  test('outside the support F is 0 or 1', () => {
    const [low, high] = distribution.support(parameters);
    const cdf = distribution.cdf(parameters);
    expect(cdf(low - 1)).toBe(0);
    expect(cdf(high + 1)).toBe(1);
  });
});

describe.each(Object.entries(distributions))('%s', (kind, distribution: Distribution) => {
  test('is described, sourced and has reference values', () => {
    expect(distribution.kind).toBe(kind);
    expect(distribution.summary).toMatch(/^[A-Z].{15,}\.$/);
    expect(distribution.source).toMatch(/\((19|20)\d\d\)/);
    for (const [name, { doc }] of Object.entries(distribution.parameters)) {
      expect(doc, name).toMatch(/^[A-Z].{5,}\.$/);
    }
    const names = Object.keys(distribution.parameters);
    expect(names).toEqual(expect.arrayContaining(Object.keys(distribution.example)));
    expect(readdirSync(new URL('./fixtures', import.meta.url))).toContain(`${kind}.json`);
  });

  test('no parameters, or nonsense for each, gives NaN and no error', () => {
    expect(quantileOf(kind, {})(0.3)).toBeNaN();
    for (const name of Object.keys(distribution.example)) {
      expect(quantileOf(kind, { ...distribution.example, [name]: Number.NaN })(0.3)).toBeNaN();
    }
  });
});

test('tails without moments say so', () => {
  const t = distributionOf('student_t');
  expect(t.mean({ df: 1, location: 0, scale: 1 })).toBeNaN();
  expect(t.sd({ df: 1.5, location: 0, scale: 1 })).toBe(Number.POSITIVE_INFINITY);
  const metalog = distributionOf('metalog');
  expect(metalog.mean({ p10: 1, p50: 10, p90: 1000, min: 0 })).toBe(Number.POSITIVE_INFINITY);
  expect(metalog.sd({ p10: 1, p50: 6, p90: 30, min: 0 })).toBe(Number.POSITIVE_INFINITY);
});

test('an unknown kind is a programming error', () => {
  expect(() => distributionOf('constructor')).toThrow('there is no distribution "constructor"');
});
