import { expect, test } from 'vitest';
import type { ConstraintFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { around, pricing } from '../fixtures/pricing.ts';
import { check } from './constraint-failed.ts';

const constraint = (option: string, probability: number): ConstraintFinding => ({
  ...{ id: 'no-loss', option, required: 0.9, satisfied: probability >= 0.9 },
  probability: around(probability, 0.004),
});
const having = (...constraints: ConstraintFinding[]) =>
  change(pricing, {
    frame: {
      scenario: { constraints: [{ id: 'no-loss', expr: 'npv > 0', probability: 0.9 }] },
    },
    constraints,
  });

cases(check, {
  triggers: having(constraint('usage', 0.84)),
  says: ['Usage-based leads and breaks a rule', 'no-loss (`npv > 0`)', '84 %', '90 %'],
  severity: 'serious',
  refs: ['constraints.no-loss', 'options.usage'],
  nearly: having(constraint('usage', 0.95), constraint('freemium', 0.7)),
  not: pricing,
});

test('kept by a hair', () => {
  expect(runCheck(check, having(constraint('usage', 0.902)))).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('by a hair') },
  ]);
});

const second = (...constraints: ConstraintFinding[]) =>
  change(having(...constraints), {
    recommendation: { primary: 'freemium', runnerUp: 'status-quo' },
  });

test('the leader left out for one rule is the main point', () => {
  expect(runCheck(check, second(constraint('usage', 0.88)))).toMatchObject([
    {
      severity: 'serious',
      message: expect.stringMatching(
        /Usage-based comes out €222 k better than Freemium .* one rule/,
      ),
      suggestion: { text: expect.stringContaining('what 88 % instead of 90 % would cost') },
    },
  ]);
});

test('an option that breaks two rules is not said to break one', () => {
  const two = second(constraint('usage', 0.88), { ...constraint('usage', 0.5), id: 'other' });
  expect(runCheck(check, two)).toMatchObject([
    { message: expect.stringContaining('left out for two rules') },
  ]);
});
