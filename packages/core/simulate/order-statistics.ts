/**
 * The k-th smallest of x[0 … length) (k from 0), which is reordered so that no smaller value stands
 * after it. Source: C. A. R. Hoare, "Algorithm 65: Find", Comm. ACM 4 (1961), 321–322, with the median
 * of three as pivot.
 */
export function select(x: Float64Array, k: number): number {
  let left = 0;
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
