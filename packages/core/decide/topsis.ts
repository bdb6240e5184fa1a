import type { DecisionMatrix } from './decision-matrix.ts';

/**
 * TOPSIS
 *
 * How much closer an option is to an ideal, made of the best of each criterion, than to its
 * opposite, made of the worst: 0 to 1, larger is better. Each criterion is divided by the length of
 * its column and weighted; distances are straight lines.
 *
 * Valid when: Outcomes are on scales with a meaningful zero: the division moves with it.
 *
 * Source: Hwang & Yoon, Multiple Attribute Decision Making (1981).
 */
export function topsis({ rows, weights, maximised }: DecisionMatrix): number[] {
  const columns = weights.map((weight, k) => {
    const raw = rows.map((row) => row[k] as number);
    const length = Math.sqrt(raw.reduce((a, x) => a + x * x, 0));
    const sign = maximised[k] ? 1 : -1;
    return raw.map((x) => (length > 0 ? (sign * weight * x) / length : 0));
  });
  const ideal = columns.map((column) => Math.max(...column));
  const worst = columns.map((column) => Math.min(...column));
  const distance = (d: number, point: readonly number[]): number =>
    Math.sqrt(
      columns.reduce((a, column, k) => {
        const apart = (column[d] as number) - (point[k] as number);
        return a + apart * apart;
      }, 0),
    );
  return rows.map((_, d) => {
    const [near, far] = [distance(d, ideal), distance(d, worst)];
    return near + far > 0 ? far / (near + far) : 0.5;
  });
}
