import type { Scenario } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { SOBOL_DIMENSIONS } from '../random/sobol.ts';
import { createOracle } from '../simulate/oracle.ts';
import { compileScenario } from './compile.ts';
import { graphOf, problemsOf, samplesOf, scenarioWith, seriesOf } from './testing.ts';

/** Each is worked out twice: from numbers, when compiling, and from drawn variables, when running. */
describe('what expressions come to', () => {
  test.each([
    ['a + b * c', 2 + 3 * 5],
    ['(a + b) * c', 25],
    ['a - b - c', -6],
    ['-a ^ 2', -4],
    ['2 ^ 3 ^ a', 512],
    ['a ^ -1', 0.5],
    ['c % b', 2],
    ['-c % b', -2],
    ['a < b', 1],
    ['a >= b', 0],
    ['a == 2 and b != 3', 0],
    ['a == 2 or b != 3', 1],
    ['not a', 0],
    ['if(a > b, a, if(c > b, c, b))', 5],
    ['min(c, b, a) + max(a, c, b) * 10', 52],
    ['clamp(c, a, b)', 3],
    ['clamp(-c, a, b)', 2],
    ['abs(a - c)', 3],
    ['sqrt(a * 2)', 2],
    ['log(exp(a))', 2],
    ['log10(a * c * 10)', 2],
    ['pow(a, b)', 8],
    ['floor(c / a) * 10 + ceil(c / a)', 23],
    ['round(0.5) + round(1.5) + round(c / a)', 4],
    ['round(-c / a)', -2],
    ['sin(a - 2) + cos(b - 3)', 1],
    ['80e3 + 1_000', 81000],
    ['0 / 0 == 0 / 0', 0],
    ['if(0 / 0, a, b)', 2],
  ])('%s', (x, expected) => {
    const [a, b, c] = [2, 3, 5];
    expect(samplesOf({ variables: { a, b, c }, model: { x } }, 'x')[0]).toBeCloseTo(expected, 12);
    const drawn = (value: number) => ({ dist: 'discrete', values: [value], probabilities: [1] });
    const variables = { a: drawn(a), b: drawn(b), c: drawn(c) };
    expect(samplesOf({ variables, model: { x } }, 'x')[0]).toBeCloseTo(expected, 12);
  });

  test('a model of numbers alone is worked out when compiling', () => {
    const { nodes } = graphOf({ variables: { a: 2 }, model: { x: 'a ^ 3 + sqrt(a)', y: 'x * 2' } });
    expect(nodes.every((node) => node.op === 'const')).toBe(true);
  });

  test('equal expressions are one node, in every option', () => {
    const variables = { a: { dist: 'uniform', min: 0, max: 1 } };
    const once = graphOf({ variables, model: { x: 'exp(a) + 1' } });
    const often = graphOf({
      variables,
      model: { x: 'exp(a) + 1', y: 'exp(a) + 1', z: '(1 * exp(a)) + 1' },
    });
    expect(often.nodes).toEqual(once.nodes);
  });
});

const PERIODS = { count: 4, unit: 'month', rate: 0.1 };

