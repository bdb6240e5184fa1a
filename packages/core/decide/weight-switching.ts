import type { WeightSwitchover } from './findings.ts';
import { optionId, type Problem } from './problem.ts';

/** At a weight of 0 or 1 two options can be equal at most: no weight beyond it lets one overtake. */
const EDGE = 1e-9;

/**
 * Weights that switch the recommendation
 *
 * The nearest weight of each criterion below and above its own at which another option takes the
 * lead, the other weights keeping their proportions.
 *
 * Valid when: There are several criteria and no risk tolerance: expected scores are then linear in
 * a weight, and the figures exact.
 *
 * Source: Hammond, Keeney & Raiffa, Smart Choices (1999); Kirkwood, Strategic Decision Making
 * (1997).
 */
export function weightSwitchovers(problem: Problem): WeightSwitchover[] {
  const { criteria, kind } = problem.valuation.objective;
  if (kind !== 'score' || criteria.length < 2 || !problem.utility.neutral) return [];
  const best = problem.candidates[0] as number;
  return criteria.flatMap((criterion, k) => {
    const own = criterion.weight;
    const crossings = problem.candidates.slice(1).flatMap((d) => {
      const threshold = crossingOf(problem, k, best, d);
      return threshold === null ? [] : [{ to: optionId(problem, d), threshold }];
    });
    const below = crossings
      .filter((c) => c.threshold < own && c.threshold > EDGE)
      .sort((a, b) => b.threshold - a.threshold);
    const above = crossings
      .filter((c) => c.threshold >= own && c.threshold < 1 - EDGE)
      .sort((a, b) => a.threshold - b.threshold);
    return [below[0], above[0]].flatMap((crossing) =>
      crossing === undefined
        ? []
        : [{ criterion: criterion.id, from: optionId(problem, best), weight: own, ...crossing }],
    );
  });
}

/** The weight of criterion k, in 0…1, at which two options have the same expected score. */
function crossingOf(problem: Problem, k: number, best: number, other: number): number | null {
  const { criteria } = problem.valuation.objective;
  const lead = (c: (typeof criteria)[number]): number =>
    (c.values[other] as number) - (c.values[best] as number);
  const own = lead(criteria[k] as (typeof criteria)[number]);
  const others = criteria.filter((_, j) => j !== k);
  const left = others.reduce((a, c) => a + c.weight, 0);
  const rest = others.reduce(
    (a, c) => a + (left > 0 ? c.weight / left : 1 / others.length) * lead(c),
    0,
  );
  if (own === rest) return null;
  const threshold = rest / (rest - own);
  return threshold >= 0 && threshold <= 1 ? threshold : null;
}
