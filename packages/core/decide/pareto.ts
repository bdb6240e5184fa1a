import { optionId, type Problem } from './problem.ts';

/**
 * Options that no other matches on every criterion's expected value and beats on one, as declared.
 * With one outcome these are the options with the best expected outcome.
 * Source: Keeney & Raiffa, Decisions with Multiple Objectives (1976), §3.2.
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
