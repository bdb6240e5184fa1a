/**
 * The values at given ranks (0 = smallest) as if the column were sorted.
 * values: shape [n], finite, unchanged; ranks: rising. Returns rank → value.
 */
export function orderStatistics(
  values: Float64Array,
  ranks: readonly number[],
): Map<number, number> {
  const sorted = values.slice().sort();
  return new Map(ranks.map((rank) => [rank, sorted[rank] as number]));
}
