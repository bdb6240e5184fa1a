import type { CriterionSpec, Scenario } from '@scenario-sandbox/contract';
import { type AhpWeights, ahpWeights } from './ahp.ts';

/** What is known of one criterion's weight, before normalisation. */
export type WeightKnowledge =
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'rank'; readonly rank: number };

/** Weights of the criteria, in their order; the central ones sum to 1. */
export interface Weights {
  readonly known: readonly WeightKnowledge[];
  readonly central: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  /** Whether any weight is a range or a place in an order. */
  readonly uncertain: boolean;
  /** Of the pairwise comparisons the weights come from; null where they are written. */
  readonly consistencyRatio: number | null;
  /** Unnormalised weight that the ordered criteria share among them. */
  readonly rankedTotal: number;
}

/**
 * Weights
 *
 * Weights are made to sum to 1. A range stands for every weight in it, by its middle where one
 * figure is needed; a rank for every set of weights that keeps the order, by their centre
 * (rank-order centroids). A criterion without a weight takes the mean of those written, so that all
 * are equal where none is.
 *
 * Valid when: Each weight was given with the scales in view: it says what the step from worst to
 * best on one criterion is worth against the same step on the others.
 *
 * Source: Barron & Barrett, Decision Quality Using Ranked Attribute Weights (1996).
 *
 * In code: Ranked criteria share as much as that many criteria of mean weight.
 */
export function weightsOf(scenario: Scenario, criteria: readonly CriterionSpec[]): Weights {
  const compared = comparedWeights(scenario, criteria);
  const known = knowledgeOf(criteria, compared?.weights ?? null);
  const middles = known.flatMap((w) => (w.kind === 'range' ? [(w.min + w.max) / 2] : []));
  const middle = middles.length > 0 ? middles.reduce((a, b) => a + b) / middles.length : 1;
  const ranks = known.flatMap((w) => (w.kind === 'rank' ? [w.rank] : []));
  const rankedTotal = ranks.length * (middle > 0 ? middle : 1);
  const raw = known.map((w) =>
    w.kind === 'range' ? (w.min + w.max) / 2 : rankedTotal * centroid(w.rank, ranks),
  );
  const total = raw.reduce((a, b) => a + b, 0);
  const uncertain = known.some((w) => w.kind === 'rank' || w.min < w.max);
  const central = raw.map((w) => (total > 0 ? w / total : 1 / raw.length));
  return {
    known,
    central,
    min: uncertain ? extremes(known, rankedTotal, ranks, 'min') : central,
    max: uncertain ? extremes(known, rankedTotal, ranks, 'max') : central,
    uncertain,
    consistencyRatio: compared?.consistencyRatio ?? null,
    rankedTotal,
  };
}

/** Weights from pairwise comparisons, where no criterion has one of its own. */
function comparedWeights(
  { comparisons }: Scenario,
  criteria: readonly CriterionSpec[],
): AhpWeights | null {
  if (comparisons === undefined || criteria.some((c) => c.weight !== undefined)) return null;
  return ahpWeights(
    criteria.map((c) => c.id),
    comparisons,
  );
}

function knowledgeOf(
  criteria: readonly CriterionSpec[],
  compared: readonly number[] | null,
): WeightKnowledge[] {
  const written = criteria.flatMap(({ weight }) => {
    if (weight === undefined) return [];
    if (typeof weight === 'number') return [weight];
    return 'min' in weight ? [(weight.min + weight.max) / 2] : [];
  });
  const mean = written.length > 0 ? written.reduce((a, b) => a + b) / written.length : 1;
  return criteria.map(({ weight }, k) => {
    const plain = compared?.[k] ?? mean;
    if (weight === undefined) return { kind: 'range', min: plain, max: plain };
    if (typeof weight === 'number') return { kind: 'range', min: weight, max: weight };
    if ('rank' in weight) return { kind: 'rank', rank: weight.rank };
    return {
      kind: 'range',
      min: Math.min(weight.min, weight.max),
      max: Math.max(weight.min, weight.max),
    };
  });
}

/** Share of the r-th of n ordered criteria: mean of Σ_{i ≥ r} 1/i over n; ties share alike. */
function centroid(rank: number, ranks: readonly number[]): number {
  const n = ranks.length;
  const better = ranks.filter((r) => r < rank).length;
  const tied = ranks.filter((r) => r === rank).length;
  let sum = 0;
  for (let place = better + 1; place <= better + tied; place += 1) {
    for (let i = place; i <= n; i += 1) sum += 1 / (i * n);
  }
  return sum / tied;
}

/** Least or greatest normalised weight that each criterion can take. */
function extremes(
  known: readonly WeightKnowledge[],
  rankedTotal: number,
  ranks: readonly number[],
  side: 'min' | 'max',
): number[] {
  const sum = (pick: (w: { min: number; max: number }) => number) =>
    known.reduce((a, w) => a + (w.kind === 'range' ? pick(w) : 0), 0);
  const leastOthers = sum((w) => w.min);
  const mostOthers = sum((w) => w.max);
  return known.map((w) => {
    if (w.kind === 'range') {
      const own = side === 'min' ? w.min : w.max;
      const rest = rankedTotal + (side === 'min' ? mostOthers - w.max : leastOthers - w.min);
      return own + rest > 0 ? own / (own + rest) : 1 / known.length;
    }
    const better = ranks.filter((r) => r < w.rank).length;
    const tied = ranks.filter((r) => r === w.rank).length;
    const least = better === 0 && tied === 1 ? 1 / ranks.length : 0;
    const own = rankedTotal * (side === 'min' ? least : 1 / (better + 1));
    const all = rankedTotal + (side === 'min' ? mostOthers : leastOthers);
    return all > 0 ? own / all : 0;
  });
}
