/**
 * Cholesky factor of a symmetric positive definite matrix of small bandwidth.
 * diagonals: a[i][i + k] at [k·n + i] for k = 0 … bandwidth. Returns L in the same layout: L[i + k][i].
 * Source: Golub & Van Loan, Matrix Computations (2013), §4.3.
 */
export function factorBanded(diagonals: Float64Array, n: number, bandwidth: number): Float64Array {
  const factor = diagonals.slice();
  for (let j = 0; j < n; j += 1) {
    for (let k = 1; k <= Math.min(bandwidth, j); k += 1) {
      const above = factor[k * n + j - k] as number;
      for (let i = 0; i + k <= bandwidth && i + j < n; i += 1) {
        const at = i * n + j;
        factor[at] = (factor[at] as number) - above * (factor[(i + k) * n + j - k] as number);
      }
    }
    const pivot = Math.sqrt(factor[j] as number);
    for (let i = 0; i <= bandwidth && i + j < n; i += 1) {
      factor[i * n + j] = (factor[i * n + j] as number) / pivot;
    }
  }
  return factor;
}

/** x with L·Lᵀ·x = target, L from `factorBanded`. */
export function solveBanded(
  factor: Float64Array,
  n: number,
  bandwidth: number,
  target: Float64Array,
): Float64Array {
  const x = target.slice();
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] as number;
    for (let k = 1; k <= Math.min(bandwidth, i); k += 1) {
      sum -= (factor[k * n + i - k] as number) * (x[i - k] as number);
    }
    x[i] = sum / (factor[i] as number);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] as number;
    for (let k = 1; k <= bandwidth && i + k < n; k += 1) {
      sum -= (factor[k * n + i] as number) * (x[i + k] as number);
    }
    x[i] = sum / (factor[i] as number);
  }
  return x;
}
