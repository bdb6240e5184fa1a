import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './few-options.ts';

const first = (n: number) =>
  change(pricing, { frame: { options: pricing.frame.options.slice(0, n) } });

cases(check, {
  triggers: first(1),
  says: ['Usage-based stands alone', 'Which pricing model next year?'],
  severity: 'serious',
  refs: ['options'],
  nearly: pricing,
  not: hiring,
});

test('two options are a smaller remark', () => {
  expect(runCheck(check, first(2))).toMatchObject([
    { severity: 'info', message: expect.stringContaining('Usage-based and Freemium') },
  ]);
});
