import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './worth-learning.ts';

const evppi = (value: number) =>
  change(pricing, { information: { evppi: [{ variable: 'churn', value, error: 3_000 }] } });
const study = (evsi: number, cost: number, error = 500) =>
  change(evppi(0), {
    information: { studies: [{ variable: 'churn', n: 200, cost, evsi, net: evsi - cost, error }] },
  });

cases(check, {
  triggers: pricing,
  says: ['Knowing churn', '€52 k', '54 %', 'Usage-based'],
  severity: 'warning',
  refs: ['variables.churn'],
  nearly: evppi(21_000),
  not: change(hiring, { information: { evppi: [] } }),
});

test('a value within its own error is none', () => {
  const noisy = change(pricing, {
    information: { evppi: [{ variable: 'churn', value: 52_000, error: 30_000 }] },
  });
  expect(runCheck(check, noisy)).toEqual([]);
});

test('a study that pays, and one that does not', () => {
  expect(runCheck(check, study(31_000, 12_000))).toMatchObject([
    {
      severity: 'warning',
      message: expect.stringContaining('Observing churn 200 times before deciding is worth €31 k'),
    },
  ]);
  expect(runCheck(check, study(9_000, 12_000))).toMatchObject([
    { severity: 'info', message: expect.stringContaining('does not pay') },
  ]);
});

test('of an input drawn in every period, what is worth knowing is its mean over the periods', () => {
  const inputs = pricing.frame.inputs.map((input) => ({ ...input, perPeriod: true }));
  const [item] = runCheck(check, change(pricing, { frame: { inputs } }));
  expect(item?.message).toContain('Knowing the mean over the periods of churn before choosing');
  expect(item?.suggestion?.text).toContain('a choice that can be changed on the way');
});

test('nobody can find out what chances that others set bring in each period', () => {
  const inputs = pricing.frame.inputs.map((input) => ({
    ...{ ...input, kind: 'conditional', perPeriod: true },
  }));
  expect(runCheck(check, change(pricing, { frame: { inputs } }))).toEqual([]);
});

test('of an input that options define each in its own way, it is the recommended option’s', () => {
  const inputs = pricing.frame.inputs.flatMap((input) =>
    input.name === 'churn'
      ? [
          { ...input, shared: false, options: ['freemium'], label: 'churn of free plans' },
          { ...input, shared: false, options: ['usage'], label: 'churn by use', perPeriod: true },
        ]
      : [input],
  );
  for (const findings of [
    change(pricing, { frame: { inputs } }),
    change(study(31_000, 12_000), { frame: { inputs } }),
  ]) {
    const [item] = runCheck(check, findings);
    expect(item?.message).toContain('the mean over the periods of churn by use');
    expect(item?.message).not.toContain('free plans');
  }
});
