import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elementwise } from '../simulate/elementwise.ts';
import { curveOf, fitMetalog, isFeasible, rise } from './metalog-curve.ts';
import { distributionOf, quantileOf } from './registry.ts';
import type { Builder, Parameters } from './types.ts';

const metalog = distributionOf('metalog');

/**
 * Coefficients, quantiles and probabilities to four places for p10 = 4, p50 = 9, p85 = 17, from the
 * tests of the R package qpd (D. Perepolkin, github.com/dmi3kno/qpd, inst/tinytest/test_metalog.R).
 */
describe('published figures (qpd)', () => {
  const points = { p10: 4, p50: 9, p85: 17 };
  const cases = [
    { limits: {}, a: [9, 3.5217, 3.1152], q12: 4.3419, p711: 0.3501 },
    { limits: { min: 0 }, a: [2.1972, 0.3678, -0.0032], q12: 4.3146, p711: 0.3452 },
    { limits: { max: 50 }, a: [-3.7136, 0.0912, 0.097], q12: 4.3144, p711: 0.3585 },
    { limits: { min: 0, max: 50 }, a: [-1.5163, 0.459, 0.0938], q12: 4.3146, p711: 0.3472 },
  ];
  const scaled = [
    (x: number) => x,
    (x: number) => Math.log(x),
    (x: number) => -Math.log(50 - x),
    (x: number) => Math.log(x / (50 - x)),
  ];
  test.each(cases.map((entry, i) => ({ ...entry, scale: scaled[i] as (x: number) => number })))(
    '$limits',
    ({ limits, a, q12, p711, scale }) => {
      const parameters: Parameters = { ...points, ...limits };
      const fitted = fitMetalog([0.1, 0.5, 0.85], [4, 9, 17].map(scale));
      for (const [i, x] of a.entries()) expect(fitted[i]).toBeCloseTo(x, 4);
      expect(metalog.quantile(parameters)(0.12)).toBeCloseTo(q12, 4);
      expect(metalog.cdf(parameters)(7.11)).toBeCloseTo(p711, 4);
    },
  );
});

/** Keelin (2016), eq. 20: a₂ = (q₉₀ − q₁₀) / (2 log 9), a₃ = (1 − 2r)(q₉₀ − q₁₀) / (0.8 log 9). */
test('three symmetric percentiles give the closed form', () => {
  const [low, median, high] = [22, 31, 44] as const;
  const r = (median - low) / (high - low);
  const [a1, a2, a3] = fitMetalog([0.1, 0.5, 0.9], [low, median, high]);
  expect(a1).toBeCloseTo(median, 12);
  expect(a2).toBeCloseTo((high - low) / (2 * Math.log(9)), 12);
  expect(a3).toBeCloseTo(((1 - 2 * r) * (high - low)) / (0.8 * Math.log(9)), 12);
});

test('three terms rise up to |a3| = 1.66711 a2 and not beyond', () => {
  for (const sign of [1, -1]) {
    expect(isFeasible([0, 1, sign * 1.66711])).toBe(true);
    expect(isFeasible([0, 1, sign * 1.66712])).toBe(false);
  }
  expect(isFeasible([0, 0, 0])).toBe(false);
  expect(isFeasible([0, -1, 0])).toBe(false);
});

test('a dip between two steps of the check is found', () => {
  const coefficients = [0, 1, 1.667113, 0];
  const curve = curveOf(coefficients);
  expect(isFeasible(coefficients)).toBe(true);
  const lowest = Math.min(...Array.from({ length: 4001 }, (_, i) => rise(curve, (i - 2000) / 500)));
  expect(lowest).toBeGreaterThan(0);
  expect(lowest).toBeLessThan(1e-6);
  expect(isFeasible([0, 1, 1.6671132, 0])).toBe(false);
});

const smooth = [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 92, 95, 98, 99];
const logit = (percent: number) => Math.log(percent / (100 - percent));

