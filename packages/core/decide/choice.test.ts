import { describe, expect, test } from 'vitest';
import { compareOptions } from '../simulate/comparison.ts';
import { dominanceFindings } from './dominance.ts';
import { wilson } from './estimates.ts';
import { pairFindings } from './pairs.ts';
import { paretoOptions } from './pareto.ts';
import { type TestModel, testProblem } from './testing/model.ts';
import { weightSwitchovers } from './weight-switching.ts';

/** Options whose outcomes by equally likely state are written out. */
function states(rows: readonly (readonly number[])[]): TestModel {
  const n = rows[0]?.length ?? 1;
  return {
    optionIds: rows.map((_, d) => `o${d}`),
    inputs: { state: (u) => Math.floor(u * n) },
    outcomes: { value: (x, d) => rows[d]?.[x.state ?? 0] as number },
  };
}

const problem = (rows: readonly (readonly number[])[]) =>
  testProblem(states(rows), { samples: 1_024 });

describe('dominance', () => {
  test.each([
    [
      'in every state',
      [
        [1, 2],
        [2, 3],
      ],
      [{ dominated: 'o0', by: 'o1', order: 0 }],
    ],
    [
      'by distribution alone',
      [
        [1, 4],
        [5, 2],
      ],
      [{ dominated: 'o0', by: 'o1', order: 1 }],
    ],
    [
      'by less risk alone',
      [
        [0, 4],
        [3, 1],
      ],
      [{ dominated: 'o0', by: 'o1', order: 2 }],
    ],
    [
      'not at all',
      [
        [0, 9],
        [1, 2],
      ],
      [],
    ],
    [
      'equals do not dominate',
      [
        [1, 2],
        [1, 2],
      ],
      [],
    ],
  ])('%s', (_, rows, expected) => {
    expect(dominanceFindings(problem(rows as number[][]))).toEqual(expected);
  });
});

describe('regret and being best', () => {
  test('a table by hand: ties split, shortfalls by sample', () => {
    const found = compareOptions([Float64Array.of(1, 5, 2), Float64Array.of(3, 5, 0)]);
    expect(found.shareBest).toEqual([1.5 / 3, 1.5 / 3]);
    expect(found.expectedRegret).toEqual([2 / 3, 2 / 3]);
    expect(found.maximumRegret).toEqual([2, 2]);
  });

  test('blocks change nothing', () => {
    const long = Float64Array.from({ length: 5_000 }, (_, i) => (i * 37) % 101);
    const found = compareOptions([long, long.map((x) => 50 - x)]);
    const wins = long.filter((x) => x > 25).length + long.filter((x) => x === 25).length / 2;
    expect(found.shareBest[0]).toBeCloseTo(wins / 5_000, 12);
  });
});

test('Wilson interval: 15 of 50 is 0.191 to 0.438, none of 20 up to 0.161', () => {
  expect(wilson(0.3, 50).low).toBeCloseTo(0.191, 3);
  expect(wilson(0.3, 50).high).toBeCloseTo(0.4375, 3);
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
});

test('pairs: correlation, share of wins with ties by half, mean difference', () => {
  const [pair] = pairFindings(
    problem([
      [0, 2, 4, 6],
      [0, 1, 5, 7],
    ]),
  );
  expect(pair?.probabilityLeftBeats).toBeCloseTo((0.5 + 1) / 4, 2);
  expect(pair?.meanDifference.value).toBeCloseTo(-0.25, 2);
  expect(pair?.correlation).toBeCloseTo(25 / Math.sqrt(20 * 32.75), 2);
});

test('pairs: options that never move have no correlation, whatever their mean is rounded to', () => {
  const [pair] = pairFindings(problem([[52.5123], [0.1 + 0.2]]));
  expect(pair?.correlation).toBeNaN();
});

describe('several criteria', () => {
  const criterion = (id: string, weight: number) => ({
    id,
    outcome: id,
    direction: 'maximise' as const,
    weight,
    scale: { worst: 0, best: 10 },
  });
  const table: Record<string, readonly number[]> = { price: [9, 4, 3], quality: [2, 8, 7] };
  const model: TestModel = {
    scenario: { criteria: [criterion('price', 0.7), criterion('quality', 0.3)] },
    optionIds: ['cheap', 'good', 'worse'],
    inputs: { idle: (u) => u },
    outcomes: {
      price: (_, d) => table.price?.[d] as number,
      quality: (_, d) => table.quality?.[d] as number,
    },
  };

  test('score points and the frontier', () => {
    const found = testProblem(model);
    expect(found.worth.map((w) => w.value)).toEqual([69, 52, 42].map((x) => expect.closeTo(x, 9)));
    expect(paretoOptions(found)).toEqual(['cheap', 'good']);
  });

  test('weights at which the lead changes hands: 5w = 6(1 − w)', () => {
    expect(weightSwitchovers(testProblem(model))).toEqual([
      {
        criterion: 'price',
        from: 'cheap',
        to: 'good',
        weight: expect.closeTo(0.7, 12),
        threshold: expect.closeTo(6 / 11, 12),
      },
      {
        criterion: 'quality',
        from: 'cheap',
        to: 'good',
        weight: expect.closeTo(0.3, 12),
        threshold: expect.closeTo(5 / 11, 12),
      },
    ]);
  });

  test('options that are equal on a criterion never change places by its weight', () => {
    const tied = { ...table, price: [9, 9, 9] };
    const outcomes = {
      price: (_: unknown, d: number) => tied.price[d] as number,
      quality: (_: unknown, d: number) => table.quality?.[d] as number,
    };
    expect(weightSwitchovers(testProblem({ ...model, outcomes }))).toEqual([]);
  });

  test('a piecewise value function is met at its points, between and beyond them', () => {
    const curve = {
      ...criterion('price', 1),
      value: [
        [0, 0],
        [4, 0.8],
        [10, 1],
      ] as [number, number][],
    };
    const found = testProblem({ ...model, scenario: { criteria: [curve] } });
    expect(found.valuation.objective).toMatchObject({ kind: 'score', unit: 'points' });
    const value = found.valuation.criteria[0]?.value ?? (() => Number.NaN);
    expect([-5, 0, 2, 4, 7, 10, 20].map(value)).toEqual(
      [0, 0, 0.4, 0.8, 0.9, 1, 1].map((x) => expect.closeTo(x, 12)),
    );
    expect(value(Number.NaN)).toBeNaN();
  });

  test('without a scale, value runs over the range of the samples; minimised the other way', () => {
    const { scale: _, ...open } = criterion('price', 1);
    const two = [open, { ...open, id: 'again', direction: 'minimise' as const }];
    const { objective } = testProblem({ ...model, scenario: { criteria: two } }).valuation;
    expect(objective.criteria.map((c) => [c.worst, c.best])).toEqual([
      [3, 9],
      [9, 3],
    ]);
    expect(objective.criteria[0]?.values).toEqual([1, 1 / 6, 0].map((x) => expect.closeTo(x, 12)));
  });
});
