import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { normalStatistics, pricing } from '../fixtures/pricing.ts';
import { check } from './non-finite.ts';

const failing = (outcome: string, nan: number, infinite: number) =>
  change(pricing, {
    options: pricing.options.map((option, i) =>
      i > 0
        ? option
        : {
            ...option,
            outcomes: {
              ...option.outcomes,
              [outcome]: { ...normalStatistics(1e6, 1e5), nan, infinite },
            },
          },
    ),
  });

cases(check, {
  triggers: failing('npv', 480, 0),
  says: ['npv has no value', '2 %', '480 not a number', 'Usage-based'],
  severity: 'serious',
  refs: ['model.npv'],
  nearly: failing('npv', 0, 0),
  not: hiring,
});

test('few samples, or an outcome that does not rank, weigh less', () => {
  expect(runCheck(check, failing('npv', 0, 10))).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('10 infinite') },
  ]);
  expect(runCheck(check, failing('customers_end', 4_800, 0))).toMatchObject([
    { severity: 'warning' },
  ]);
});