describe('periods', () => {
  test.each([
    ['t', [0, 1, 2, 3]],
    ['t * 2 + 1', [1, 3, 5, 7]],
    ['stock', [100, 110, 121, 133.1]],
    ['cumulative(t)', [0, 1, 3, 6]],
    ['cumulative(5)', [5, 10, 15, 20]],
    ['t / sum(t)', [0, 1 / 6, 2 / 6, 3 / 6]],
    ['t - mean(t)', [-1.5, -0.5, 0.5, 1.5]],
    ['if(t >= 2, stock, 0)', [0, 0, 121, 133.1]],
    ['cumulative(cumulative(t))', [0, 1, 4, 10]],
    ['left', [1, 2, 4, 8]],
  ])('the series %s', (x, expected) => {
    const model = {
      stock: { start: 'first', next: 'stock * 1.1' },
      // Two stocks that read each other: both step at the end of a period.
      left: { start: 1, next: 'left + right' },
      right: { start: 1, next: 'left + right' },
      x,
    };
    const found = seriesOf({ periods: PERIODS, variables: { first: 100 }, model }, 'x');
    for (const [period, value] of expected.entries()) expect(found[period]).toBeCloseTo(value, 10);
  });

  test.each([
    ['sum(t)', 6],
    ['mean(t + 1)', 2.5],
    ['last(t)', 3],
    ['sum(3)', 12],
    ['mean(3)', 3],
    ['last(3)', 3],
    ['npv(10)', 10 + 10 / 1.1 + 10 / 1.21 + 10 / 1.331],
    ['npv(t)', 1 / 1.1 + 2 / 1.21 + 3 / 1.331],
    ['npv(t, 0)', 6],
    ['npv(t, sum(t) - 6)', 6],
    ['irr(if(t == 0, -100, if(t == 1, 110, 0)))', 0.1],
    ['when(t > 1.5)', 2],
    ['when(t > 9)', 4],
    ['when(1)', 0],
    ['last(cumulative(t)) - sum(t)', 0],
  ])('the value %s', (x, expected) => {
    expect(samplesOf({ periods: PERIODS, model: { x } }, 'x')[0]).toBeCloseTo(expected, 9);
  });

  test('the discount rate may be uncertain, and hang on variables', () => {
    const parts = {
      periods: { count: 2, rate: 'base + 0.05' },
      variables: { base: { dist: 'uniform', min: 0, max: 0.1 } },
      model: { seen: 'base', x: 'npv(if(t == 1, 100, 0))' },
    };
    const base = samplesOf(parts, 'seen')[3] as number;
    expect(samplesOf(parts, 'x')[3]).toBeCloseTo(100 / (1.05 + base), 10);
  });

  test('a stock is one state for the options that do not touch it, and another where they do', () => {
    const options = [
      { id: 'a' },
      { id: 'b', set: { unrelated: 2 } },
      { id: 'c', set: { growth: 2 } },
    ];
    const variables = { growth: 1.1, unrelated: 1 };
    const model = { stock: { start: 1, next: 'stock * growth' }, end: 'last(stock) * unrelated' };
    expect(graphOf({ periods: PERIODS, options, variables, model }).states).toHaveLength(2);
  });

  test('a line that is a series in one option is one in all of them', () => {
    const options = [
      { id: 'a', set: { price: 't + 1' } },
      { id: 'b', set: { price: 7 } },
    ];
    const parts = { periods: PERIODS, options, model: { x: 'price * 2' } };
    expect(graphOf(parts)).toMatchObject({ seriesNames: ['x'], outcomeNames: [] });
    expect(seriesOf(parts, 'x', 0)).toEqual([2, 4, 6, 8]);
    expect(seriesOf(parts, 'x', 1)).toEqual([14, 14, 14, 14]);
  });

  test('per: period draws anew in every period', () => {
    const variables = {
      once: { dist: 'uniform', min: 0, max: 1 },
      each: { dist: 'uniform', min: 0, max: 1, per: 'period' as const },
    };
    const parts = { periods: PERIODS, variables, model: { x: 'each', y: 'once + 0 * t' } };
    expect(new Set(seriesOf(parts, 'x')).size).toBe(4);
    expect(new Set(seriesOf(parts, 'y')).size).toBe(1);
    expect(graphOf(parts).inputs).toMatchObject([
      { name: 'each', perPeriod: true },
      { name: 'once', perPeriod: false },
    ]);
    expect(graphOf(parts).uniforms).toMatchObject([
      { dimension: 1, stride: 1 },
      { dimension: 0, stride: 0 },
    ]);
  });
});

