import { expect, test } from 'vitest';
import type { InputFinding } from '../../decide/findings.ts';
import { cases, runCheck } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { pricing, spec } from '../fixtures/pricing.ts';
import { check } from './optimism.ts';

const withInput = (name: string, more: Partial<InputFinding>) =>
  change(pricing, {
    frame: {
      inputs: pricing.frame.inputs.map((input) =>
        input.name === name ? { ...input, ...more } : input,
      ),
    },
  });

cases(check, {
  triggers: withInput('capex', { p10: 92_000, p50: 105_000, p90: 226_000 }),
  says: ['capex', '€105 k', '10 %', '€226 k', '€1.23 m to €1.16 m'],
  severity: 'warning',
  refs: ['variables.capex'],
  nearly: withInput('capex', { p10: 92_000, p50: 122_000, p90: 226_000 }),
  not: pricing,
});

test('near the good end is the high end where more is better', () => {
  const high = withInput('price', { p10: 22, p50: 41, p90: 44 });
  expect(runCheck(check, high)).toMatchObject([{ refs: ['variables.price'] }]);
  expect(runCheck(check, withInput('price', { p10: 22, p50: 25, p90: 44 }))).toEqual([]);
});

test('the direction turns when the outcome is minimised', () => {
  const low = change(withInput('price', { p10: 22, p50: 25, p90: 44 }), {
    objective: { direction: 'minimise' },
  });
  expect(runCheck(check, low).map(({ refs }) => refs)).toContainEqual(['variables.price']);
});

test('a stated mode counts for more than the median', () => {
  const mode = change(pricing, {
    frame: { scenario: { variables: { capex: spec({ min: 80e3, mode: 93e3, max: 260e3 }) } } },
  });
  expect(runCheck(check, mode)).toMatchObject([{ refs: ['variables.capex'] }]);
});

test('a bar that turns around tells no direction', () => {
  const bent = change(withInput('capex', { p10: 92_000, p50: 105_000, p90: 226_000 }), {
    tornado: pricing.tornado.map((bar) => ({ ...bar, monotone: false })),
  });
  expect(runCheck(check, bent)).toEqual([]);
});
