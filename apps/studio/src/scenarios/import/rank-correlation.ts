/** Ranks from 1, ties at their mean. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    for (const i of order.slice(from, to)) ranks[i] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

const at = (list: readonly number[], i: number): number => list[i] ?? Number.NaN;

/**
 * Spearman's rank correlation of each two columns: Pearson's of their ranks.
 * columns: shape [columns][rows], all of one length. NaN where a column is constant.
 * Source: Kendall & Gibbons, Rank Correlation Methods (5th ed., 1990), ch. 3, for ties.
 */
export function rankCorrelations(columns: readonly (readonly number[])[]) {
  const centred = columns.map((values) => {
    const middle = (values.length + 1) / 2;
    return ranksOf(values).map((rank) => rank - middle);
  });
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * at(b, i), 0);
  const norms = centred.map((ranks) => Math.sqrt(dot(ranks, ranks)));
  return centred.flatMap((a, i) =>
    centred.slice(i + 1).map((b, k) => {
      const j = i + 1 + k;
      return { i, j, spearman: dot(a, b) / (at(norms, i) * at(norms, j)) };
    }),
  );
}
