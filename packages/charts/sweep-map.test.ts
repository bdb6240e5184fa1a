import type { Sweep } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { sweepMap } from './index.ts';

type Runs = readonly (readonly [a: number, b: number, recommended: string | null])[];

function sweepOf(runs: Runs, over: Partial<Sweep> = {}): Sweep {
  const counts = Map.groupBy(runs, ([, , option]) => option);
  return {
    variables: ['a', 'b'],
    options: [...counts.keys()].map((id) => ({ id, name: `Option <${id}>` })),
    objective: { name: 'npv', direction: 'maximise', unit: 'EUR' },
    runs: runs.map(([a, b, recommendation], index) => ({
      ...{ index, recommendation, values: { a, b }, value: a * b },
    })),
    done: runs.length,
    recommendations: [...counts]
      .filter(([option]) => option !== null)
      .map(([option, those]) => ({ option, runs: those.length })),
    discovery: null,
    ...over,
  } as unknown as Sweep;
}

const grid: Runs = [0, 1, 2, 3].flatMap((a) =>
  [0, 1, 2, 3].map((b) => [a, b, a > 1 && b > 1 ? 'y' : 'x'] as const),
);
const box = (limits: readonly { variable: string; min: number | null; max: number | null }[]) => ({
  target: 'another option than x is recommended',
  interesting: 4,
  boxes: [{ limits: [...limits], coverage: 1, density: 0.8, mass: 0.25 }],
});
const place = { width: 600, id: 'm' };
const draw = (sweep: Sweep) => sweepMap(sweep, place);
const marks = (svg: string) => svg.match(/M[\d.]+ [\d.]+[mh]/g)?.length ?? 0;
const paths = (svg: string) => svg.match(/<path /g)?.length ?? 0;

describe('the map of a sweep', () => {
  test('has a mark for each run and each option of the legend, and every name is escaped', () => {
    const chart = draw(sweepOf(grid));
    expect(marks(chart?.svg ?? '')).toBe(grid.length + 2);
    expect(chart?.svg).toContain('Option &lt;y&gt;');
    expect(chart?.table.rows).toHaveLength(grid.length);
    expect(chart?.summary).toBe('Of 16 runs: Option <x> in 75 %, Option <y> in 25 % recommended.');
  });

  test('draws a box between its limits, and to the edge of the plot where it has none', () => {
    const limits = [
      { variable: 'b', min: 1.5, max: null },
      { variable: 'a', min: 1.5, max: 2.5 },
    ];
    const chart = draw(sweepOf(grid, { discovery: box(limits) }));
    expect(chart?.title).toBe('What is recommended by b and a');
    const found = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx/.exec(
      chart?.svg ?? '',
    );
    const [x = 0, y = 0, width = 0, height = 0] = (found ?? []).slice(1).map(Number);
    expect(x + width).toBeCloseTo(580, 1);
    expect(x).toBeGreaterThan(300);
    expect(height).toBeLessThan(150);
    expect(y).toBeGreaterThan(50);
    expect(chart?.summary).toContain('The box holds 100 % of the runs of interest');
  });

  test('of one variable has the value reached on its other axis', () => {
    const chart = draw(sweepOf(grid, { variables: ['a'] }));
    expect(chart?.table.columns).toEqual(['a', 'npv, EUR', 'recommended']);
  });

  test('of many runs draws an even share of them and says so', () => {
    const many = (count: number) =>
      draw(sweepOf(Array.from({ length: count }, (_, i) => [i, i % 7, 'x'] as const)));
    const all = many(10_000);
    expect([marks(all?.svg ?? ''), paths(all?.svg ?? '')]).toEqual([10_001, 41]);
    expect(all?.summary).not.toContain('are drawn');
    const share = many(20_000);
    expect(marks(share?.svg ?? '')).toBe(10_001);
    expect(share?.summary).toContain('10,000 of the runs are drawn');
  });

  test.each([
    ['no run', []],
    ['one run', [[1, 2, 'x']]],
    ['runs without a figure', [[Number.NaN, 1, 'x']]],
  ] as const)('of %s is none', (_, runs) => expect(draw(sweepOf(runs as Runs))).toBeNull());

  test('marks what has no recommendation, and values that are all the same', () => {
    const same = Array.from({ length: 3 }, () => [1, 1, null] as const);
    expect(marks(draw(sweepOf(same))?.svg ?? '')).toBe(3);
  });
});
