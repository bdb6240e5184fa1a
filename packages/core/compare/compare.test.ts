import { readFileSync } from 'node:fs';
import type { Compare, Scenario } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../analyse.ts';
import { readScenario } from '../scenario/index.ts';
import { substitute } from '../sweep/substitute.ts';
import { contributions } from './attribution.ts';
import { compare } from './compare.ts';

const small: Scenario = {
  schema: 'scenario.v1',
  id: 'small',
  title: 'Small',
  variables: { demand: { dist: 'normal', mean: 100, sd: 10 }, price: 2 },
  options: [
    { id: 'a', set: { cost: 50 } },
    { id: 'b', set: { cost: { p10: 100, p90: 130 } } },
  ],
  model: { profit: 'demand * price - cost' },
  objective: { maximise: 'profit' },
};
const set = (name: string, value: number | string) =>
  substitute(small, { name, option: null }, value);
const ask = (scenario: Scenario, seed = 0, samples = 1000) => ({ scenario, seed, samples });

const bounds = ({ value }: Compare['delta']) =>
  (value as NonNullable<typeof value>).difference as Record<'value' | 'low' | 'high', number>;

test('a run against itself differs in nothing', () => {
  const { delta, key_drivers, headline } = compare(ask(small), ask(small));
  expect(delta.inputs).toEqual([]);
  expect(delta.value?.difference).toEqual({ value: 0, low: 0, high: 0 });
  expect(delta.value?.probabilityRightBetter).toBe(0.5);
  expect(delta.sharedDraws).toEqual(['cost', 'demand']);
  expect(key_drivers).toEqual([]);
  expect(headline).toBe('Both recommend a; their profit does not differ beyond chance.');
});

test('a price that rises by one is worth the demand, known far better than either side', () => {
  const { delta, left } = compare(ask(small), ask(set('price', 3)));
  const demand = 100;
  /** Of the interval with independent draws. */
  const width = (2 * 1.96 * 10) / Math.sqrt(1000);
  const { value, low, high } = bounds(delta);
  expect(value).toBeCloseTo(demand, 0);
  expect(low).toBeLessThan(demand);
  expect(high).toBeGreaterThan(demand);
  expect(high - low).toBeLessThan(width / 4);
  expect(delta.value?.probabilityRightBetter).toBe(1);
  expect(delta.inputs).toEqual([
    { path: 'variables.price', name: 'price', kind: 'changed', left: '2', right: '3' },
  ]);
  expect(left.recommendation.primary).toBe('a');
});

test('options and outcomes have their names beside their ids', () => {
  const named: Scenario = {
    ...small,
    options: [
      { id: 'a', name: 'Stay', set: { cost: 50 } },
      { id: 'c', name: 'Leave', set: { cost: 60 } },
    ],
    model: { profit: { value: 'demand * price - cost', label: 'yearly profit' } },
  };
  const { delta, headline } = compare(ask(named), ask(small));
  expect(delta.options.map(({ id, name }) => [id, name])).toEqual([
    ['a', 'Stay'],
    ['c', 'Leave'],
    ['b', 'b'],
  ]);
  expect(delta.options[0]?.outcomes[0]).toMatchObject({
    outcome: 'profit',
    label: 'yearly profit',
  });
  expect(headline).toContain('yearly profit');
});

test('the sides have the figures of runs of their own', () => {
  const right = { ...ask(set('price', 3)), analyses: [] };
  const found = analyse(right);
  const result = compare(ask(small), ask(set('price', 3)));
  const option = found.options.find(({ id }) => id === 'b');
  const delta = result.delta.options.find(({ id }) => id === 'b');
  expect(delta?.outcomes[0]?.right).toBeCloseTo(option?.outcomes.profit?.mean ?? 0, 9);
  expect(delta?.value?.right).toBe(option?.value.value);
});

test('contributions add up to the difference, and a product is shared fairly', () => {
  const right = {
    ...set('price', 3),
    variables: { ...set('price', 3).variables, demand: { dist: 'normal', mean: 120, sd: 10 } },
  };
  const { delta, key_drivers } = compare(ask(small), ask(right));
  const sum = key_drivers.reduce((total, { contribution }) => total + (contribution ?? 0), 0);
  expect(sum).toBeCloseTo(delta.value?.difference.value ?? 0, 6);
  // (120·3 − 100·2) = 160 = 20·2.5 + 1·110
  expect(key_drivers.map(({ change }) => change)).toEqual(['variables.price', 'variables.demand']);
  expect(key_drivers.map(({ name }) => name)).toEqual(['price', 'demand']);
  expect(key_drivers[0]?.contribution).toBeCloseTo(110, 0);
  expect(key_drivers[1]?.contribution).toBeCloseTo(50, 0);
});

