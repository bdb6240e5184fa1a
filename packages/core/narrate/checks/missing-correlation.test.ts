import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { bar, input, pricing } from '../fixtures/pricing.ts';
import { check } from './missing-correlation.ts';

/** Two inputs about energy with swings of the same direction. */
const energy = (swing: number, correlations: { between: [string, string]; spearman: number }[]) =>
  change(pricing, {
    frame: {
      inputs: [input('energy_price', 80, 12), input('energy_use', 40, 6)],
      scenario: { correlations },
    },
    tornado: [
      bar('energy_price', [64, 96], [1_000_000, 1_500_000]),
      bar('energy_use', [32, 48], [1_230_000 - swing / 2, 1_230_000 + swing / 2]),
    ],
  });

cases(check, {
  triggers: energy(400_000, []),
  says: [
    'energy price and energy use are drawn independently though both are about energy',
    'widen the spread of npv for Usage-based by about 7 %',
    '€510 k to €545 k',
  ],
  severity: 'warning',
  refs: ['variables.energy_price', 'variables.energy_use', 'correlations'],
  nearly: energy(200_000, []),
  not: hiring,
});

test('a declared correlation is an answer, even one of 0', () => {
  const declared = energy(400_000, [{ between: ['energy_use', 'energy_price'], spearman: 0 }]);
  expect(runCheck(check, declared)).toEqual([]);
});

test('a price and what it sells', () => {
  expect(runCheck(check, pricing)).toMatchObject([
    {
      message: expect.stringContaining('narrow the spread'),
      refs: expect.arrayContaining(['variables.churn']),
    },
  ]);
});