describe('variables and options', () => {
  const uniform = { dist: 'uniform', min: 0, max: 1 };

  test('a name has the same draws in every option', () => {
    const options = [
      { id: 'a', set: { price: uniform } },
      { id: 'b', set: { price: { dist: 'uniform', min: 10, max: 20 } } },
    ];
    const parts = { options, model: { x: 'price' } };
    const a = samplesOf(parts, 'x', { option: 0 });
    const b = samplesOf(parts, 'x', { option: 1 });
    for (const [i, value] of a.entries()) expect(b[i]).toBeCloseTo(10 + 10 * value, 12);
    expect(graphOf(parts)).toMatchObject({
      uniforms: [{ name: 'price', dimension: 0 }],
      inputs: [
        { name: 'price', options: ['a'], shared: false },
        { name: 'price', options: ['b'], shared: false },
      ],
    });
  });

  test('an option overrides, also what others are computed of', () => {
    const options = [{ id: 'a' }, { id: 'b', set: { tax: 0.5 } }];
    const variables = { tax: 0.2, net: '100 * (1 - tax)' };
    const parts = { options, variables, model: { x: 'net' } };
    expect(samplesOf(parts, 'x', { option: 0 })[0]).toBe(80);
    expect(samplesOf(parts, 'x', { option: 1 })[0]).toBe(50);
  });

  test('parameters may be expressions over other variables', () => {
    const variables = {
      centre: uniform,
      x: { dist: 'normal', mean: '100 * centre', sd: 'spread * 2' },
      spread: 1e-9,
    };
    const parts = { variables, model: { centre_seen: 'centre', x_seen: 'x' } };
    const centre = samplesOf(parts, 'centre_seen');
    const x = samplesOf(parts, 'x_seen');
    for (const [i, value] of centre.entries()) expect(x[i]).toBeCloseTo(100 * value, 6);
    const input = graphOf(parts).inputs.find(({ name }) => name === 'x');
    expect(input?.distribution).toBeNull();
  });

  test('constant expressions are constant parameters', () => {
    const variables = { two: 2, x: { dist: 'normal', mean: '3 * two', sd: 1 } };
    const [input] = graphOf({ variables, model: { y: 'x' } }).inputs;
    expect(input?.distribution).toEqual({ kind: 'normal', parameters: { mean: 6, sd: 1 } });
  });

  test('elicited percentiles and truncation', () => {
    const variables = {
      growth: { p10: 1, p50: 2, p90: 5 },
      capex: { p5: 80e3, p95: 260e3 },
      cut: { dist: 'normal', mean: 0, sd: 1, truncate: [-1, 1] as [number, number] },
    };
    const parts = { variables, model: { g: 'growth', c: 'capex', x: 'cut' } };
    const g = [...samplesOf(parts, 'g', { samples: 1000 })].sort((a, b) => a - b);
    expect(g[100]).toBeCloseTo(1, 1);
    expect(g[500]).toBeCloseTo(2, 1);
    expect(g[900]).toBeCloseTo(5, 1);
    const x = samplesOf(parts, 'x', { samples: 1000 });
    expect(Math.max(...x)).toBeLessThanOrEqual(1);
    expect(Math.min(...x)).toBeGreaterThanOrEqual(-1);
  });

  test('sources beyond the Sobol dimensions draw without one', () => {
    const names = Array.from(
      { length: SOBOL_DIMENSIONS + 2 },
      (_, i) => `v${String(i).padStart(5, '0')}`,
    );
    const variables = Object.fromEntries(names.map((name) => [name, uniform]));
    const model = Object.fromEntries(names.map((name, i) => [`x${i}`, `${name} * 2`]));
    const dimensions = graphOf({ variables, model }).uniforms.map((source) => source.dimension);
    expect(dimensions.slice(0, SOBOL_DIMENSIONS)).toEqual(
      Array.from({ length: SOBOL_DIMENSIONS }, (_, i) => i),
    );
    expect(dimensions.slice(SOBOL_DIMENSIONS)).toEqual([null, null]);
  });

  test('what is drawn per period takes dimensions after the rest, period by period', () => {
    const each = { ...uniform, per: 'period' as const };
    const variables = { a: each, b: uniform, c: each };
    const parts = { periods: { count: 600, unit: 'day' }, variables, model: { x: 'a + b + c' } };
    expect(graphOf(parts).uniforms).toMatchObject([
      { name: 'a', dimension: 1, stride: 2 },
      { name: 'b', dimension: 0, stride: 0 },
      { name: 'c', dimension: 2, stride: 2 },
    ]);
  });

  test('unused variables are named, and take no draws', () => {
    const variables = { spare: uniform, used: uniform, chain: 'spare + 1' };
    const compiled = compileScenario(scenarioWith({ variables, model: { x: 'used' } }));
    expect(compiled).toMatchObject({
      unused: ['chain', 'spare'],
      graph: { uniforms: [{ name: 'used' }] },
    });
  });
});

describe('scores and constraints', () => {
  const criteria: Scenario['criteria'] = [
    { id: 'value', outcome: 'profit', direction: 'maximise' },
    { id: 'ease', direction: 'maximise', scores: { a: 7, b: { dist: 'uniform', min: 1, max: 3 } } },
  ];

  test('direct scores are outcomes of their own', () => {
    const graph = graphOf({ model: { profit: 3 }, criteria });
    expect(graph.outcomeNames).toEqual(['profit', 'score:ease']);
    expect(graph.inputs).toMatchObject([{ name: 'score:ease:b', options: ['b'], shared: false }]);
    expect(samplesOf({ model: { profit: 3 }, criteria }, 'score:ease', { option: 0 })[0]).toBe(7);
    const [score] = samplesOf({ model: { profit: 3 }, criteria }, 'score:ease', { option: 1 });
    expect(score).toBeGreaterThan(1);
    expect(score).toBeLessThan(3);
  });

  test.each([
    ['profit > 2', 1],
    ['profit > 3', 0],
    ['cash >= 0', 1],
    ['cash > 0', 0],
    ['cash < 3 or profit > 1', 1],
    ['not profit < 3', 1],
    ['0 / 0 > 1', 0],
  ])('%s holds: %i', (expr, expected) => {
    const graph = graphOf({
      periods: PERIODS,
      model: { profit: 3, cash: 't' },
      constraints: [{ id: 'rule', expr, probability: 0.9 }],
    });
    expect(graph.constraintNames).toEqual(['rule']);
    const run = createOracle(graph, { seed: 0, samples: 1, sampler: 'sobol' }).run();
    expect(run.constraints[0]?.[0]?.[0]).toBe(expected);
  });
});

describe('a scenario of prose alone', () => {
  test('compiles to nothing', () => {
    expect(graphOf({})).toEqual({
      nodes: [],
      uniforms: [],
      quantiles: [],
      inputs: [],
      states: [],
      outcomeNames: [],
      seriesNames: [],
      constraintNames: [],
      periods: 1,
      options: [
        { id: 'a', outcomes: [], series: [], constraints: [] },
        { id: 'b', outcomes: [], series: [], constraints: [] },
      ],
    });
    expect(problemsOf({})).toEqual([]);
  });
});
