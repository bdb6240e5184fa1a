import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { around, pricing } from '../fixtures/pricing.ts';
import { check } from './near-tie.ts';

const tied = (margin: number, error: number) =>
  change(pricing, {
    recommendation: { margin: around(margin, error), tooCloseToCall: margin < error },
  });
const wins = (probabilityLeftBeats: number) =>
  change(pricing, {
    pairs: pricing.pairs.map((pair) => ({ ...pair, probabilityLeftBeats })),
  });

cases(check, {
  triggers: tied(3_000, 6_000),
  says: ['Usage-based and Freemium are too close to call', '€3,000', '−€3,000 to €9,000', '61 %'],
  severity: 'serious',
  refs: ['options', 'samples'],
  nearly: tied(6_500, 6_000),
  not: hiring,
});

test('it says how many samples would settle it', () => {
  const [item] = runCheck(check, tied(3_000, 6_000));
  expect(item?.suggestion).toEqual({
    text: expect.stringContaining('120,000 samples'),
    patch: [{ path: 'samples', value: 120_000 }],
  });
});

test('no number of samples settles equal options', () => {
  const [item] = runCheck(check, tied(0, 6_000));
  expect(item?.suggestion?.patch).toBeUndefined();
  expect(item?.suggestion?.text).toContain('No number of samples');
});

test('a coin between the two is a warning', () => {
  expect(runCheck(check, wins(0.53))).toMatchObject([
    { severity: 'warning', message: expect.stringContaining('53 % of samples') },
  ]);
  expect(runCheck(check, wins(0.56))).toEqual([]);
});
