import { expect, test } from 'vitest';
import type { Statistics } from '../../simulate/types.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { normalStatistics, pricing } from '../fixtures/pricing.ts';
import { check } from './tail.ts';

const npv = (...more: Partial<Statistics>[]) =>
  change(pricing, {
    options: pricing.options.map((option, i) => ({
      ...option,
      outcomes: {
        npv: {
          ...(option.outcomes.npv ?? normalStatistics(0, 1)),
          ...{ p50: 1e6, cvar5: 2e5, ...more[i] },
        },
      },
    })),
  });

cases(check, {
  triggers: npv({ cvar5: -240_000 }, {}, { cvar5: 310_000 }),
  says: [
    'worst 5 % of samples Usage-based averages −€240 k',
    'Keep per-seat pricing €310 k',
    '€550 k',
  ],
  severity: 'warning',
  refs: ['options.usage', 'options.status-quo'],
  nearly: npv({}, {}, { cvar5: 320_000 }),
  not: hiring,
});

test('a lead on the mean that the median does not share', () => {
  expect(runCheck(check, npv({ p50: 900_000 }, { p50: 1_100_000 }))).toMatchObject([
    {
      message: expect.stringContaining('Freemium on its median (€1.1 m against €900 k)'),
      refs: ['options.usage', 'options.freemium'],
    },
  ]);
});

test('a stated attitude to risk has counted it already', () => {
  const averse = change(npv({ cvar5: -240_000 }, {}, { cvar5: 310_000 }), {
    frame: { scenario: { risk: { attitude: 'averse' } } },
  });
  expect(runCheck(check, averse)).toMatchObject([{ severity: 'info' }]);
});
