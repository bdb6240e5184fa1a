import { readFileSync } from 'node:fs';
import type { Scenario } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import type { CritiqueItem } from '@scenario-sandbox/core/narrate/index.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.ts';

/** What a suggested change does: the scenario still lints clean, and the remark goes away or weighs less. */

type Item = Record<string, unknown>;

function read(text: string): Scenario {
  const found = readScenario(text);
  if (!('scenario' in found)) throw new Error(JSON.stringify(found));
  return found.scenario;
}

/** Writes a value at a path such as `criteria.cost.scale`; a list is entered by id. */
function write(root: Item, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce((at: Item, key) => {
    const next = Array.isArray(at) ? at.find(({ id }) => id === key) : at[key];
    if (next === undefined) throw new Error(`${path} leads nowhere`);
    return next as Item;
  }, root);
  place[last] = value;
}

function patched(scenario: Scenario, item: CritiqueItem): Scenario {
  const copy = structuredClone(scenario) as unknown as Item;
  for (const { path, value } of item.suggestion?.patch ?? []) write(copy, path, value);
  return read(JSON.stringify(copy));
}

/** How much the remarks with a code weigh on the places that an item names. */
const weightOf = (scenario: Scenario, { code, refs }: CritiqueItem): number =>
  Math.max(
    0,
    ...critiqueOf(analyse({ scenario }))
      .filter((item) => item.code === code && item.refs.some((ref) => refs.includes(ref)))
      .map(({ weight }) => weight),
  );

/** The scenario with what its remarks propose; the codes of those that proposed something. */
function holds(scenario: Scenario, except: readonly string[] = []): string[] {
  const offered = critiqueOf(analyse({ scenario })).filter(
    ({ code, suggestion }) => suggestion?.patch !== undefined && !except.includes(code),
  );
  for (const item of offered) {
    const after = weightOf(patched(scenario, item), item);
    expect(after, `${item.code}: ${JSON.stringify(item.suggestion?.patch)}`).toBeLessThan(
      item.weight,
    );
  }
  return offered.map(({ code }) => code);
}

const scorecard = (more: Item): Item => ({
  ...{ schema: 'scenario.v1', id: 'card', title: 'Card', seed: 1, samples: 1_000 },
  criteria: [
    { id: 'cost', outcome: 'cost', direction: 'minimise', weight: 3, unit: 'EUR' },
    {
      id: 'fit',
      direction: 'maximise',
      weight: 1,
      scale: { worst: 0, best: 10 },
      scores: { a: 5, b: 9 },
    },
  ],
  variables: { price: { p10: 90, p50: 100, p90: 104, unit: 'EUR' } },
  model: { cost: { value: 'price * size', unit: 'EUR' } },
  options: [
    { id: 'a', name: 'A', set: { size: 1 } },
    { id: 'b', name: 'B', set: { size: 2 } },
  ],
  ...more,
});

const flow = (more: Item): Item => ({
  ...{ schema: 'scenario.v1', id: 'flow', title: 'Flow', seed: 1, samples: 1_000 },
  periods: { count: 5, unit: 'year', rate: 0 },
  objective: { maximise: 'value' },
  variables: {
    sales: { p10: 90, p50: 100, p90: 103, unit: 'EUR/year' },
    price: { dist: 'normal', mean: 10, sd: 0.2, unit: 'EUR' },
    size: { dist: 'normal', mean: 10, sd: 3 },
  },
  model: { cash: 'sales * size * price * share', value: 'npv(cash)' },
  correlations: [
    { between: ['sales', 'price'], spearman: 0.6 },
    { between: ['price', 'size'], spearman: 0.6 },
  ],
  options: [
    { id: 'a', name: 'A', set: { share: 0.5 } },
    { id: 'b', name: 'B', set: { share: 0.6 } },
  ],
  ...more,
});

const tie = flow({
  samples: 200,
  options: [
    { id: 'a', name: 'A', set: { share: { dist: 'normal', mean: 0.5, sd: 0.2 } } },
    { id: 'b', name: 'B', set: { share: { dist: 'normal', mean: 0.501, sd: 0.2 } } },
  ],
});

describe('a suggested change', () => {
  test.each(examples)('to %s lints clean and meets its remark', (id) => {
    holds(read(readFileSync(new URL(`../scenarios/${id}.yaml`, import.meta.url), 'utf8')), [
      // A million samples: tried below on a scenario that needs few.
      'THIN_SAMPLING',
    ]);
  });

  test.each([
    [
      'percentiles, a standard deviation, correlations and a rate',
      flow({}),
      ['NARROW_RANGE', 'IMPLAUSIBLE_CORRELATION', 'UNDISCOUNTED'],
    ],
    ['a scale and a unit', scorecard({}), ['NARROW_RANGE', 'WEIGHTS_IGNORE_RANGES']],
    [
      'the unit of a criterion',
      scorecard({ model: { cost: { value: 'price * size', unit: 'kEUR' } } }),
      ['UNIT_MISMATCH'],
    ],
    ['the number of samples', tie, ['THIN_SAMPLING']],
  ])('of %s does the same', (_, draft, codes) => {
    const offered = holds(read(JSON.stringify(draft)));
    for (const code of codes) expect(offered).toContain(code);
  });
});
