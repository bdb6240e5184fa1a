/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[];

/** Below this a pivot counts as 0: the variable is then a fixed mix of those before it. */
const TOLERANCE = 1e-10;

/**
 * Lower triangle L with L·Lᵀ = matrix, shape [n, n]; null where the matrix is not positive
 * semi-definite. A pivot of 0 (perfectly correlated variables) gives a column of zeros.
 * Source: Golub & Van Loan, Matrix Computations (4th ed., 2013), §4.2.
 */
export function cholesky(matrix: Matrix): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const current: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const above = lower[j] ?? current;
      let rest = row[j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (current[k] ?? 0) * (above[k] ?? 0);
      const entry = i === j ? pivot(rest) : quotient(rest, above[j] ?? 0);
      if (entry === null) return null;
      current.push(entry);
    }
    lower.push(current);
  }
  return lower;
}

function pivot(rest: number): number | null {
  if (rest < -TOLERANCE) return null;
  return rest < TOLERANCE ? 0 : Math.sqrt(rest);
}

function quotient(rest: number, diagonal: number): number | null {
  if (diagonal !== 0) return rest / diagonal;
  return Math.abs(rest) < Math.sqrt(TOLERANCE) ? 0 : null;
}
