import { describe, expect, test } from 'vitest';
import { exp, normalCdf, normalQuantile } from '../math/elementary.ts';
import { informationOf } from './information.ts';
import { binomialQuantile } from './study.ts';
import { type TestModel, testProblem } from './testing/model.ts';

const density = (z: number): number => 0.3989422804014327 * exp((-z * z) / 2);

/** E[max(0, N(mean, sd²))] − max(0, mean): the unit normal loss of a two-way choice. */
function normalGain(mean: number, sd: number): number {
  const z = mean / sd;
  return mean * normalCdf(z) + sd * density(z) - Math.max(0, mean);
}

const normal = (mean: number, sd: number) => (u: number) => mean + sd * normalQuantile(u);

/** Lead of `go` over `stay`: N(−1, 4² + 3² + 2²). */
const twoWay: TestModel = {
  optionIds: ['stay', 'go'],
  inputs: { a: normal(0, 4), b: normal(0, 3), c: normal(0, 2), idle: normal(0, 1) },
  outcomes: {
    value: (x, d) => (d === 0 ? 0 : -1 + (x.a ?? 0) + (x.b ?? 0) + (x.c ?? 0)),
  },
};

describe('normal leads, in closed form', () => {
  const found = informationOf(testProblem(twoWay));
  const evppi = new Map(found.evppi.map((e) => [e.variable, e.value]));

  test('EVPI', () => {
    const truth = normalGain(-1, Math.sqrt(29));
    expect(Math.abs(found.evpi.value - truth)).toBeLessThan(0.02);
    expect(found.evpi.low).toBeLessThan(truth);
    expect(found.evpi.high).toBeGreaterThan(truth);
  });

  test.each([
    ['a', 4],
    ['b', 3],
    ['c', 2],
  ] as const)('EVPPI of %s', (name, sd) => {
    expect(Math.abs((evppi.get(name) ?? 0) - normalGain(-1, sd))).toBeLessThan(0.02);
  });

  test('a variable that changes nothing is worth nothing', () => {
    expect(evppi.get('idle')).toBeLessThan(0.001);
  });

  test.each(['random', 'sobol'] as const)('no bias over seeds with %s draws', (sampler) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const mean = seeds
      .map((seed) => informationOf(testProblem(twoWay, { seed, sampler, samples: 4_096 })))
      .map(({ evppi: all }) => all.find((e) => e.variable === 'b')?.value ?? 0)
      .reduce((a, b) => a + b / seeds.length, 0);
    expect(Math.abs(mean - normalGain(-1, 3))).toBeLessThan(0.05);
  });
});

test('a near tie between options that a variable cannot tell apart is worth nothing', () => {
  const model: TestModel = {
    optionIds: ['stay', 'go'],
    inputs: { x: normal(0, 1), noise: normal(0, 1) },
    outcomes: { value: (x, d) => (d === 0 ? 0 : (x.noise ?? 0)) },
  };
  const found = informationOf(testProblem(model, { sampler: 'random', samples: 10_000 }));
  expect(found.evppi.find((e) => e.variable === 'x')?.value).toBeLessThan(0.012);
});

test('a variable of many values that tells nothing is worth next to nothing', () => {
  const model: TestModel = {
    optionIds: ['stay', 'go'],
    inputs: { x: (u) => Math.floor(20 * u), noise: normal(0, 1) },
    outcomes: { value: (x, d) => (d === 0 ? 0 : (x.noise ?? 0)) },
  };
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const worth = seeds.map((seed) => {
    const found = informationOf(testProblem(model, { seed, sampler: 'random', samples: 1_000 }));
    return found.evppi.find((e) => e.variable === 'x')?.value ?? 0;
  });
  // Choosing by the mean of each value alone would seem to be worth 0.4/√50 = 0.056.
  expect(worth.reduce((a, b) => a + b, 0) / 20).toBeLessThan(0.025);
});

test('a group whose members tell nothing alone may tell together', () => {
  const model: TestModel = {
    scenario: { correlations: [{ between: ['a', 'b'], spearman: 0.58 }] },
    optionIds: ['stay', 'go'],
    inputs: {
      a: (u) => normalQuantile(u),
      b: (u, all) => 0.6 * normalQuantile(all[0] as number) + 0.8 * normalQuantile(u),
    },
    outcomes: { value: (x, d) => (d === 0 ? 0 : (x.a ?? 0) * (x.b ?? 0)) },
  };
  const found = informationOf(testProblem(model));
  // E[ab | a] = 0.6 a² is never below 0; E|ab| = (2/π)(ρ·asin ρ + √(1 − ρ²)) for correlation ρ.
  const truth = ((2 / Math.PI) * (0.6 * Math.asin(0.6) + 0.8) + 0.6) / 2 - 0.6;
  expect(found.evppi.every((e) => e.value < 0.001)).toBe(true);
  expect(Math.abs((found.groups[0]?.value ?? 0) - truth)).toBeLessThan(0.005);
});

test('a group is worth what its best member is at least', () => {
  // The lead jumps where a passes 1.5, which no polynomial of a and b follows.
  const model: TestModel = {
    scenario: { correlations: [{ between: ['a', 'b'], spearman: 0.5 }] },
    optionIds: ['stay', 'go'],
    inputs: { a: normal(0, 1), b: (u, all) => normalQuantile(all[0] as number) / 2 + u },
    outcomes: { value: (x, d) => (d === 1 && (x.a ?? 0) > 1.5 ? 1 : -0.2 * d) },
  };
  const found = informationOf(testProblem(model));
  const a = found.evppi.find((e) => e.variable === 'a')?.value ?? 0;
  expect(a).toBeGreaterThan(0.9 * found.evpi.value);
  expect(found.groups[0]?.value).toBeGreaterThanOrEqual(a);
});

