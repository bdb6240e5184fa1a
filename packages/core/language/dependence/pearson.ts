import { pearsonOfSpearman } from './spearman.ts';

/** A rank correlation between two variables. */
export interface Pair {
  readonly left: string;
  readonly right: string;
  readonly spearman: number;
}

/** Correlations of the normal scores of a group; pairs that are not named are independent. */
export function pearsonMatrix(group: readonly string[], pairs: readonly Pair[]): number[][] {
  const given = new Map(pairs.map((pair) => [`${pair.left} ${pair.right}`, pair.spearman]));
  return group.map((row) =>
    group.map((column) => {
      if (row === column) return 1;
      const key = row < column ? `${row} ${column}` : `${column} ${row}`;
      return pearsonOfSpearman(given.get(key) ?? 0);
    }),
  );
}
