import type { DominanceFinding } from './findings.ts';
import { sortedOf } from './order.ts';
import { optionId, type Problem } from './problem.ts';

/** Most samples compared; beyond, the first ones stand for all. */
const MOST_SAMPLES = 65_536;

/**
 * Dominance
 *
 * Options that another beats, with the strongest order that holds. Order 0: the other is at least
 * as good in every sample and better in one. Order 1: at least as good at every quantile, so that
 * whoever prefers more agrees. Order 2: at least as good in every sum of the worst values, so that
 * whoever also dislikes risk agrees. Each order implies the next.
 *
 * Valid when: It is read as a fact about the samples, the first 65,536 of them; a tail that none of
 * them reached could break it.
 *
 * Source: Hadar & Russell, Rules for Ordering Uncertain Prospects (1969); Levy, Stochastic
 * Dominance (2016).
 */
export function dominanceFindings(problem: Problem): DominanceFinding[] {
  const heads = problem.values.map((column) => column.subarray(0, MOST_SAMPLES));
  const sorted = heads.map(sortedOf);
  const sums = sorted.map(partialSums);
  const findings: DominanceFinding[] = [];
  heads.forEach((_, a) => {
    heads.forEach((__, b) => {
      if (a === b) return;
      const order = [heads, sorted, sums].findIndex((columns) =>
        dominates(columns[a] as Float64Array, columns[b] as Float64Array),
      );
      if (order < 0) return;
      findings.push({
        dominated: optionId(problem, b),
        by: optionId(problem, a),
        order: order as DominanceFinding['order'],
      });
    });
  });
  return findings;
}

/** left ≥ right everywhere and > somewhere. */
function dominates(left: Float64Array, right: Float64Array): boolean {
  let better = false;
  for (let i = 0; i < left.length; i += 1) {
    const a = left[i] as number;
    const b = right[i] as number;
    if (a < b) return false;
    if (a > b) better = true;
  }
  return better;
}

function partialSums(sorted: Float64Array): Float64Array {
  const sums = new Float64Array(sorted.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i += 1) {
    sum += sorted[i] as number;
    sums[i] = sum;
  }
  return sums;
}
