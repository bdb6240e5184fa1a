import { meanOf, squaresAbout } from './estimates.ts';
import type { SimilarityFinding } from './findings.ts';
import { optionId, type Problem } from './problem.ts';
import { certainDifference } from './utility.ts';

/** Most samples × pairs looked at, and most and least samples; the first stand for all. */
const MOST_STEPS = 1 << 24;
const MOST_SAMPLES = 65_536;
const LEAST_SAMPLES = 1_024;

/**
 * Pairs of options
 *
 * For each two options: how closely their overall values move together over the samples
 * (correlation; none where one never moves), how often one beats the other, ties split, and the
 * mean difference with its interval.
 *
 * Valid when: Options share their draws, so that differences are taken sample by sample; here they
 * always do. The first 65,536 samples are used, fewer with more than 24 options.
 *
 * Source: Clemen & Reilly, Making Hard Decisions (2014).
 */
export function pairFindings(problem: Problem): SimilarityFinding[] {
  const options = problem.values.length;
  const pairs = (options * (options - 1)) / 2;
  const affordable = Math.floor(MOST_STEPS / Math.max(1, pairs));
  const most = Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, affordable));
  const heads = problem.values.map((column) => head(column, most));
  const utilities = problem.utilities.map((column) => head(column, most));
  const means = heads.map((column) => meanOf(column));
  const spreads = heads.map((column, d) =>
    isConstant(column) ? 0 : Math.sqrt(squaresAbout(column, means[d] ?? 0)),
  );
  return heads.flatMap((left, a) =>
    heads.slice(a + 1).map((right, offset) => {
      const b = a + 1 + offset;
      const product = productAbout(left, means[a] ?? 0, right, means[b] ?? 0);
      const scale = (spreads[a] ?? 0) * (spreads[b] ?? 0);
      return {
        left: optionId(problem, a),
        right: optionId(problem, b),
        correlation: scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : Number.NaN,
        probabilityLeftBeats: shareAbove(left, right),
        meanDifference: certainDifference(
          utilities[a] as Float64Array,
          utilities[b] as Float64Array,
          problem.utility,
        ),
      };
    }),
  );
}

const head = (column: Float64Array, most: number): Float64Array =>
  column.length > most ? column.subarray(0, most) : column;

/** Asked of the samples: their mean is rounded, and so is their spread about it. */
const isConstant = (column: Float64Array): boolean => column.every((x) => x === column[0]);

function productAbout(
  left: Float64Array,
  leftMean: number,
  right: Float64Array,
  rightMean: number,
): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) {
    sum += ((left[i] as number) - leftMean) * ((right[i] as number) - rightMean);
  }
  return sum;
}

/** Share of the samples in which left is above right, ties counting one half. */
function shareAbove(left: Float64Array, right: Float64Array): number {
  let wins = 0;
  for (let i = 0; i < left.length; i += 1) {
    const a = left[i] as number;
    const b = right[i] as number;
    if (a > b) wins += 1;
    else if (a === b) wins += 0.5;
  }
  return wins / left.length;
}
