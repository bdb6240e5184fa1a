import type { PreferenceSpec } from '@scenario-sandbox/contract';
import { expm1 } from '../math/elementary.ts';

interface PreferenceFunction {
  readonly thresholds: readonly ('q' | 'p' | 's')[];
  /** Preference, 0…1, of a lead above 0. */
  readonly of: (lead: number, thresholds: { q: number; p: number; s: number }) => number;
}

/** The six that Brans & Vincke give, by the names they have since; `linear` is also called V-shape with indifference. */
const functions: Readonly<Record<PreferenceSpec['function'], PreferenceFunction>> = {
  usual: { thresholds: [], of: () => 1 },
  u_shape: { thresholds: ['q'], of: (lead, { q }) => (lead > q ? 1 : 0) },
  v_shape: { thresholds: ['p'], of: (lead, { p }) => Math.min(lead / p, 1) },
  level: { thresholds: ['q', 'p'], of: (lead, { q, p }) => (lead > p ? 1 : lead > q ? 0.5 : 0) },
  linear: {
    thresholds: ['q', 'p'],
    of: (lead, { q, p }) => Math.min(Math.max((lead - q) / (p - q), 0), 1),
  },
  gaussian: { thresholds: ['s'], of: (lead, { s }) => -expm1(-((lead / s) * (lead / s)) / 2) },
};

export const thresholdsOf = (name: PreferenceSpec['function']): readonly ('q' | 'p' | 's')[] =>
  functions[name].thresholds;

/**
 * How strongly a lead on one criterion speaks for an option, −1…1: 0 at 0, the same with the other sign
 * where the option is behind. With d the lead: usual 1; u_shape 1 above q; v_shape d/p up to p;
 * level ½ above q, 1 above p; linear (d−q)/(p−q) between q and p; gaussian 1 − exp(−d²/2s²).
 * lead and thresholds: in the unit of the criterion, thresholds as the linter has checked them.
 * Source: Brans & Vincke, A Preference Ranking Organisation Method (1985), §2.
 */
export function preference(lead: number, spec: PreferenceSpec | undefined): number {
  if (lead === 0) return 0;
  const { function: name = 'usual', q = 0, p = 0, s = 0 } = spec ?? {};
  const strength = functions[name].of(Math.abs(lead), { q, p, s });
  return lead > 0 ? strength : -strength;
}
