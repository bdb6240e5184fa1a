import type { Scenario } from '@scenario-sandbox/contract';
import { expect, test } from 'vitest';
import { nameOfChange } from './names.ts';

const left: Scenario = {
  schema: 'scenario.v1',
  id: 'left',
  title: 'Left',
  variables: { churn: { value: 0.02, label: 'churn' }, seat_price: 29, lead: 3 },
  options: [{ id: 'usage', name: 'Usage-based' }, { id: 'old' }],
  model: { npv: { value: 'seat_price', label: 'present value' }, in_hand: '1' },
};
const right: Scenario = {
  ...left,
  variables: { churn: { value: 0.03, label: 'monthly churn' }, seat_price: 32, lead: { value: 1 } },
};

test.each([
  ['variables.churn', 'monthly churn'],
  ['variables.seat_price', 'seat price'],
  ['variables.constructor', 'constructor'],
  ['model.npv', 'formula of present value'],
  ['model.in_hand', 'formula of in hand'],
  ['options.usage', 'option Usage-based'],
  ['options.old', 'option old'],
  ['options.usage.seat_price', 'seat price of Usage-based'],
  ['risk', 'risk'],
])('%s is %s', (path, name) => {
  expect(nameOfChange(path, left, right)).toBe(name);
});
