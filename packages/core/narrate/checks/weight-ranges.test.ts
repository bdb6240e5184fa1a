import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './weight-ranges.ts';

const talent = (values: number[]) =>
  change(hiring, {
    objective: {
      criteria: (hiring.objective?.criteria ?? []).map((criterion) =>
        criterion.id === 'talent' ? { ...criterion, values } : criterion,
      ),
    },
  });

cases(check, {
  triggers: talent([0.6, 0.5, 0.55]),
  says: ['talent has 50 % of the weight', '0 to 10', '10 % of that scale', '5.0 points'],
  severity: 'warning',
  refs: ['criteria.talent.scale', 'criteria.talent.weight'],
  nearly: talent([0.6, 0.34, 0.5]),
  not: pricing,
});

test('a weight without a scale', () => {
  const unscaled = change(hiring, {
    frame: {
      scenario: {
        criteria: (hiring.frame.scenario.criteria ?? []).map(({ scale: _, ...spec }) => spec),
      },
    },
  });
  expect(runCheck(check, unscaled)).toMatchObject([
    { severity: 'info', refs: ['criteria.talent.scale'] },
  ]);
});
