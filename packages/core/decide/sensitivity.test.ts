import { describe, expect, test } from 'vitest';
import { normalQuantile, sin } from '../math/elementary.ts';
import { sensitivityFindings } from './sensitivity.ts';
import { type TestModel, testProblem } from './testing/model.ts';

const angle = (u: number): number => Math.PI * (2 * u - 1);

/** Ishigami's function, a = 7, b = 0.1, whose third variable acts through the first alone. */
const ishigami: TestModel = {
  optionIds: ['only'],
  inputs: { x1: angle, x2: angle, x3: angle, idle: (u) => u },
  outcomes: {
    y: ({ x1 = 0, x2 = 0, x3 = 0 }) => {
      const s = sin(x2);
      return sin(x1) + 7 * s * s + 0.1 * x3 * x3 * x3 * x3 * sin(x1);
    },
  },
};

/** Sobol's G function with aₖ = 0, 1, 4.5, 9, 99: Vₖ = 1/(3(1 + aₖ)²). */
const coefficients = [0, 1, 4.5, 9, 99];
const sobolG: TestModel = {
  optionIds: ['only'],
  inputs: Object.fromEntries(coefficients.map((_, k) => [`x${k}`, (u: number) => u])),
  outcomes: {
    y: (x) =>
      coefficients.reduce(
        (p, a, k) => (p * (Math.abs(4 * (x[`x${k}`] ?? 0) - 2) + a)) / (1 + a),
        1,
      ),
  },
};

function truthOfG(k: number): { first: number; total: number } {
  const own = coefficients.map((a) => 1 / (3 * (1 + a) * (1 + a)));
  const all = own.reduce((p, v) => p * (1 + v), 1);
  const v = own[k] as number;
  return { first: v / (all - 1), total: (v * all) / (1 + v) / (all - 1) };
}

describe('published and closed-form indices', () => {
  // Ishigami: Saltelli et al., Global Sensitivity Analysis: The Primer (2008); OpenTURNS and SALib.
  const cases: [TestModel, string, number, number][] = [
    [ishigami, 'x1', 0.313905, 0.557589],
    [ishigami, 'x2', 0.442411, 0.442411],
    [ishigami, 'x3', 0, 0.243684],
    ...coefficients.map((_, k): [TestModel, string, number, number] => {
      const { first, total } = truthOfG(k);
      return [sobolG, `x${k}`, first, total];
    }),
  ];

  test.each(cases)('%#: %s', (model, variable, first, total) => {
    const found = sensitivityFindings(testProblem(model)).find((f) => f.variable === variable);
    expect(Math.abs((found?.first.value ?? 1) - first)).toBeLessThan(0.01);
    expect(Math.abs((found?.total.value ?? 1) - total)).toBeLessThan(0.03);
    expect(found?.total.low).toBeLessThan(total);
    expect(found?.total.high).toBeGreaterThan(total);
  });

  test('a variable that changes nothing is left out, and nothing is below 0', () => {
    const found = sensitivityFindings(testProblem(ishigami, { samples: 300, sampler: 'random' }));
    expect(found.map((f) => f.variable).sort()).toEqual(['x1', 'x2', 'x3']);
    for (const { first, total } of found)
      expect(Math.min(first.low, total.low)).toBeGreaterThanOrEqual(0);
  });
});

test('correlated variables: first order counts the partner, total what the partner leaves', () => {
  // y = a + b with correlation ρ: S = (1 + ρ)²/(2 + 2ρ) = (1 + ρ)/2, T = (1 − ρ²)/(2 + 2ρ) = (1 − ρ)/2.
  // Source: Kucherenko, Tarantola & Annoni (2012), for the linear model with normal inputs.
  const rho = 0.6;
  const model: TestModel = {
    scenario: { correlations: [{ between: ['a', 'b'], spearman: 0.58 }] },
    optionIds: ['only'],
    inputs: {
      a: (u) => normalQuantile(u),
      b: (u, all) => rho * normalQuantile(all[0] as number) + 0.8 * normalQuantile(u),
    },
    outcomes: { y: (x) => (x.a ?? 0) + (x.b ?? 0) },
  };
  const found = sensitivityFindings(testProblem(model));
  expect(found).toHaveLength(2);
  for (const { first, total } of found) {
    expect(Math.abs(first.value - (1 + rho) / 2)).toBeLessThan(0.01);
    expect(Math.abs(total.value - (1 - rho) / 2)).toBeLessThan(0.02);
  }
});
