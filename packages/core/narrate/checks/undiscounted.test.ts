import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './undiscounted.ts';

const over = (count: number, rate: number | undefined, npv = 'npv(revenue) - capex') =>
  change(pricing, {
    frame: {
      periods: { count, unit: 'month' },
      scenario: { periods: { count, unit: 'month', rate }, model: { npv } },
    },
  });

cases(check, {
  triggers: over(36, 0),
  says: ['npv adds up 36 months', '3 years away'],
  severity: 'warning',
  refs: ['periods.rate'],
  nearly: over(18, 0),
  not: hiring,
});

test('a rate, there or in the line, is an answer', () => {
  expect(runCheck(check, over(36, 0.01))).toEqual([]);
  expect(runCheck(check, over(36, undefined, 'npv(revenue, 0.01)'))).toEqual([]);
  expect(runCheck(check, over(36, undefined))).toHaveLength(1);
});
