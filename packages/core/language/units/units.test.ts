import type { Scenario } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { problemsOf, problemTexts, scenarioWith } from '../testing.ts';
import { unitsOf } from './units.ts';

const variables: NonNullable<Scenario['variables']> = {
  users: { value: 100, unit: 'users' },
  price: { value: 30, unit: 'EUR/user/month' },
  churn: { dist: 'beta', alpha: 4, beta: 96, unit: '1/month' },
  capex: { p5: 80e3, p95: 260e3, unit: 'EUR' },
  margin: { value: 0.8, unit: '%' },
  minutes: { value: 90, unit: 'min' },
  bare: 3,
};
const periods = { count: 12, unit: 'months', rate: 0.01 };

function unitOf(x: string): string | null | undefined {
  return unitsOf(scenarioWith({ variables, periods, model: { x } })).x;
}

describe('the unit of a line follows from what it is computed of', () => {
  test.each([
    ['users * price', 'EUR/month'],
    ['users * price * margin', 'EUR/month'],
    ['npv(users * price) - capex', 'EUR'],
    ['cumulative(users * price)', 'EUR'],
    ['last(users * price)', 'EUR/month'],
    ['capex / users', 'EUR/user'],
    ['users ^ 2', 'user^2'],
    ['sqrt(users ^ 2)', 'user'],
    ['1 + churn', '1'],
    ['users * (1 - churn)', 'user'],
    ['max(capex, 0)', 'EUR'],
    ['if(churn > 0.1, capex, 2 * capex)', null],
    ['capex > 3', '1'],
    ['t', 'month'],
    ['when(t > 3)', 'month'],
    ['irr(capex)', '1/month'],
    ['capex * bare', null],
    ['minutes / 60', null],
    ['bare', null],
    ['3', null],
  ])('%s is in %s', (x, expected) => {
    expect(unitOf(x)).toBe(expected);
  });

  test('what is declared is kept as it is written', () => {
    const model = { x: { value: 'minutes / 60', unit: 'hours' } };
    expect(unitsOf(scenarioWith({ variables, periods, model }))).toMatchObject({
      x: 'hours',
      users: 'users',
      bare: null,
    });
  });
});

test('a value that an option sets keeps the unit of its default', () => {
  const options = [
    { id: 'a', set: { capex: 0 } },
    { id: 'b', set: { capex: { value: 3, unit: 'USD' } } },
  ];
  const texts = problemTexts({
    options,
    variables,
    periods,
    model: { x: 'capex + npv(users * price)' },
  });
  expect(texts).toEqual([
    expect.stringContaining('capex is in USD and npv((users * price)) in EUR'),
  ]);
});

describe('what goes together is not complained of', () => {
  test.each([
    'capex + users * price',
    'users * (1 + churn - 0.02)',
    'minutes / 60 + t',
    'bare + capex',
    'capex + 3',
    'log(capex) + churn',
    'if(bare > capex, users, users + 1)',
    'max(0, capex)',
  ])('%s', (x) => {
    expect(problemsOf({ variables, periods, model: { x } })).toEqual([]);
  });
});
