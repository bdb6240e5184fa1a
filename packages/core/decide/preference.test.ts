import type { PreferenceSpec } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preference, thresholdsOf } from './preference.ts';

const specs: readonly PreferenceSpec[] = [
  { function: 'usual' },
  { function: 'u_shape', q: 10 },
  { function: 'v_shape', p: 30 },
  { function: 'level', q: 1, p: 6 },
  { function: 'linear', q: 0.5, p: 5 },
  { function: 'gaussian', s: 5 },
];

describe('leads at, below and above the thresholds', () => {
  test.each<[PreferenceSpec, readonly (readonly [lead: number, strength: number])[]]>([
    [
      { function: 'usual' },
      [
        [1e-300, 1],
        [7, 1],
      ],
    ],
    [
      { function: 'u_shape', q: 10 },
      [
        [10, 0],
        [10.001, 1],
      ],
    ],
    [{ function: 'u_shape', q: 0 }, [[1e-300, 1]]],
    [
      { function: 'v_shape', p: 30 },
      [
        [3, 0.1],
        [30, 1],
        [31, 1],
      ],
    ],
    [
      { function: 'level', q: 1, p: 6 },
      [
        [1, 0],
        [1.001, 0.5],
        [6, 0.5],
        [6.001, 1],
      ],
    ],
    [
      { function: 'linear', q: 0.5, p: 5 },
      [
        [0.5, 0],
        [2.75, 0.5],
        [5, 1],
        [9, 1],
      ],
    ],
    // 1 − e^(−½) at s, 1 − e^(−2) at 2s.
    [
      { function: 'gaussian', s: 5 },
      [
        [5, 0.3934693402873666],
        [10, 0.8646647167633873],
        [1e-9, 2e-20],
        [1e300, 1],
      ],
    ],
  ])('%j', (spec, points) => {
    for (const [lead, strength] of points) {
      expect(preference(lead, spec) / strength || 1, `${lead}`).toBeCloseTo(1, 14);
      if (strength === 0) expect(preference(lead, spec)).toBe(0);
    }
  });
});

test.each(specs)('$function: odd, rising, within −1…1, and 0 at 0', (spec) => {
  const leads = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(leads, leads, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(preference(low, spec)).toBeLessThanOrEqual(preference(high, spec));
      expect(preference(-a, spec) + preference(a, spec)).toBe(0);
      expect(Math.abs(preference(a, spec))).toBeLessThanOrEqual(1);
    }),
    { seed: 1 },
  );
  expect(preference(0, spec)).toBe(0);
});

test('a criterion without one counts every lead in full', () => {
  expect([2, 0, -2].map((lead) => preference(lead, undefined))).toEqual([1, 0, -1]);
});

test.each(specs)('$function takes the thresholds it is written with here', (spec) => {
  const { function: name, ...written } = spec;
  expect(thresholdsOf(name)).toEqual(Object.keys(written));
});
