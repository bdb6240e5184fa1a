import { expect, test } from 'vitest';
import type { DominanceFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './dominated.ts';

const dominance = (...found: DominanceFinding[]) => change(pricing, { dominance: found });

cases(check, {
  triggers: dominance({ dominated: 'freemium', by: 'usage', order: 0 }),
  says: ['Freemium does worse than Usage-based on npv in every sample', '€222 k'],
  severity: 'warning',
  refs: ['options.freemium', 'options.usage'],
  nearly: pricing,
  not: hiring,
});

test('an option beaten by several is remarked on once, by its strongest case', () => {
  const items = runCheck(
    check,
    dominance(
      { dominated: 'status-quo', by: 'freemium', order: 2 },
      { dominated: 'status-quo', by: 'usage', order: 1 },
    ),
  );
  expect(items).toMatchObject([
    { severity: 'warning', refs: ['options.status-quo', 'options.usage'] },
  ]);
});

test('with several criteria, an option that is better at one of them is behind by its weights alone', () => {
  const found = { dominance: [{ dominated: 'lisbon', by: 'berlin', order: 0 as const }] };
  expect(hiring.pareto).toContain('lisbon');
  expect(runCheck(check, change(hiring, found))).toEqual([]);
  const beaten = change(hiring, { ...found, pareto: ['berlin'] });
  expect(runCheck(check, beaten)).toMatchObject([{ refs: ['options.lisbon', 'options.berlin'] }]);
});

test('second order is a smaller remark', () => {
  expect(
    runCheck(check, dominance({ dominated: 'status-quo', by: 'usage', order: 2 })),
  ).toMatchObject([{ severity: 'info', message: expect.stringContaining('dislikes risk') }]);
});