test('with correlated variables a group is worth what its members tell together', () => {
  const model: TestModel = {
    scenario: { correlations: [{ between: ['a', 'b'], spearman: 0.5 }] },
    optionIds: ['stay', 'go'],
    inputs: {
      a: (u) => normalQuantile(u),
      b: (u, all) => 0.6 * normalQuantile(all[0] as number) + 0.8 * normalQuantile(u),
      c: normal(0, 1),
    },
    outcomes: { value: (x, d) => (d === 0 ? 0 : (x.a ?? 0) + (x.b ?? 0) + (x.c ?? 0)) },
  };
  const found = informationOf(testProblem(model));
  const a = found.evppi.find((e) => e.variable === 'a')?.value ?? 0;
  expect(found.groups).toHaveLength(1);
  expect(found.groups[0]?.variables).toEqual(['a', 'b']);
  // a + b = 1.6 z₁ + 0.8 z₂; knowing a alone tells 1.6 z₁.
  expect(Math.abs((found.groups[0]?.value ?? 0) - normalGain(0, Math.sqrt(3.2)))).toBeLessThan(
    0.02,
  );
  expect(Math.abs(a - normalGain(0, 1.6))).toBeLessThan(0.02);
});

test('the party problem: perfect information on the weather is worth 22', () => {
  // Howard's party: outdoors 100 or 0, porch 90 or 20, indoors 40 or 50, with sun of chance 0.4.
  const sunny = [100, 90, 40];
  const rainy = [0, 20, 50];
  const model: TestModel = {
    optionIds: ['outdoors', 'porch', 'indoors'],
    inputs: { sun: (u) => (u < 0.4 ? 1 : 0) },
    outcomes: { worth: (x, d) => (x.sun === 1 ? sunny[d] : rainy[d]) as number },
  };
  const problem = testProblem(model);
  const found = informationOf(problem);
  expect(problem.candidates[0]).toBe(1);
  expect(problem.worth[1]?.value).toBeCloseTo(48, 1);
  expect(found.evpi.value).toBeCloseTo(22, 1);
  expect(found.evppi[0]?.value).toBeCloseTo(22, 1);
});

describe('studies', () => {
  const model = (n: number): TestModel => ({
    ...twoWay,
    scenario: { study: { variable: 'a', n, cost: 0.25 } },
  });

  test.each([1, 4, 100, 1_000_000])('%i observations of a normal variable', (n) => {
    // The posterior mean of a is N(0, 16·n/(n + 1)): today's belief weighs as one observation.
    const truth = normalGain(-1, Math.sqrt((16 * n) / (n + 1)));
    const [study] = informationOf(testProblem(model(n))).studies;
    expect(Math.abs((study?.evsi ?? 0) - truth)).toBeLessThan(0.03);
    expect(study?.error).toBeGreaterThan(0);
    expect(Math.abs((study?.evsi ?? 0) - truth)).toBeLessThan(3 * (study?.error ?? 0));
    expect(study?.evsi).toBeLessThanOrEqual(
      informationOf(testProblem(model(n))).evppi.find((e) => e.variable === 'a')?.value as number,
    );
    expect(study?.net).toBeCloseTo((study?.evsi ?? 0) - 0.25, 12);
  });

  test.each([1, 10, 300])('%i answers about a proportion that may be anything', (n) => {
    // Of U(0, 1) and k of n yes, the mean is (k + 1)/(n + 2), and k is any of 0 … n alike.
    const share: TestModel = {
      scenario: { study: { variable: 'share', n } },
      shares: ['share'],
      optionIds: ['stay', 'go'],
      inputs: { share: (u) => u, noise: normal(0, 0.1) },
      outcomes: { value: (x, d) => (d === 0 ? 0 : (x.share ?? 0) - 0.6 + (x.noise ?? 0)) },
    };
    const ks = Array.from({ length: n + 1 }, (_, k) => Math.max(0, (k + 1) / (n + 2) - 0.6));
    const truth = ks.reduce((a, b) => a + b, 0) / (n + 1);
    const [study] = informationOf(testProblem(share)).studies;
    expect(Math.abs((study?.evsi ?? 0) - truth)).toBeLessThan(0.003);
  });

  test.each([
    [10, 0.3, 0.5, 3],
    [10, 0.3, 0.01, 0],
    [10, 0.7, 0.99, 10],
    [10, 0, 0.5, 0],
    [10, 1, 0.5, 10],
    [1000, 0.5, 0.5, 500],
    [1000, 0.04, 0.975, 53],
    [10_000, 0.3, 0.6, 3012],
  ])('binomial quantile of %i trials at %d: F⁻¹(%d) = %i', (n, p, u, k) => {
    expect(binomialQuantile(n, p, u)).toBe(k);
  });
});

test('under risk aversion information is priced by the certainty equivalent', () => {
  const model: TestModel = { ...twoWay, scenario: { risk: { attitude: 'averse', tolerance: 10 } } };
  const problem = testProblem(model);
  const found = informationOf(problem);
  // Certainty equivalent of going: mean − variance/(2ρ) < 0, so staying (0) is best now. With
  // information going is chosen when a + b + c > 1: −ρ·log(Φ(z) + E[exp(−v/ρ); v > 0]).
  const sd = Math.sqrt(29);
  const tail = exp(0.1 + 29 / 200) * (1 - normalCdf((1 + 2.9) / sd));
  const truth = -10 * Math.log(normalCdf(1 / sd) + tail);
  expect(problem.candidates[0]).toBe(0);
  expect(Math.abs(found.evpi.value - truth)).toBeLessThan(0.02);
});
