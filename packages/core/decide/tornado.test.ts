import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { type TestModel, testProblem } from './testing/model.ts';
import { tornadoBars } from './tornado.ts';

const normal = (mean: number, sd: number) => (u: number) => mean + sd * normalQuantile(u);
/** Φ⁻¹(0.9). */
const Z90 = 1.2815515655446004;

const model: TestModel = {
  optionIds: ['a', 'b'],
  inputs: { x: normal(10, 2), y: normal(0, 1), bOnly: normal(1, 1), idle: normal(0, 1) },
  only: { bOnly: ['b'] },
  outcomes: {
    value: (x, d) => 3 * (x.x ?? 0) + (x.y ?? 0) * (x.y ?? 0) + (d === 1 ? (x.bOnly ?? 0) : 0),
  },
};

describe('tornado', () => {
  const bars = tornadoBars(testProblem(model));
  const bar = (variable: string, option: string) =>
    bars.find((b) => b.variable === variable && b.option === option);

  test('swings from the 10th to the 90th percentile, all else at its median', () => {
    const x = bar('x', 'a');
    expect(x?.inputLow).toBeCloseTo(10 - 2 * Z90, 9);
    expect(x?.inputHigh).toBeCloseTo(10 + 2 * Z90, 9);
    expect(x?.low).toBeCloseTo(30 - 6 * Z90, 9);
    expect(x?.high).toBeCloseTo(30 + 6 * Z90, 9);
    expect(x).toMatchObject({ base: 30, monotone: true, outcome: 'value' });
  });

  test('an outcome that turns round in between is not monotone', () => {
    expect(bar('y', 'a')).toMatchObject({ monotone: false });
    expect(bar('y', 'a')?.low).toBeCloseTo(bar('y', 'a')?.high as number, 9);
  });

  test('bars without a swing, and of variables the option does not define, are left out', () => {
    expect(bar('idle', 'a')).toBeUndefined();
    expect(bar('bOnly', 'a')).toBeUndefined();
    expect(bar('bOnly', 'b')).toBeDefined();
  });

  test('the widest first', () => {
    const widths = bars.map((b) => Math.abs(b.high - b.low));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });

  test('several criteria: the overall value in points beside each outcome', () => {
    const scored = tornadoBars(
      testProblem({
        ...model,
        scenario: {
          criteria: [
            { id: 'v', outcome: 'value', direction: 'maximise', scale: { worst: 0, best: 100 } },
            { id: 'w', outcome: 'other', direction: 'minimise', scale: { worst: 10, best: 0 } },
          ],
        },
        outcomes: { ...model.outcomes, other: () => 5 },
      }),
    );
    const x = scored.filter((b) => b.variable === 'x' && b.option === 'a');
    expect(x.map((b) => b.outcome).sort()).toEqual(['overall value', 'value']);
    expect(x.find((b) => b.outcome === 'overall value')?.base).toBeCloseTo(0.5 * 30 + 0.5 * 50, 9);
  });

  test('a correlated variable moves alone', () => {
    const pair: TestModel = {
      scenario: { correlations: [{ between: ['x', 'y'], spearman: 0.8 }] },
      optionIds: ['a'],
      inputs: {
        x: normal(0, 1),
        y: (u, all) => 0.8 * normalQuantile(all[0] as number) + 0.6 * normalQuantile(u),
      },
      outcomes: { value: (x) => (x.x ?? 0) + 100 * (x.y ?? 0) },
    };
    const x = tornadoBars(testProblem(pair)).find((b) => b.variable === 'x');
    expect(Math.abs((x?.high ?? 0) - (x?.low ?? 0) - 2 * Z90)).toBeLessThan(0.05);
  });
});
