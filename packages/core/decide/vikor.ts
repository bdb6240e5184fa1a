import type { DecisionMatrix } from './decision-matrix.ts';

/** Weight of the majority against the strongest objection. */
const COMPROMISE = 0.5;

/**
 * VIKOR with v = ½: 1 − Q, where Q mixes the total regret S and the greatest regret R over the criteria,
 * each scaled to 0…1 over the options. Larger is better, 0…1.
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
