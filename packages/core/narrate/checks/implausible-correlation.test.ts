import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './implausible-correlation.ts';

const declared = (...found: [string, string, number][]) =>
  change(pricing, {
    frame: {
      scenario: {
        correlations: found.map(([left, right, spearman]) => ({
          between: [left, right] as [string, string],
          spearman,
        })),
      },
    },
  });

cases(check, {
  triggers: declared(['churn', 'growth', -0.7], ['churn', 'margin', 0.6]),
  says: ['growth and margin are both tied to churn (−0.70 and 0.60)', '−0.42'],
  severity: 'warning',
  refs: ['correlations', 'variables.growth', 'variables.margin'],
  nearly: declared(['churn', 'growth', -0.7], ['churn', 'margin', 0.4]),
  not: hiring,
});

test('a declared third correlation is an answer', () => {
  const all = declared(
    ['churn', 'growth', -0.7],
    ['churn', 'margin', 0.6],
    ['growth', 'margin', 0],
  );
  expect(runCheck(check, all)).toEqual([]);
});

test('a correlation of 0.97 makes two inputs one', () => {
  expect(runCheck(check, declared(['churn', 'growth', 0.97]))).toMatchObject([
    { severity: 'info' },
  ]);
  expect(runCheck(check, declared(['churn', 'growth', 0.94]))).toEqual([]);
});
