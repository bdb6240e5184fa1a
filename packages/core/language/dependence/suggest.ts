import { cholesky, type Matrix } from './cholesky.ts';
import { nearestCorrelation } from './nearest-correlation.ts';
import { type Pair, pearsonMatrix } from './pearson.ts';
import { spearmanOfPearson } from './spearman.ts';

/** Largest group for which a way out is worked out; beyond it the work would be felt. */
const MAX_SUGGESTED = 40;
/** Each try draws the nearest matrix a little towards independence, until it survives rounding. */
const SHRINK = 0.98;

/**
 * What to say of correlations that cannot hold together: the nearest ones that can, in hundredths,
 * naming each pair to change or add.
 */
export function suggestCorrelations(group: readonly string[], pairs: readonly Pair[]): string {
  const names = group.slice(0, MAX_SUGGESTED).join(', ');
  const lead = `the correlations between ${names} cannot all hold at once`;
  if (group.length > MAX_SUGGESTED) return `${lead}; weaken the strongest ones.`;
  const valid = validPairs(group, pairs);
  const given = new Map(pairs.map((pair) => [`${pair.left} ${pair.right}`, pair.spearman]));
  const changes = valid.flatMap(({ left, right, spearman }) => {
    const now = given.get(`${left} ${right}`);
    if (Math.abs(spearman - (now ?? 0)) < 0.005) return [];
    return [`${left}–${right} ${spearman} (${now === undefined ? 'not given' : `now ${now}`})`];
  });
  return `${lead}; the nearest that can: ${changes.join(', ')}.`;
}

/** The nearest valid rank correlations of every pair of the group, in hundredths. */
export function validPairs(group: readonly string[], pairs: readonly Pair[]): Pair[] {
  const nearest = nearestCorrelation(pearsonMatrix(group, pairs));
  for (let factor = 1; ; factor *= SHRINK) {
    const rounded = roundedPairs(group, nearest, factor);
    if (cholesky(pearsonMatrix(group, rounded)) !== null) return rounded;
  }
}

function roundedPairs(group: readonly string[], matrix: Matrix, factor: number): Pair[] {
  return group.flatMap((left, i) =>
    group.slice(i + 1).map((right, offset) => {
      const pearson = (matrix[i]?.[i + 1 + offset] ?? 0) * factor;
      return { left, right, spearman: Math.floor(spearmanOfPearson(pearson) * 100 + 0.5) / 100 };
    }),
  );
}
