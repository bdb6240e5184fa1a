import type { DecisionMatrix } from './decision-matrix.ts';
import { preference } from './preference.ts';

/**
 * PROMETHEE II: net flow, the weighted preference for an option over each other option less that
 * against it, on average over the others. Larger is better, −1…1; the flows sum to 0. A criterion
 * without a preference function is a usual one: every lead counts in full.
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