test.each(smooth.map((_, i) => i + 1).slice(1))('%i percentiles are all met', (count) => {
  for (const used of [smooth.slice(0, count), smooth.slice(-count)]) {
    const parameters = Object.fromEntries(used.map((p) => [`p${p}`, 50 + 3 * logit(p)]));
    expect(metalog.check(parameters)).toBeNull();
    const quantile = metalog.quantile(parameters);
    for (const p of used) expect(quantile(p / 100)).toBeCloseTo(50 + 3 * logit(p), 10);
  }
});

test.each([
  [[5, 10, 25, 50, 75, 90, 95]],
  [[2, 5, 10, 20, 30, 50, 70, 80, 90, 95, 98]],
  [[1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99]],
])('evenly placed percentages %j, which Keelin’s first terms cannot tell apart', (percents) => {
  const parameters = Object.fromEntries(percents.map((p) => [`p${p}`, Math.exp(logit(p) / 4)]));
  const quantile = metalog.quantile(parameters);
  for (const p of percents) expect(quantile(p / 100)).toBeCloseTo(Math.exp(logit(p) / 4), 9);
});

describe('percentiles that admit no curve', () => {
  test.each<[Parameters, string]>([
    [{ p10: 1, p50: 9, p90: 10 }, 'move p50 down to about 8.5'],
    [{ p10: 0, p50: 1, p90: 20 }, 'move p50 up to about 3.4'],
    [{ p10: 1, p50: 2, p90: 100, min: 0 }, 'move p50 up to about'],
    [{ p10: 1, p25: 2, p50: 3, p75: 8, p90: 9 }, 'move p75 down to about 6'],
  ])('%j', (parameters, advice) => {
    const problem = metalog.check(parameters) ?? '';
    expect(problem).toContain('no single smooth curve rises through p10');
    expect(problem).toContain(advice);
    expect(metalog.check(advised(parameters, problem))).toBeNull();
    expect(quantileOf('metalog', parameters)(0.4)).toBeNaN();
  });

  test('what is advised works, whatever was given', () => {
    let advice = 0;
    const step = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 5 }), (steps) => {
        const parameters: Record<string, number> = {};
        let x = 0;
        steps.forEach((width, i) => {
          x += width;
          parameters[`p${10 + 20 * i}`] = x;
        });
        const problem = metalog.check(parameters);
        if (problem === null || problem.includes('fewer percentiles')) return;
        advice += 1;
        expect(metalog.check(advised(parameters, problem))).toBeNull();
      }),
      { seed: 7, numRuns: 200 },
    );
    expect(advice).toBeGreaterThan(20);
  });
});

/** The parameters after doing what the message says. */
function advised(parameters: Parameters, problem: string): Parameters {
  const [, name, value] = /move (p\d+) \w+ to about (-?[\d.e+-]+),/.exec(problem) ?? [];
  return { ...parameters, [name as string]: Number(value) };
}

test('where no single move helps, fewer percentiles are asked for', () => {
  const parameters = { p10: 1, p25: 2, p50: 2.1, p75: 9, p90: 10 };
  expect(metalog.check(parameters)).toContain('give fewer percentiles, or less uneven ones');
});

describe('with percentiles that are expressions', () => {
  const direct: Builder = {
    constant: (value) => value,
    apply: (op, x = 0, y = 0, z = 0) => elementwise[op](x, y, z),
    valueOf: () => null,
  };
  const at = (parameters: Record<string, number>) => metalog.express?.(direct, 0.3, parameters);

  test.each([
    { p10: 5, p50: 4, p90: 9 },
    { p10: 1, p50: 9, p90: 10 },
    { p10: 3, p90: 2 },
    { p10: 1, p50: 2, p90: 3, min: 2 },
    { p10: 1, p50: 2, p90: 3, max: 2.5 },
  ])('%j is NaN', (parameters) => {
    expect(at(parameters)).toBeNaN();
  });

  test('possible ones are not', () => {
    expect(at({ p10: 1, p50: 2, p90: 3 })).toBeCloseTo(1.5, 0);
  });
});
