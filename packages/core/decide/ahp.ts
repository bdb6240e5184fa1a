/** Saaty's mean consistency index of random matrices of order 1 … 10. */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];
const MOST_STEPS = 1_000;

export interface AhpWeights {
  /** In the order of the ids, summing to 1. */
  readonly weights: readonly number[];
  readonly lambdaMax: number;
  /** (λmax − n)/(n − 1) over that of random matrices; above 0.1 the comparisons contradict. */
  readonly consistencyRatio: number;
}

/**
 * Weights from pairwise comparisons (AHP)
 *
 * How many times as important one criterion is as another becomes weights: the principal
 * eigenvector of the matrix of comparisons. A pair that was not compared is filled in with the
 * proportion of the weights found. The consistency ratio says how far the comparisons contradict
 * one another, 0 where they do not.
 *
 * Valid when: No criterion has a weight of its own, and the consistency ratio is 0.1 at most.
 *
 * Source: Saaty, The Analytic Hierarchy Process (1980); Harker, Incomplete Pairwise Comparisons in
 * the Analytic Hierarchy Process (1987).
 *
 * In code: comparisons: [more important, less important, how many times], in any order, on n ids.
 */
export function ahpWeights(
  ids: readonly string[],
  comparisons: readonly (readonly [string, string, number])[],
): AhpWeights {
  const n = ids.length;
  const matrix = comparisonMatrix(ids, comparisons);
  let weights: number[] = ids.map(() => 1 / n);
  let lambdaMax: number = n;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const product = matrix.map((row) => row.reduce((a, x, j) => a + x * (weights[j] ?? 0), 0));
    lambdaMax = product.reduce((a, b) => a + b, 0);
    const next = product.map((x) => x / lambdaMax);
    const moved = next.reduce((a, x, i) => Math.max(a, Math.abs(x - (weights[i] ?? 0))), 0);
    weights = next;
    if (moved < 1e-15) break;
  }
  const random = RANDOM_INDEX[Math.min(n, RANDOM_INDEX.length) - 1] ?? 0;
  const index = n > 2 ? Math.max(0, (lambdaMax - n) / (n - 1)) : 0;
  return { weights, lambdaMax, consistencyRatio: random > 0 ? index / random : 0 };
}

/** Reciprocal matrix; a missing pair is 0 with 1 added on the diagonal for each in its row. */
function comparisonMatrix(
  ids: readonly string[],
  comparisons: readonly (readonly [string, string, number])[],
): number[][] {
  const matrix: number[][] = ids.map((_, i) => ids.map((_, j) => (i === j ? 1 : 0)));
  for (const [more, less, times] of comparisons) {
    const i = ids.indexOf(more);
    const j = ids.indexOf(less);
    const row = matrix[i];
    const column = matrix[j];
    if (row === undefined || column === undefined || i === j) continue;
    row[j] = times;
    column[i] = 1 / times;
  }
  matrix.forEach((row, i) => {
    row[i] = 1 + row.filter((x) => x === 0).length;
  });
  return matrix;
}
