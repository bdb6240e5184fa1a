import { describe, expect, test } from 'vitest';
import { analyse } from '../analyse.ts';
import { normalCdf, normalQuantile } from '../math/elementary.ts';
import { readScenario } from '../scenario/index.ts';
import { switchovers } from './switching.ts';
import { type TestModel, testProblem } from './testing/model.ts';

const normal = (mean: number, sd: number) => (u: number) => mean + sd * normalQuantile(u);

describe('where another option overtakes', () => {
  const model: TestModel = {
    optionIds: ['stay', 'go'],
    inputs: { x: normal(2, 1), noise: normal(0, 5), rain: (u) => (u < 0.8 ? 0 : 1) },
    outcomes: {
      value: (x, d) => (d === 0 ? 0 : (x.x ?? 0) - 1 + (x.noise ?? 0) - 6 * ((x.rain ?? 0) - 0.2)),
    },
  };

  test.each(['sobol', 'random'] as const)('a linear lead, %s draws', (sampler) => {
    const found = switchovers(testProblem(model, { sampler })).find((s) => s.variable === 'x');
    expect(found).toMatchObject({ from: 'go', to: 'stay', side: 'below' });
    expect(Math.abs((found?.threshold ?? 0) - 1)).toBeLessThan(sampler === 'sobol' ? 0.02 : 0.15);
    expect(Math.abs((found?.probability ?? 0) - normalCdf(-1))).toBeLessThan(0.03);
    expect(Math.abs((found?.distanceSd ?? 0) + 1)).toBeLessThan(0.15);
  });

  test('a discrete variable switches at its first value beyond', () => {
    const found = switchovers(testProblem(model)).find((s) => s.variable === 'rain');
    expect(found).toMatchObject({ from: 'go', to: 'stay', side: 'above', threshold: 1 });
    expect(found?.probability).toBeCloseTo(0.2, 3);
  });

  test('a lead that is lost in the middle and regained is one stretch with two ends', () => {
    const bowl: TestModel = {
      optionIds: ['stay', 'go'],
      inputs: { x: normal(0, 1), noise: normal(0, 1) },
      outcomes: {
        value: (x, d) => (d === 0 ? 0 : (x.x ?? 0) * (x.x ?? 0) - 0.25 + (x.noise ?? 0)),
      },
    };
    const [found, ...others] = switchovers(testProblem(bowl)).filter((s) => s.variable === 'x');
    expect(others).toEqual([]);
    expect(found?.side).toBe('above');
    expect(Math.abs((found?.threshold ?? 0) + 0.5)).toBeLessThan(0.03);
    expect(Math.abs((found?.until ?? 0) - 0.5)).toBeLessThan(0.03);
    expect(Math.abs((found?.probability ?? 0) - (1 - 2 * normalCdf(-0.5)))).toBeLessThan(0.02);
    expect(Math.abs((found?.probabilityBeyond ?? 0) - normalCdf(-0.5))).toBeLessThan(0.02);
  });

  test('options that are equal on average switch by what tells them apart alone', () => {
    const idle = Object.fromEntries(
      Array.from({ length: 8 }, (_, i): [string, (u: number) => number] => [
        `idle${i}`,
        normal(0, 1),
      ]),
    );
    const tie: TestModel = {
      optionIds: ['stay', 'go'],
      inputs: { x: normal(0, 1), ...idle },
      outcomes: { value: (x, d) => (d === 0 ? 0 : (x.x ?? 0)) },
    };
    for (const sampler of ['sobol', 'random'] as const) {
      const found = switchovers(testProblem(tie, { sampler, samples: 2_000 }));
      expect(found.map((s) => s.variable)).toEqual(['x']);
    }
  });

  test('a variable that tells nothing of the lead switches nothing', () => {
    const tie: TestModel = {
      optionIds: ['stay', 'go'],
      inputs: { x: normal(0, 1), noise: normal(0.5, 1) },
      outcomes: { value: (x, d) => (d === 0 ? 0 : (x.noise ?? 0)) },
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const found = switchovers(testProblem(tie, { seed, sampler: 'random', samples: 2_000 }));
      expect(found.map((s) => s.variable)).not.toContain('x');
    }
  });

  test('of two challengers in a row the first to overtake is named', () => {
    const row: TestModel = {
      optionIds: ['stay', 'next', 'last'],
      inputs: { x: normal(0, 1), noise: normal(0, 1) },
      outcomes: {
        value: ({ x = 0, noise = 0 }, d) => [0, x - 1 + noise, 2 * x - 2.5 + noise][d] as number,
      },
    };
    const found = switchovers(testProblem(row)).filter((s) => s.variable === 'x');
    expect(found.map((s) => [s.from, s.to, s.side])).toEqual([['stay', 'next', 'above']]);
  });

  test('values of a discrete variable that lead by noise alone switch nothing', () => {
    const noisy: TestModel = {
      optionIds: ['stay', 'go'],
      inputs: { x: (u) => Math.floor(20 * u), noise: normal(0.02, 1) },
      outcomes: { value: (x, d) => (d === 0 ? 0 : (x.noise ?? 0)) },
    };
    const crossings = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((seed) =>
      switchovers(testProblem(noisy, { seed, sampler: 'random', samples: 1_000 })),
    );
    expect(crossings.filter((s) => s.variable === 'x').length).toBeLessThan(8);
  });
});

describe('whose value a threshold is about', () => {
  const found = (one: object, two: object) => {
    const read = readScenario(
      JSON.stringify({
        ...{ schema: 'scenario.v1', id: 'own', title: 'Own values', samples: 4_096 },
        variables: { x: 1, noise: { dist: 'normal', mean: 0, sd: 1 } },
        options: [
          { id: 'one', set: one },
          { id: 'two', set: two },
        ],
        model: { worth: 'x + noise' },
        objective: { maximise: 'worth' },
      }),
    );
    if (!('scenario' in read)) throw new Error('the scenario cannot be read');
    return analyse({ scenario: read.scenario, analyses: ['switchovers'] }).switchovers;
  };
  const around = (mean: number, sd: number) => ({ x: { dist: 'normal', mean, sd } });

  test('of an input that one option defines, that option is named', () => {
    const [change] = found(around(1.5, 1), { x: 1 });
    expect(change).toMatchObject({ variable: 'x', options: ['one'], side: 'below' });
    expect(change?.threshold).toBeCloseTo(1, 1);
  });

  test('an input that both define, each in its own way, has no one threshold', () => {
    expect(found(around(1.5, 3), around(1, 1))).toEqual([]);
  });
});
