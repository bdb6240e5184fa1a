import type { DecisionMatrix } from './decision-matrix.ts';

/** Weight of the majority against the strongest objection. */
const COMPROMISE = 0.5;

/**
 * VIKOR
 *
 * A compromise between the least total regret and the least greatest regret over the criteria, each
 * regret the weighted share of the criterion's range that the option falls short by, both counting
 * half: here 1 − Q, 0 to 1, larger is better.
 *
 * Valid when: The ranges are those of the options at hand, so that another option can change the
 * order of the rest.
 *
 * Source: Opricovic & Tzeng, Compromise Solution by MCDM Methods (2004).
 */
export function vikor({ rows, weights, maximised }: DecisionMatrix): number[] {
  const regrets = weights.map((weight, k) => {
    const raw = rows.map((row) => (maximised[k] ? 1 : -1) * (row[k] as number));
    const best = Math.max(...raw);
    const range = best - Math.min(...raw);
    return raw.map((x) => (range > 0 ? (weight * (best - x)) / range : 0));
  });
  const total = rows.map((_, d) => regrets.reduce((a, column) => a + (column[d] as number), 0));
  const greatest = rows.map((_, d) => Math.max(...regrets.map((column) => column[d] as number)));
  const [s, r] = [scaled(total), scaled(greatest)];
  return rows.map(
    (_, d) => 1 - COMPROMISE * (s[d] as number) - (1 - COMPROMISE) * (r[d] as number),
  );
}

function scaled(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((x) => (range > 0 ? (x - least) / range : 0));
}
