import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { readDistribution } from './read.ts';
import { distributions, quantileOf } from './registry.ts';
import type { Distribution } from './types.ts';

function readOk(spec: Record<string, unknown>) {
  const result = readDistribution(spec);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

describe('what is read', () => {
  test('defaults are filled in, annotations left out', () => {
    const spec = {
      dist: 'beta',
      alpha: 4,
      beta: 96,
      unit: '1/month',
      source: 'CRM',
      per: 'period',
    };
    expect(readOk(spec)).toEqual({
      kind: 'beta',
      parameters: { alpha: 4, beta: 96, min: 0, max: 1 },
      expressions: {},
    });
  });

  test.each([
    [{ p5: 80e3, p95: 260e3 }, 'lognormal'],
    [{ p90: 3, p10: -1 }, 'normal'],
    [{ p10: 0, p90: 3 }, 'normal'],
  ] as const)('two percentiles: %j is %s', (spec, kind) => {
    const { kind: read, parameters } = readOk(spec);
    expect(read).toBe(kind);
    const quantile = quantileOf(read, parameters);
    for (const [name, x] of Object.entries(spec)) {
      expect(quantile(Number(name.slice(1)) / 100)).toBeCloseTo(x, 9);
    }
  });

  test('three percentiles, or limits, make a metalog', () => {
    const three = { p10: 0.01, p50: 0.02, p90: 0.05 };
    expect(readOk(three)).toMatchObject({ kind: 'metalog', parameters: three });
    expect(readOk({ dist: 'metalog', ...three })).toEqual(readOk(three));
    expect(readOk({ p10: 2, p90: 5, min: 0 }).kind).toBe('metalog');
  });

  test('truncate makes the kind truncated', () => {
    const spec = { dist: 'normal', mean: 0, sd: 1, truncate: [-1, 2] };
    const { kind, parameters } = readOk(spec);
    expect([kind, parameters.lo, parameters.hi]).toEqual(['truncated', -1, 2]);
    expect(quantileOf(kind, parameters)(0.999999)).toBeLessThanOrEqual(2);
    expect(readOk({ p10: 1, p90: 2, truncate: [0, 3] }).parameters.of).toMatchObject({
      kind: 'lognormal',
    });
  });

  test('a mixture holds distributions, percentiles and plain numbers', () => {
    const { kind, parameters } = readOk({
      dist: 'mixture',
      components: [0, { p10: 1, p50: 2, p90: 4 }, { dist: 'uniform', min: 5, max: 6 }],
      weights: [1, 2, 1],
    });
    const quantile = quantileOf(kind, parameters);
    expect(quantile(0.2)).toBe(0);
    expect(quantile(0.99)).toBeGreaterThan(5);
  });

  test('every example is read as it is written', () => {
    for (const { kind, example } of Object.values(distributions) as Distribution[]) {
      if (kind === 'truncated' || kind === 'mixture') continue;
      const result = readOk({ dist: kind, ...example });
      expect(result).toMatchObject({ kind, parameters: example, expressions: {} });
    }
  });
});

describe('expressions', () => {
  test('are named by their paths', () => {
    expect(readOk({ dist: 'normal', mean: 'a * 2', sd: 3 })).toEqual({
      kind: 'normal',
      parameters: { sd: 3 },
      expressions: { mean: 'a * 2' },
    });
    const nested = readOk({
      dist: 'mixture',
      components: ['fee', { dist: 'normal', mean: 1, sd: 's', truncate: [0, 'cap'] }],
      weights: ['w', 1],
      truncate: [-9, 'top'],
    });
    expect(nested.expressions).toEqual({
      'of.components.0.values.0': 'fee',
      'of.components.1.of.sd': 's',
      'of.components.1.hi': 'cap',
      'of.weights.0': 'w',
      hi: 'top',
    });
    const { fee, s, cap, w, top } = { fee: 1, s: 2, cap: 8, w: 3, top: 5 };
    const values: Record<string, number> = { fee, s, cap, w, top };
    const named = Object.entries(nested.expressions).map(([path, name]) => [path, values[name]]);
    const quantile = quantileOf(nested.kind, {
      ...nested.parameters,
      ...Object.fromEntries(named),
    });
    expect(quantile(0.5)).toBe(1);
    const x = quantile(0.999);
    expect(x).toBeGreaterThan(4);
    expect(x).toBeLessThanOrEqual(5);
  });

  test('quantileOf takes them by path and gives NaN where they are impossible', () => {
    const { kind, parameters } = readOk({ dist: 'normal', mean: 0, sd: 's', truncate: [-5, 5] });
    const at = (s: number) => quantileOf(kind, { ...parameters, 'of.sd': s })(0.9);
    expect(at(1)).toBeCloseTo(normalQuantile(0.9), 5);
    expect(at(-1)).toBeNaN();
    expect(at(0)).toBeNaN();
  });
});

describe('what is refused, and the way out', () => {
  test.each<[Record<string, unknown>, string, string | undefined]>([
    [{}, 'give a distribution (dist: normal, …) or percentiles (p10, p50, p90)', undefined],
    [
      { mean: 3, sd: 2 },
      'mean, sd alone do not say; give a distribution (dist: normal, …)',
      undefined,
    ],
    [
      { dist: 'norml', mean: 0, sd: 1 },
      'there is no distribution "norml": did you mean normal?',
      'dist',
    ],
    [{ dist: 'cauchy' }, 'there is no distribution "cauchy": there are normal, lognormal', 'dist'],
    [{ dist: 'truncated' }, 'add truncate: [lo, hi] to cut it', 'dist'],
    [{ dist: 'constructor' }, 'there is no distribution "constructor"', 'dist'],
    [{ dist: 4 }, 'dist must be the name of a distribution', 'dist'],
    [{ dist: 'normal', mean: 0 }, 'sd is missing: normal takes mean, sd', 'sd'],
    [{ dist: 'normal', mean: 0, stdev: 1 }, 'normal has no stdev: it takes mean, sd', 'stdev'],
    [{ dist: 'gamma', shap: 1, scale: 2 }, 'gamma has no shap: did you mean shape?', 'shap'],
    [{ dist: 'normal', p10: 1, p90: 2 }, 'percentiles stand without dist', 'p10'],
    [{ p10: 1, p50: 2, p100: 9 }, 'a hard limit is min or max', 'p100'],
    [{ p10: 1, p50: 2, 'p99.9': 9 }, 'whole numbers from p1 to p99', 'p99.9'],
    [{ p50: 3 }, 'p50 alone does not say how uncertain the value is', 'p50'],
    [{ p10: 'a', p90: 3 }, 'two percentiles must be plain numbers', 'p10'],
    [{ p50: 5, p90: 3 }, 'p90 (3) is below p50 (5): percentiles must rise', 'p90'],
    [{ p10: 1, p50: 5, p90: 3 }, 'p90 (3) is below p50 (5): percentiles must rise', 'p90'],
    [{ p10: 1, p50: 1, p90: 3 }, 'p50 (1) equals p10 (1): percentiles must rise', 'p50'],
    [{ p10: 1, p50: 2, p90: 3, min: 2 }, 'p10 (1) is below min (2)', 'p10'],
    [{ p10: 1, p50: 2, p90: 3, max: 3 }, 'max (3) must be above p90 (3)', 'max'],
    [{ dist: 'metalog', p10: 1 }, 'metalog takes 2 to 16 percentiles', undefined],
    [{ dist: 'normal', mean: [1], sd: 2 }, 'mean must be a number or an expression', 'mean'],
    [{ dist: 'normal', mean: 0, sd: 1, truncate: 3 }, 'truncate takes two numbers', 'truncate'],
    [
      { dist: 'normal', mean: 0, sd: 1, truncate: [3, 1] },
      'truncate [3, 1]: the first',
      'truncate',
    ],
    [
      { dist: 'normal', mean: 0, sd: 1, truncate: [8, 9] },
      'keeps less than one in a million',
      'truncate',
    ],
    [
      { dist: 'normal', mean: 0, sd: -1, truncate: [0, 1] },
      'sd must be above 0, not -1',
      undefined,
    ],
    [{ dist: 'discrete', values: 3, probabilities: [1] }, 'values must be a list', 'values'],
    [
      { dist: 'discrete', values: [null], probabilities: [1] },
      'values[0] must be a number',
      undefined,
    ],
    [
      { dist: 'mixture', components: [true], weights: [1] },
      'components[0] must be a distribution',
      undefined,
    ],
    [
      { dist: 'mixture', components: [{ dist: 'normal', mean: 0 }], weights: [1] },
      'components[0]: sd is missing',
      'components',
    ],
  ])('%j', (spec, message, parameter) => {
    const result = readDistribution(spec);
    if (!('problem' in result)) throw new Error(`read as ${JSON.stringify(result)}`);
    expect(result.problem).toContain(message);
    expect(result.parameter).toBe(parameter);
  });

  test('whatever is written, an answer comes and nothing is thrown', () => {
    const kind = fc.constantFrom(...Object.keys(distributions), 'x');
    const value = fc.oneof(fc.double(), fc.string(), fc.anything());
    const key = fc.constantFrom(
      'mean',
      'sd',
      'p',
      'n',
      'p10',
      'p50',
      'p90',
      'min',
      'max',
      'values',
    );
    fc.assert(
      fc.property(kind, fc.dictionary(key, value), fc.anything(), (dist, rest, truncate) => {
        const result = readDistribution({ dist, ...rest, truncate });
        expect('problem' in result || 'kind' in result).toBe(true);
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });
});
