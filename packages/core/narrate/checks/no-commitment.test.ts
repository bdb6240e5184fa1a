import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './no-commitment.ts';

const scenario = (owner: string | undefined, review: { date: string } | undefined) =>
  change(pricing, { frame: { scenario: { owner, review } } });

cases(check, {
  triggers: scenario(undefined, undefined),
  says: ['“Which pricing model next year?” names nobody'],
  severity: 'info',
  refs: ['owner', 'review'],
  nearly: scenario('Head of revenue', { date: '2027' }),
  not: hiring,
});

test('one of the two is a smaller gap', () => {
  expect(runCheck(check, scenario('Head of revenue', undefined))).toMatchObject([
    { refs: ['review'], message: expect.stringContaining('belongs to Head of revenue') },
  ]);
  expect(runCheck(check, scenario('  ', { date: '2027' }))).toMatchObject([{ refs: ['owner'] }]);
});
