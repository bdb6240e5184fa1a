import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './unsourced-driver.ts';

const without = (name: string) =>
  change(pricing, {
    frame: {
      inputs: pricing.frame.inputs.map((input) =>
        input.name === name ? { ...input, source: null } : input,
      ),
    },
  });

cases(check, {
  triggers: without('churn'),
  says: ['55 %', 'npv', 'Usage-based', 'churn', '1.7 % to 6.3 % a month'],
  severity: 'warning',
  refs: ['variables.churn'],
  nearly: without('growth'),
  not: pricing,
});

test.each([
  [0.2, 1],
  [0.1999, 0],
])('a total index of %d makes %i remark', (value, count) => {
  const churn = without('churn');
  const sensitivity = churn.sensitivity.map((share) =>
    share.variable === 'churn' ? { ...share, total: { ...share.total, value } } : share,
  );
  expect(runCheck(check, { ...churn, sensitivity })).toHaveLength(count);
});
