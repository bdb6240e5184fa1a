import type { Scenario, SweepPlan } from '@scenario-sandbox/contract';
import { designOf } from '@scenario-sandbox/core/sweep/designs.ts';
import { expect, test } from 'vitest';
import { createPool } from './pool.ts';

const scenario: Scenario = {
  schema: 'scenario.v1',
  id: 'small',
  title: 'Small',
  variables: { price: 2, demand: { dist: 'normal', mean: 100, sd: 10 } },
  options: [{ id: 'a', set: { cost: 1 } }],
  model: { profit: 'price * demand - cost' },
  objective: { maximise: 'profit' },
};

test('a report that comes after chunks of jobs does not wait behind them', async () => {
  const pool = createPool({ workers: 1 });
  const plan: SweepPlan = { vary: [{ variable: 'price', range: { min: 1, max: 3, steps: 20 } }] };
  const { variables, count, point } = designOf(plan, 0);
  const points = Array.from({ length: count }, (_, i) => point(i));
  const ended: string[] = [];
  const note = (what: string) => () => ended.push(what);
  const sweep = { scenario, samples: 40_000, variables: [...variables], points, first: 0 };
  const question = { scenario, samples: 100 };
  const chunk = (seed: number) => pool.run({ kind: 'chunk', input: { ...sweep, seed } });
  const report = () =>
    pool.run({ kind: 'report', input: { question, format: 'json', timestamp: '' } });
  try {
    await report();
    const chunks = [0, 1, 2, 3, 4, 5, 6, 7]
      .map(chunk)
      .map((each, i) => each.then(note(`chunk ${i}`)));
    await Promise.all([...chunks, report().then(note('report'))]);
    // One is under way when the report comes; by how much ends are told late is not looked at.
    expect(ended.indexOf('report')).toBeLessThan(4);
    expect(pool.load().waiting).toBe(0);
  } finally {
    await pool.close();
  }
});
