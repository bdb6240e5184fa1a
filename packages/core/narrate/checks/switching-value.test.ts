import { expect, test } from 'vitest';
import type { Switchover } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './switching-value.ts';

const switches = (more: Partial<Switchover>) =>
  change(pricing, { switchovers: pricing.switchovers.map((found) => ({ ...found, ...more })) });

cases(check, {
  triggers: pricing,
  says: [
    'Freemium overtakes Usage-based if churn stays under 2.9 % a month',
    'today’s estimate gives that 23 %',
  ],
  severity: 'warning',
  refs: ['variables.churn', 'options.freemium'],
  nearly: switches({ threshold: 0.0165, probability: 0.04 }),
  not: change(pricing, { switchovers: [] }),
});

test('likely switches are serious, and likelier ones come first', () => {
  const [found] = pricing.switchovers;
  if (found === undefined) throw new Error('the pricing fixture has a switchover');
  const items = runCheck(
    check,
    change(pricing, {
      switchovers: [
        found,
        { ...found, variable: 'growth', side: 'above', threshold: 0.03, probability: 0.4 },
      ],
    }),
  );
  expect(items).toMatchObject([
    { severity: 'serious', message: expect.stringContaining('growth exceeds 3 % a month') },
    { severity: 'warning', refs: ['variables.churn', 'options.freemium'] },
  ]);
});

test('switches between other options are not about the recommendation', () => {
  expect(runCheck(check, switches({ from: 'status-quo' }))).toEqual([]);
});
