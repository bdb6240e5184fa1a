import { expect, test } from 'vitest';
import type { CriterionFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { bar, pricing } from '../fixtures/pricing.ts';
import { check } from './double-counting.ts';

const criteria = (alter: (criterion: CriterionFinding, place: number) => CriterionFinding) =>
  change(hiring, { objective: { criteria: (hiring.objective?.criteria ?? []).map(alter) } });
const four = (second: number[]) =>
  criteria((criterion, i) => ({
    ...criterion,
    values: [[0.1, 0.4, 0.6, 0.9], second, [0.9, 0.1, 0.8, 0.2]][i] ?? [],
  }));

cases(check, {
  triggers: four([0.15, 0.42, 0.63, 0.88]),
  says: ['talent and cost may count one concern twice', '4 options', '1.00', '80 %'],
  severity: 'warning',
  refs: ['criteria.talent', 'criteria.cost'],
  nearly: four([0.15, 0.6, 0.45, 0.88]),
  not: pricing,
});

test('two criteria on one outcome', () => {
  const items = runCheck(
    check,
    criteria((criterion, i) => (i < 2 ? { ...criterion, outcome: 'npv' } : criterion)),
  );
  expect(items).toMatchObject([{ message: expect.stringContaining('both read npv') }]);
});

test('three options are too few to correlate', () => {
  expect(runCheck(check, hiring)).toEqual([]);
});

/** Talent reads an outcome, cost another; both swing with the same two inputs. */
const shared = (second: number, direction: 'maximise' | 'minimise') =>
  change(
    criteria((criterion, i) => ({
      ...criterion,
      outcome: [`a`, `b`, null][i] ?? null,
      direction: i === 1 ? direction : 'maximise',
    })),
    {
      tornado: [
        bar('reach', [1, 2], [0, 10], { option: 'berlin', outcome: 'a' }),
        bar('speed', [1, 2], [0, 4], { option: 'berlin', outcome: 'a' }),
        bar('reach', [1, 2], [0, 100], { option: 'berlin', outcome: 'b' }),
        bar('speed', [1, 2], [0, second], { option: 'berlin', outcome: 'b' }),
      ],
    },
  );

test('two outcomes that follow the same inputs', () => {
  expect(runCheck(check, shared(30, 'maximise'))).toMatchObject([
    {
      message: expect.stringContaining('for Berlin both follow reach and speed (correlation about'),
    },
  ]);
  // (10, 4) and (100, −60): cosine 0.61.
  expect(runCheck(check, shared(-60, 'maximise'))).toEqual([]);
  // What is good for one is bad for the other: a trade-off, not a double count.
  expect(runCheck(check, shared(30, 'minimise'))).toEqual([]);
});
