import { expect, test } from 'vitest';
import type { InputFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { input, pricing } from '../fixtures/pricing.ts';
import { check } from './narrow-range.ts';

const only = (built: InputFinding) => change(pricing, { frame: { inputs: [built] } });
const capex = (sd: number, more: Partial<InputFinding> = {}) =>
  only(input('capex', 100_000, sd, { unit: 'EUR', source: null, ...more }));

cases(check, {
  triggers: capex(5_000),
  says: ['capex', '€91.8 k to €108.2 k', 'only 1.14 times its p10', '55 %'],
  severity: 'warning',
  refs: ['variables.capex'],
  nearly: capex(9_000),
  not: pricing,
});

test('a source is an answer to it', () => {
  expect(runCheck(check, capex(5_000, { source: 'three quotes, 2025' }))).toEqual([]);
});

test('a count of chances is not an elicited range', () => {
  expect(runCheck(check, capex(1_000, { kind: 'binomial' }))).toEqual([]);
});

test('a range across zero has no ratio', () => {
  const across = only(input('delta', 0, 0.01, { source: null }));
  expect(runCheck(check, across)).toEqual([]);
});

test('the wider range is 2.18 times as wide: what 55 % coverage of a normal 90 % range takes', () => {
  const [item] = runCheck(check, capex(5_000));
  expect(item?.suggestion?.text).toContain('€82 k to €118 k');
});
