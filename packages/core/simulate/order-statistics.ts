/**
 * The values at rising ranks (from 0) of x, as if it were sorted; x is reordered.
 * Source: C. A. R. Hoare, "Algorithm 65: Find", Comm. ACM 4 (1961), 321–322, with the median of three
 * as pivot.
 */
export function selectAll(x: Float64Array, ranks: readonly number[]): number[] {
  let from = 0;
  return ranks.map((rank) => {
    const value = select(x, rank, from);
    from = rank;
    return value;
  });
}

/** As selectAll, of x and `copies` of one more value. */
export function selectAround(
  x: Float64Array,
  ranks: readonly number[],
  value: number,
  copies: number,
): number[] {
  let smaller = 0;
  for (let i = 0; i < x.length; i++) if ((x[i] as number) < value) smaller++;
  const isCopy = (rank: number) => rank >= smaller && rank < smaller + copies;
  const others = ranks.filter((rank) => !isCopy(rank));
  const found = selectAll(
    x,
    others.map((rank) => (rank < smaller ? rank : rank - copies)),
  );
  return ranks.map((rank) => (isCopy(rank) ? value : (found[others.indexOf(rank)] as number)));
}

/** The value at a rank, which then parts x: nothing before it is greater, nothing after it smaller. */
function select(x: Float64Array, k: number, from: number): number {
  let left = from;
  let right = x.length - 1;
  while (left < right) {
    const pivot = medianOfThree(
      x[left] as number,
      x[(left + right) >> 1] as number,
      x[right] as number,
    );
    let i = left;
    let j = right;
    while (i <= j) {
      while ((x[i] as number) < pivot) i++;
      while ((x[j] as number) > pivot) j--;
      if (i > j) break;
      const held = x[i] as number;
      x[i++] = x[j] as number;
      x[j--] = held;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return x[k] as number;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
