import { optionId, type Problem } from './problem.ts';

/**
 * Pareto frontier
 *
 * Options that no other matches on every criterion and beats on one, in expected value.
 *
 * Valid when: There are several criteria; with one outcome it is the option with the best expected
 * outcome alone.
 *
 * Source: Keeney & Raiffa, Decisions with Multiple Objectives (1976), §3.2.
 *
 * In code: Option ids as declared.
 */
export function paretoOptions(problem: Problem): string[] {
  const { criteria } = problem.valuation.objective;
  const rows = problem.values.map((_, d) => criteria.map((c) => c.values[d] ?? Number.NaN));
  return rows.flatMap((row, d) =>
    rows.some((other) => beats(other, row)) ? [] : [optionId(problem, d)],
  );
}

function beats(left: readonly number[], right: readonly number[]): boolean {
  return (
    left.every((x, k) => x >= (right[k] as number)) && left.some((x, k) => x > (right[k] as number))
  );
}
