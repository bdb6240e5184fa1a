import { expect, test } from 'vitest';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { around, pricing } from '../fixtures/pricing.ts';
import { check } from './near-identical.ts';

const pair = (correlation: number, difference: number) =>
  change(pricing, {
    pairs: [
      {
        ...{ left: 'usage', right: 'freemium', correlation, probabilityLeftBeats: 0.6 },
        meanDifference: around(difference, 500),
      },
    ],
  });

cases(check, {
  triggers: pair(0.998, 4_000),
  says: ['Usage-based and Freemium', '0.998', '€4,000'],
  severity: 'warning',
  refs: ['options.usage', 'options.freemium'],
  nearly: pair(0.998, 30_000),
  not: pricing,
});

test('a correlation of 0.985 is not the same option', () => {
  expect(runCheck(check, pair(0.985, 100))).toEqual([]);
});

test('scores are compared in points', () => {
  const points = (difference: number) =>
    change(hiring, {
      pairs: hiring.pairs.map((p) => ({
        ...{ ...p, correlation: 0.995 },
        meanDifference: around(difference, 0.1),
      })),
    });
  expect(runCheck(check, points(0.6))).toHaveLength(1);
  expect(runCheck(check, points(1.4))).toEqual([]);
});
