import type { DecisionMatrix } from './decision-matrix.ts';

/**
 * PROMETHEE II with the usual criterion: net flow, the weighted share of criteria in which an option
 * is better than each other option, less that in which it is worse. Larger is better, −1…1.
 * Source: Brans & Vincke, A Preference Ranking Organisation Method (1985).
 */
export function promethee({ rows, weights, maximised }: DecisionMatrix): number[] {
  if (rows.length < 2) return rows.map(() => 0);
  return rows.map((own) => {
    let flow = 0;
    for (const other of rows) {
      weights.forEach((weight, k) => {
        const lead = (maximised[k] ? 1 : -1) * ((own[k] as number) - (other[k] as number));
        if (lead > 0) flow += weight;
        else if (lead < 0) flow -= weight;
      });
    }
    return flow / (rows.length - 1);
  });
}
