import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { around, pricing } from '../fixtures/pricing.ts';
import { check } from './thin-sampling.ts';

const drawn = (samples: number, error: number) =>
  change(pricing, {
    frame: { samples },
    recommendation: { margin: around(222_167, error) },
  });

cases(check, {
  triggers: drawn(2_000, 70_000),
  says: ['2,000 samples', 'Usage-based over Freemium', '€152 k and €292 k', '32 %'],
  severity: 'warning',
  refs: ['samples'],
  nearly: drawn(2_000, 50_000),
  not: hiring,
});

test('it says how many would do', () => {
  const [item] = runCheck(check, drawn(2_000, 70_000));
  expect(item?.suggestion?.patch).toEqual([{ path: 'samples', value: 20_000 }]);
});

test('under 1,000 samples the tails are thin whatever the lead', () => {
  expect(runCheck(check, drawn(999, 1_000))).toMatchObject([
    { message: expect.stringContaining('fewer than 50 make up the worst 5 %') },
  ]);
  expect(runCheck(check, drawn(1_000, 1_000))).toEqual([]);
});

test('a lead that rests on one sample in a thousand, however narrow its interval', () => {
  const resting = (rareShare: number) =>
    change(drawn(20_000, 1_000), { recommendation: { rareShare } });
  const [item] = runCheck(check, resting(0.3));
  expect(item?.message).toContain('one sample in a thousand makes up 30 %');
  expect(item?.suggestion?.patch).toEqual([{ path: 'samples', value: 200_000 }]);
  expect(runCheck(check, resting(0.09))).toEqual([]);
});
