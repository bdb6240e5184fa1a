/**
 * x with A x = b, by Gaussian elimination with partial pivoting; NaN where A is singular.
 * A: n rows of n; b: n. Nothing is changed in what was given.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed. (2013), §3.4.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(at(rows, i, k)) > Math.abs(at(rows, pivot, k))) pivot = i;
    }
    [rows[k], rows[pivot]] = [rows[pivot] as number[], rows[k] as number[]];
    for (let i = k + 1; i < n; i++) {
      const factor = at(rows, i, k) / at(rows, k, k);
      for (let j = k; j <= n; j++)
        (rows[i] as number[])[j] = at(rows, i, j) - factor * at(rows, k, j);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = at(rows, i, n);
    for (let j = i + 1; j < n; j++) sum -= at(rows, i, j) * (x[j] as number);
    x[i] = sum / at(rows, i, i);
  }
  return x.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

const at = (rows: readonly (readonly number[])[], i: number, j: number) => rows[i]?.[j] as number;
