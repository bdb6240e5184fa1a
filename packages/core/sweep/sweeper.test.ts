import { readdirSync, readFileSync } from 'node:fs';
import type { Scenario } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { analyse } from '../analyse.ts';
import { identityOf } from '../question.ts';
import { readScenario } from '../scenario/index.ts';
import { substitute, targetOf } from './substitute.ts';
import { summaryOf } from './summary.ts';
import { createSweeper } from './sweeper.ts';

const folder = new URL('../../../scenarios/', import.meta.url);
const settings = { seed: 0, samples: 300, sampler: 'sobol' } as const;

function load(name: string): Scenario {
  const read = readScenario(readFileSync(new URL(name, folder), 'utf8'), { format: 'yaml' });
  if ('problems' in read) throw new Error(`${name} cannot be read`);
  return read.scenario;
}

/** What the whole way of the data says of the scenario with the numbers written into it. */
function written(
  scenario: Scenario,
  set: Readonly<Record<string, number>>,
  samples: number = settings.samples,
) {
  const changed = Object.entries(set).reduce(
    (s, [name, value]) => substitute(s, targetOf(scenario, name), value),
    scenario,
  );
  const question = { scenario: changed, seed: settings.seed, samples };
  const sampler = scenario.sampler ?? 'sobol';
  const findings = analyse({ ...question, analyses: [] });
  const { runId } = identityOf(question);
  return { ...summaryOf(findings, { ...settings, samples, sampler }), runId };
}

/** Up to three variables of a scenario with a number to set each to. */
function numbersOf(scenario: Scenario): [string, number][] {
  return Object.entries(scenario.variables ?? {})
    .map(([name, spec]): [string, unknown] => [
      name,
      typeof spec === 'object' ? (spec.value ?? spec.p50 ?? spec.mode ?? spec.mean) : spec,
    ])
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .slice(0, 3);
}

/** Scenarios that have a number to vary: one in words alone has none. */
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .filter((name) => numbersOf(load(name)).length > 0);

describe.each(names)('%s', (name) => {
  const scenario = load(name);
  const numbers = numbersOf(scenario);
  test('a sweep gives the bits of runs made one by one', () => {
    const variables = numbers.map(([variable]) => variable);
    const sampler = scenario.sampler ?? 'sobol';
    const sweeper = createSweeper(scenario, variables, { ...settings, sampler });
    for (const factor of [1, 1.01, 0.97]) {
      const point = numbers.map(([, value]) => value * factor);
      const set = Object.fromEntries(
        variables.map((variable, i) => [variable, point[i] as number]),
      );
      expect(sweeper.run(point)).toEqual(written(scenario, set));
    }
    const [first = '', value = 0] = numbers[0] ?? [];
    const one = sweeper.run(numbers.map((_, i) => (i === 0 ? value * 1.02 : null)));
    expect(one).toEqual(written(scenario, { [first]: value * 1.02 }));
    const none = sweeper.run(numbers.map(() => null));
    expect(none).toEqual(written(scenario, {}));
  });
});

test('runs whose loop is a function of its own share it, and have their own numbers', () => {
  const scenario = load('saas-pricing.yaml');
  const samples = 2_000;
  const sweeper = createSweeper(scenario, ['churn'], { ...settings, samples });
  for (const churn of [0.02, 0.05, 0.02]) {
    expect(sweeper.run([churn])).toEqual(written(scenario, { churn }, samples));
  }
});

const small: Scenario = {
  schema: 'scenario.v1',
  id: 'small',
  title: 'Small',
  variables: { demand: { dist: 'normal', mean: 100, sd: 10 }, spread: 4, price: 2, idle: 1 },
  options: [
    { id: 'a', set: { cost: 50 } },
    { id: 'b', set: { cost: { p10: 40, p90: 70 } } },
  ],
  model: { profit: 'demand * price - cost' },
  objective: { maximise: 'profit' },
};

test.each([
  ['a variable of one option', small, 'a.cost', 55],
  ['a variable that is a range in the other option', small, 'cost', 60],
  ['a variable that no outcome reads', small, 'idle', 7],
  ['seed 0 and a value of 0', small, 'price', 0],
  ['a negative value', small, 'price', -0.5],
  [
    'a parameter of a distribution',
    {
      ...small,
      variables: { ...small.variables, demand: { dist: 'normal', mean: 100, sd: 'spread' } },
    },
    'spread',
    9,
  ],
  [
    'a variable that is correlated',
    {
      ...small,
      variables: { ...small.variables, price: { p10: 1, p90: 3 } },
      correlations: [{ between: ['demand', 'price'], spearman: 0.5 }],
    },
    'demand',
    90,
  ],
] as [string, Scenario, string, number][])('%s', (_, scenario, name, value) => {
  const sweeper = createSweeper(scenario, [name], settings);
  const runs = [sweeper.run([value]), sweeper.run([value + 1])];
  const direct = [value, value + 1].map((v) => {
    try {
      return written(scenario, { [name]: v });
    } catch {
      return null;
    }
  });
  runs.forEach((run, i) => {
    if (direct[i]) expect(run).toEqual(direct[i]);
    else expect(run.error).toBeTypeOf('string');
  });
});

test('a run that cannot be made says why; the others are made', () => {
  const scenario: Scenario = {
    ...small,
    variables: { ...small.variables, demand: { dist: 'normal', mean: 100, sd: 'spread' } },
  };
  const sweeper = createSweeper(scenario, ['spread'], settings);
  expect(sweeper.run([-1])).toMatchObject({ recommendation: null, options: [] });
  expect(sweeper.run([-1]).error).toContain('sd');
  expect(sweeper.run([3]).error).toBeUndefined();
});

test('a name that is not there is refused with the nearest', () => {
  expect(() => createSweeper(small, ['prise'], settings)).toThrow('did you mean price?');
  expect(() => createSweeper(small, ['c.cost'], settings)).toThrow('no option c');
});