describe('contributions', () => {
  test.each([0, 1, 3, 5, 6, 9])('of %i changes add up exactly for any worth', (n) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 512, maxLength: 512 }),
        (table) => {
          const worth = (made: ReadonlySet<number>) =>
            table[[...made].reduce((bits, change) => bits + 2 ** change, 0) % 512] ?? 0;
          const shares = contributions(n, worth);
          const all = worth(new Set(shares.keys()));
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(all - worth(new Set()), 9);
        },
      ),
      { seed: 1, numRuns: 20 },
    );
  });

  test('the glove game of the textbooks: one left glove, two right ones', () => {
    const worth = (made: ReadonlySet<number>) =>
      made.has(0) && (made.has(1) || made.has(2)) ? 1 : 0;
    const [left, first, second] = contributions(3, worth);
    expect(left).toBeCloseTo(2 / 3, 12);
    expect(first).toBeCloseTo(1 / 6, 12);
    expect(second).toBeCloseTo(1 / 6, 12);
  });
});

test('changes that need one another are made together', () => {
  const right: Scenario = {
    ...small,
    variables: { ...small.variables, discount: 0.1, price: 3 },
    model: { profit: 'demand * price * (1 - discount) - cost' },
  };
  const { key_drivers, delta } = compare(ask(small), ask(right));
  const sum = key_drivers.reduce((total, { contribution }) => total + (contribution ?? 0), 0);
  expect(sum).toBeCloseTo(delta.value?.difference.value ?? 0, 6);
  expect(key_drivers.map(({ change }) => change)).toContain('variables.price');
  expect(key_drivers.some(({ change }) => change.includes('model.profit'))).toBe(true);
});

test('what is not like for like is said', () => {
  const says = (right: Scenario, seed = 0, samples = 1000) =>
    compare(ask(small), ask(right, seed, samples)).delta.incompatibilities.join(' ');
  expect(says(small)).toBe('');
  expect(says(small, 1)).toContain('seeds differ');
  expect(says(small, 0, 500)).toContain('numbers of samples differ');
  const minimised = { ...small, objective: { minimise: 'profit' } } as Scenario;
  expect(says(minimised)).toContain('rank by different figures');
  expect(compare(ask(small), ask(minimised)).delta.value).toBeNull();
  const others = { ...small, options: [{ id: 'c', set: { cost: 1 } }] };
  expect(says(others)).toContain('no option in common');
  const { objective: _none, ...bare } = small;
  expect(says(bare)).toContain('The right recommends nothing');
});

test('an option that one side has is shown as such', () => {
  const right = { ...small, options: [...small.options, { id: 'c', set: { cost: 10 } }] };
  const { delta, headline } = compare(ask(small), ask(right));
  expect(delta.options.map(({ id, side }) => [id, side])).toEqual([
    ['a', 'both'],
    ['b', 'both'],
    ['c', 'right'],
  ]);
  expect(headline).toContain('The right recommends c, the left a; profit is');
});

test('minimised: the right is better where it is lower', () => {
  const costs = (price: number): Scenario => ({
    ...set('price', price),
    objective: { minimise: 'profit' },
  });
  const { delta, headline } = compare(ask(costs(2)), ask(costs(1.5)));
  expect(delta.value?.probabilityRightBetter).toBe(1);
  expect(delta.value?.difference.value).toBeCloseTo(-50, 0);
  expect(headline).toContain('lower on the right');
});

test('another seed: the interval allows for chance, and the seed has its share', () => {
  const { key_drivers, delta } = compare(ask(small, 1), ask(set('price', 3), 2));
  expect(key_drivers.map(({ change }) => change).sort()).toEqual(['seed', 'variables.price']);
  const { low, high } = bounds(delta);
  const same = bounds(compare(ask(small, 1), ask(set('price', 3), 1)).delta);
  expect(high - low).toBeGreaterThan(2 * (same.high - same.low));
});

test('several criteria are compared in points', () => {
  const text = readFileSync(
    new URL('../../../scenarios/vendor-choice.yaml', import.meta.url),
    'utf8',
  );
  const read = readScenario(text, { format: 'yaml' });
  if ('problems' in read) throw new Error('vendor-choice cannot be read');
  const result = compare(ask(read.scenario), ask(read.scenario, 5));
  expect(result.delta.objective?.unit).toBe('points');
  expect(result.delta.value?.probabilityRightBetter).toBeNull();
});
