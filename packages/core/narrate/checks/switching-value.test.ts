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
    'Freemium overtakes Usage-based with churn below 2.9 % a month',
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
    {
      severity: 'serious',
      message: expect.stringMatching(
        /growth above 3 % a month .*40 %.* or with churn below .*23 %/,
      ),
      refs: ['variables.growth', 'variables.churn', 'options.freemium'],
    },
  ]);
});

test('an event happens or does not; a counted threshold is itself on one side', () => {
  const as = (kind: string, side: 'above' | 'below') =>
    runCheck(
      check,
      change(switches({ side, threshold: 0.0291 }), {
        frame: {
          inputs: pricing.frame.inputs.map((input) =>
            input.name === 'churn' ? { ...input, kind } : input,
          ),
        },
      }),
    )[0]?.message;
  expect(as('bernoulli', 'above')).toContain('if “churn” happens');
  expect(as('bernoulli', 'below')).toContain('if “churn” does not happen');
  expect(as('discrete', 'below')).toContain('or less');
});

test('a stretch between two values is said with both of its ends', () => {
  const [item] = runCheck(check, switches({ side: 'above', until: 0.052, probabilityBeyond: 0.2 }));
  expect(item?.message).toContain('with churn between 2.9 % a month and 5.2 % a month; today’s');
  expect(item?.suggestion?.text).toContain('between 2.9 % a month and 5.2 % a month');
});

test('what chances that others set bring in each period is luck, not a condition', () => {
  const inputs = pricing.frame.inputs.map((input) => ({
    ...{ ...input, kind: 'conditional', perPeriod: true },
  }));
  expect(runCheck(check, change(pricing, { frame: { inputs } }))).toEqual([]);
});

test('of an input drawn in every period it is the mean over the periods, whatever its kind', () => {
  const perPeriod = (kind: string, probability: number) =>
    runCheck(
      check,
      change(switches({ threshold: 0.0165, probability }), {
        frame: {
          inputs: pricing.frame.inputs.map((input) =>
            input.name === 'churn' ? { ...input, kind, perPeriod: true } : input,
          ),
        },
      }),
    )[0]?.message;
  for (const kind of ['normal', 'bernoulli', 'poisson']) {
    expect(perPeriod(kind, 0.2)).toMatch(/with the mean over the periods of “?churn”? below 1.7/);
  }
  expect(perPeriod('normal', 0.04)).toBeUndefined();
});

test('the option whose value is meant is named', () => {
  const own = change(switches({ options: ['usage'] }), {
    frame: {
      inputs: pricing.frame.inputs.map((input) =>
        input.name === 'churn' ? { ...input, shared: false, options: ['usage'] } : input,
      ),
    },
  });
  expect(runCheck(check, own)[0]?.message).toContain('churn (Usage-based) below');
});

test('switches between other options are not about the recommendation', () => {
  expect(runCheck(check, switches({ from: 'status-quo' }))).toEqual([]);
});
