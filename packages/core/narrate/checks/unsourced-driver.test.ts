import { cases } from '../fixtures/cases.ts';
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
