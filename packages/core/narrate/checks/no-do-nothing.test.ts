import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './no-do-nothing.ts';

const [usage, freemium, statusQuo] = pricing.frame.scenario.options;
if (!usage || !freemium || !statusQuo) throw new Error('the pricing fixture has three options');

const withOptions = (options: (typeof usage)[]) =>
  change(pricing, {
    frame: {
      scenario: { options },
      options: options.map(({ id, name = id }) => ({ id, name, description: '' })),
    },
  });

cases(check, {
  triggers: withOptions([usage, freemium]),
  says: ['None of the two options', 'Usage-based', 'Freemium'],
  severity: 'warning',
  refs: ['options'],
  nearly: withOptions([usage, { ...freemium, set: {} }]),
  not: pricing,
});

test.each(['Stay on premises', 'Do nothing', 'No change', 'Business as usual', 'Wait a year'])(
  '%s changes nothing',
  (name) => {
    const still = { ...freemium, id: 'b', name };
    expect(runCheck(check, withOptions([usage, still]))).toEqual([]);
  },
);

test('names that only contain such words do change something', () => {
  const other = { ...freemium, id: 'b', name: 'Keepsake bundles' };
  expect(runCheck(check, withOptions([usage, other]))).toHaveLength(1);
  expect(runCheck(check, hiring)).toEqual([]);
});

test('where something ends it is a question, not a warning', () => {
  const ending = change(withOptions([usage, freemium]), {
    frame: { scenario: { question: 'What replaces the worn-out boiler?' } },
  });
  expect(runCheck(check, ending)).toMatchObject([
    { severity: 'info', suggestion: { text: expect.stringContaining('If so') } },
  ]);
});

test('amounts of one thing are not asked about', () => {
  const amounts = [3000, 4000].map((order) => ({ id: `q${order}`, set: { order } }));
  expect(runCheck(check, withOptions(amounts as never))).toEqual([]);
});
