import { expect, test } from 'vitest';
import type { CriterionFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
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
