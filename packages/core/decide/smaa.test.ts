import { describe, expect, test } from 'vitest';
import { acceptabilityFindings, weightDraws } from './smaa.ts';
import { type TestModel, testProblem } from './testing/model.ts';
import { weightsOf } from './weights.ts';

const criterion = (id: string, weight: object | number, outcome = id) => ({
  id,
  outcome,
  direction: 'maximise' as const,
  weight: weight as number,
  scale: { worst: 0, best: 1 },
});

/** Each option is worth 1 on its own criterion and 0 on the others. */
function corners(weights: readonly (object | number)[]): TestModel {
  const ids = weights.map((_, k) => `c${k}`);
  return {
    scenario: { criteria: weights.map((weight, k) => criterion(`k${k}`, weight, `y${k}`)) },
    optionIds: ids,
    inputs: { idle: (u) => u },
    outcomes: Object.fromEntries(ids.map((_, k) => [`y${k}`, (_x, d) => (d === k ? 1 : 0)])),
  };
}

describe('rank acceptability', () => {
  test('two ranged weights: shares in closed form', () => {
    // Weights U(0, 1) and U(0, 2): the first is greater with probability 1/4.
    const found = acceptabilityFindings(
      testProblem(
        corners([
          { min: 0, max: 1 },
          { min: 0, max: 2 },
        ]),
      ),
    );
    expect(Math.abs((found[0]?.ranks[0] ?? 0) - 0.25)).toBeLessThan(0.012);
    expect(found[0]?.confidenceFactor).toBe(1);
    for (const { ranks } of found) expect(ranks.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  test('ordered weights: the first is always first, and its central weights are the centroid', () => {
    const found = acceptabilityFindings(
      testProblem(corners([{ rank: 1 }, { rank: 2 }, { rank: 3 }])),
    );
    expect(found.map((a) => a.ranks)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const central = found[0]?.centralWeights;
    expect(Math.abs((central?.k0 ?? 0) - 11 / 18)).toBeLessThan(0.005);
    expect(Math.abs((central?.k1 ?? 0) - 5 / 18)).toBeLessThan(0.005);
    expect(found[2]).toMatchObject({ centralWeights: null, confidenceFactor: null });
  });

  test('options that tie share their ranks', () => {
    const model: TestModel = { ...corners([{ min: 1, max: 2 }, 1]), optionIds: ['a', 'b', 'c'] };
    const alike = { ...model, outcomes: { y0: () => 1, y1: () => 1 } };
    for (const { ranks } of acceptabilityFindings(testProblem(alike))) {
      expect(ranks).toEqual([1, 1, 1].map((x) => expect.closeTo(x / 3, 9)));
    }
  });

  test('fixed weights: nothing to say', () => {
    expect(acceptabilityFindings(testProblem(corners([1, 2])))).toEqual([]);
  });
});

describe('weights', () => {
  const of = (...weights: (object | number | undefined)[]) => {
    const criteria = weights.map((w, k) => {
      const { weight: _, ...rest } = criterion(`k${k}`, 0);
      return w === undefined ? rest : { ...rest, weight: w as number };
    });
    return weightsOf({ options: [] } as never, criteria);
  };

  test.each([
    ['numbers are normalised', [60, 20, 20], [0.6, 0.2, 0.2]],
    ['none written: all alike', [undefined, undefined], [0.5, 0.5]],
    ['one missing takes the mean of the others', [2, undefined, 4], [2 / 9, 3 / 9, 4 / 9]],
    ['a range counts by its middle', [{ min: 20, max: 40 }, 10], [0.75, 0.25]],
    ['an order by its centroid', [{ rank: 1 }, { rank: 2 }], [0.75, 0.25]],
    ['ties of an order alike', [{ rank: 1 }, { rank: 1 }], [0.5, 0.5]],
    ['all zero: all alike', [0, 0], [0.5, 0.5]],
  ])('%s', (_, weights, central) => {
    expect(of(...(weights as number[])).central).toEqual(central.map((w) => expect.closeTo(w, 12)));
  });

  test('comparisons make the weights where none is written', () => {
    const criteria = ['a', 'b'].map((id) => ({ id, outcome: id, direction: 'maximise' as const }));
    const compared = weightsOf({ comparisons: [['a', 'b', 3]] } as never, criteria);
    expect(compared.central).toEqual([0.75, 0.25].map((w) => expect.closeTo(w, 12)));
    expect(compared.consistencyRatio).toBe(0);
    expect(of(1, 2).consistencyRatio).toBeNull();
  });

  test('draws stay within the least and greatest normalised weights, and sum to 1', () => {
    const weights = of({ min: 20, max: 50 }, 60, { rank: 1 }, { rank: 2 });
    const draws = weightDraws(weights, 7, 2_000);
    for (let i = 0; i < 2_000; i += 1) {
      const row = draws.map((column) => column[i] as number);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      row.forEach((w, k) => {
        expect(w).toBeGreaterThanOrEqual((weights.min[k] as number) - 1e-12);
        expect(w).toBeLessThanOrEqual((weights.max[k] as number) + 1e-12);
      });
      expect(row[2]).toBeGreaterThanOrEqual(row[3] as number);
    }
  });
});
