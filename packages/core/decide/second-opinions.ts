import type { DecisionMatrix } from './decision-matrix.ts';
import type { SecondOpinion } from './findings.ts';
import { optionId, type Problem } from './problem.ts';
import { promethee } from './promethee.ts';
import { topsis } from './topsis.ts';
import { vikor } from './vikor.ts';

const methods = { topsis, vikor, promethee2: promethee } as const satisfies Record<
  SecondOpinion['method'],
  (matrix: DecisionMatrix) => number[]
>;

/**
 * Second opinions
 *
 * The order that TOPSIS, VIKOR and PROMETHEE II give the options by their expected outcomes and
 * central weights, whether each agrees on the first, and which options change the order of the
 * others by being there (rank reversal).
 *
 * Valid when: There are several criteria. These methods read expected outcomes and no uncertainty;
 * they question the choice of method, not the samples.
 *
 * Source: Belton & Gear, On a Short-coming of Saaty's Method of Analytic Hierarchies (1983), for
 * rank reversal.
 */
export function secondOpinions(problem: Problem): SecondOpinion[] {
  const { objective, criteria } = problem.valuation;
  if (criteria.length < 2 || problem.values.length < 2) return [];
  const matrix: DecisionMatrix = {
    rows: problem.statistics.map((row) => criteria.map((c) => row[c.outcome]?.mean ?? Number.NaN)),
    weights: objective.criteria.map((c) => c.weight),
    maximised: objective.criteria.map((c) => c.direction === 'maximise'),
    preferences: (problem.frame.scenario.criteria ?? []).map((c) => c.preference),
  };
  if (!matrix.rows.flat().every(Number.isFinite)) return [];
  const first = Math.max(...problem.worth.map((w) => w.value));
  return (Object.keys(methods) as SecondOpinion['method'][]).map((method) => {
    const scores = methods[method](matrix);
    const order = ranked(scores);
    return {
      method,
      ranking: order.map((d) => ({ option: optionId(problem, d), score: scores[d] as number })),
      agrees: problem.worth[order[0] as number]?.value === first,
      rankReversals: reversals(methods[method], matrix, order).map((d) => optionId(problem, d)),
    };
  });
}

/** Scores that differ by less are rounding. */
const EQUAL = 1e-12;

/** Options from the highest score to the lowest; equal ones as declared. */
function ranked(scores: readonly number[]): number[] {
  const places = scores.map((score) => scores.filter((other) => other > score + EQUAL).length);
  return scores.map((_, d) => d).sort((a, b) => (places[a] as number) - (places[b] as number));
}

/** Options whose removal changes the order of the others. */
export function reversals(
  method: (matrix: DecisionMatrix) => number[],
  matrix: DecisionMatrix,
  order: readonly number[],
): number[] {
  if (order.length < 3) return [];
  return matrix.rows.flatMap((_, removed) => {
    const left = matrix.rows.map((_row, d) => d).filter((d) => d !== removed);
    const rows = left.map((d) => matrix.rows[d] as readonly number[]);
    const again = ranked(method({ ...matrix, rows })).map((place) => left[place] as number);
    const before = order.filter((d) => d !== removed);
    return again.every((d, place) => d === before[place]) ? [] : [removed];
  });
}
