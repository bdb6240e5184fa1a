import type { Job, Scenario, Sweep } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import {
  checkPlan,
  type Plan,
  requestOf,
  smallerPlans,
  variablesOf,
  variedOf,
} from '../src/sweeps/plan.ts';
import {
  boxInWords,
  durationInWords,
  namesOf,
  progressInWords,
  tableOf,
  targetInWords,
  valuesInWords,
} from '../src/sweeps/words.ts';

const scenario = {
  schema: 'scenario.v1',
  id: 'x',
  title: 'X',
  options: [{ id: 'a' }],
  variables: {
    price: { value: 30, unit: 'EUR' },
    debt: -10,
    nothing: 0,
    users: { p10: 80, p50: 100, p90: 120 },
    total: 'price * users',
  },
} as unknown as Scenario;

test('figures get a fifth either way, distributions 90 % of them, expressions no range', () => {
  const found = variablesOf(scenario);
  expect(found.map(({ name }) => name)).toEqual(['price', 'debt', 'nothing', 'users']);
  expect(found.slice(0, 3).map(({ min, max }) => [min, max])).toEqual([
    [24, 36],
    [-12, -8],
    [0, 1],
  ]);
  const users = found[3];
  expect(users?.min).toBeLessThan(80);
  expect(users?.max).toBeGreaterThan(120);
});

const plan = (over: Partial<Plan> = {}): Plan => ({
  design: 'grid',
  varied: variablesOf(scenario).slice(0, 2).map(variedOf),
  runs: '200',
  ...over,
});
const row = { variable: 'price', min: '1', max: '2', steps: '5' };

describe('a plan', () => {
  test.each([
    ['a grid', plan(), 25],
    ['one variable', plan({ varied: [row] }), 5],
    ['a latin hypercube', plan({ design: 'latin-hypercube' }), 200],
  ])('%s counts its runs', (_, given, runs) => {
    expect(checkPlan(given, 20_000)).toEqual({ runs, problem: null, tooLarge: false });
  });
  test.each([
    ['no variable', plan({ varied: [] }), 'Add a variable'],
    ['ends that are one', plan({ varied: [{ ...row, max: '1' }] }), '“from” must be'],
    ['an empty end', plan({ varied: [{ ...row, min: ' ' }] }), '“from” must be'],
    ['one step', plan({ varied: [{ ...row, steps: '1' }] }), '2 steps or more'],
    ['half a step', plan({ varied: [{ ...row, steps: '2.5' }] }), '2 steps or more'],
    ['a variable twice', plan({ varied: [row, row] }), 'stands there twice'],
    ['one run', plan({ design: 'latin-hypercube', runs: '1' }), '2 or more'],
    [
      'too many runs',
      plan({
        varied: [
          { ...row, steps: '400' },
          { ...row, variable: 'debt', steps: '400' },
        ],
      }),
      'more than the 100,000',
    ],
  ])('%s is mended first', (_, given, words) => {
    expect(checkPlan(given, 20_000).problem).toContain(words);
  });
  test('that is too large has ways to one that is not', () => {
    const large = plan({
      varied: [
        { ...row, steps: '400' },
        { ...row, variable: 'debt', steps: '3' },
        { ...row, variable: 'nothing', steps: '4000' },
      ],
    });
    for (const samples of [1, 20_000, 1_000_000]) {
      expect(checkPlan(large, samples).tooLarge).toBe(true);
      const ways = smallerPlans(large, samples);
      expect(ways).toHaveLength(2);
      for (const [, smaller] of ways) expect(checkPlan(smaller, samples).problem).toBeNull();
    }
    expect(checkPlan(plan({ varied: [{ ...row, steps: '20000' }] }), 1_000_000).problem).toContain(
      'more than the 10,000',
    );
  });
  test('asks the service for what it shows', () => {
    expect(requestOf('x', plan({ varied: [row] }))).toEqual({
      scenarioId: 'x',
      design: 'grid',
      vary: [{ variable: 'price', range: { min: 1, max: 2, steps: 5 } }],
    });
    expect(requestOf('x', plan({ varied: [row], design: 'latin-hypercube' }))).toEqual({
      scenarioId: 'x',
      design: 'latin-hypercube',
      runs: 200,
      vary: [{ variable: 'price', range: { min: 1, max: 2 } }],
    });
  });
});

const names = namesOf({ ...scenario, options: [{ id: 'a', name: 'All at once' }, { id: 'b' }] });

test('a box is a sentence', () => {
  const limits = [
    { variable: 'churn', min: 0.04, max: null },
    { variable: 'price', min: 20, max: 30 },
  ];
  expect(boxInWords({ limits, coverage: 0.93, density: 0.72, mass: 0.09 }, names)).toBe(
    'Where churn is above 0.04 and Price is between 20 and €30: 72 % of the runs there are of interest, and 93 % of the runs of interest lie there (9 % of all runs).',
  );
});

test('a run that could not be made says why in its row', () => {
  const run = { index: 0, values: { price: 1 }, recommendation: null, value: null };
  const sweep = { variables: ['price'], objective: null, runs: [{ ...run, error: 'No.' }] };
  expect(tableOf(sweep as unknown as Sweep, names)).toEqual({
    columns: ['Run', 'Price, EUR', 'Recommended', 'Value'],
    rows: [['1', 1, 'No.', null]],
  });
});

test('options and variables have their names', () => {
  expect(['a', 'b', 'gone'].map(names.option)).toEqual(['All at once', 'b', 'gone']);
  expect(targetInWords('another option than a is recommended', names)).toBe(
    'another option than All at once is recommended',
  );
  expect(targetInWords('mean npv above 3', names)).toBe('mean npv above 3');
  expect(valuesInWords({ price: 24, gone: 2 }, names)).toBe('Price is €24 and gone is 2');
});

test('times and progress are as exact as they can be', () => {
  const times = [300, 42_400, 200_000, 5_000_000, 7_200_000, 90_000_000].map(durationInWords);
  expect(times).toEqual([
    'under a second',
    'about 42 s',
    'about 3 min',
    'about 83 min',
    'about 2.0 h',
    'about 25 h',
  ]);
  const progress = { total: 2000, done: 500, failed: 4, etaMs: 60_000 };
  const job = { status: 'running', progress } as Job;
  expect(progressInWords(job)).toBe('500 of 2,000 runs, 4 failed, about 60 s left');
  expect(progressInWords({ ...job, status: 'cancelled' })).toBe('500 of 2,000 runs, 4 failed');
});
