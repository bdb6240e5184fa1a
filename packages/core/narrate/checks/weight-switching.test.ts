import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './weight-switching.ts';

const at = (threshold: number) =>
  change(hiring, {
    weightSwitchovers: [
      { criterion: 'cost', from: 'berlin', to: 'lisbon', threshold, weight: 0.3 },
    ],
  });

cases(check, {
  triggers: at(0.36),
  says: [
    'Lisbon overtakes Berlin once cost weighs more than 36 % (now 30 %)',
    'a move of 6.0 percentage points',
  ],
  severity: 'warning',
  refs: ['criteria.cost.weight'],
  nearly: at(0.41),
  not: pricing,
});

test('a threshold inside the stated range of a weight is serious', () => {
  const ranged = change(at(0.45), {
    objective: {
      criteria: (hiring.objective?.criteria ?? []).map((criterion) =>
        criterion.id === 'cost' ? { ...criterion, weightMin: 0.2, weightMax: 0.5 } : criterion,
      ),
    },
  });
  expect(runCheck(check, ranged)).toMatchObject([
    { severity: 'serious', message: expect.stringContaining('20 % to 50 %') },
  ]);
});
