import type { DecisionMatrix } from './decision-matrix.ts';
import { preference } from './preference.ts';

/**
 * PROMETHEE II
 *
 * Options are compared two by two: on each criterion a lead counts as far as the criterion's
 * preference function says, without one in full however small, and is weighted. The net flow is
 * what speaks for an option less what speaks against it, on average over the others: −1 to 1,
 * larger is better.
 *
 * Valid when: Thresholds are in the unit of their criterion and say what difference matters to
 * whoever decides.
 *
 * Source: Brans & Vincke, A Preference Ranking Organisation Method (1985).
 */
export function promethee({ rows, weights, maximised, preferences }: DecisionMatrix): number[] {
  if (rows.length < 2) return rows.map(() => 0);
  return rows.map((own) => {
    let flow = 0;
    for (const other of rows) {
      weights.forEach((weight, k) => {
        const lead = (maximised[k] ? 1 : -1) * ((own[k] as number) - (other[k] as number));
        flow += weight * preference(lead, preferences?.[k]);
      });
    }
    return flow / (rows.length - 1);
  });
}
