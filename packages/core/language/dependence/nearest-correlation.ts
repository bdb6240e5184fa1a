import type { Matrix } from './cholesky.ts';

const ITERATIONS = 100;
const SWEEPS = 50;

/**
 * Nearest correlation matrix in the Frobenius norm: alternating projections onto the positive
 * semi-definite matrices and onto those with a unit diagonal, with Dykstra's correction.
 * matrix: symmetric, shape [n, n]. The result is positive semi-definite to about 1e-6.
 * Source: Higham, Computing the nearest correlation matrix, IMA J. Numer. Anal. 22 (2002), algorithm 3.3.
 */
export function nearestCorrelation(matrix: Matrix): number[][] {
  let current = matrix.map((row) => [...row]);
  let correction = matrix.map((row) => row.map(() => 0));
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const shifted = combine(current, correction, (x, d) => x - d);
    const projected = positivePart(shifted);
    correction = combine(projected, shifted, (x, r) => x - r);
    const next = projected.map((row, i) => row.map((x, j) => (i === j ? 1 : x)));
    const moved = distance(next, current);
    current = next;
    if (moved < 1e-9) break;
  }
  return current;
}

/** The matrix with its negative eigenvalues set to 0. */
function positivePart(matrix: Matrix): number[][] {
  const { values, vectors } = eigen(matrix);
  const size = matrix.length;
  const result = matrix.map((row) => row.map(() => 0));
  for (const [k, value] of values.entries()) {
    if (value <= 0) continue;
    for (let i = 0; i < size; i += 1) {
      const row = result[i] as number[];
      const scaled = value * (vectors[i]?.[k] ?? 0);
      for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + scaled * (vectors[j]?.[k] ?? 0);
    }
  }
  return result;
}

/**
 * Eigenvalues and eigenvectors (columns) of a symmetric matrix by cyclic Jacobi rotations.
 * Source: Golub & Van Loan, Matrix Computations (4th ed., 2013), §8.5.
 */
export function eigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  const size = a.length;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let largest = 0;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        largest = Math.max(largest, Math.abs(a[p]?.[q] ?? 0));
        rotate(a, vectors, p, q);
      }
    }
    if (largest < 1e-14) break;
  }
  return { values: a.map((row, i) => row[i] ?? 0), vectors };
}

/** Turns a and the vectors in the plane (p, q) so that a[p][q] becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const rowP = a[p] as number[];
  const rowQ = a[q] as number[];
  const off = rowP[q] ?? 0;
  if (off === 0) return;
  const theta = ((rowQ[q] ?? 0) - (rowP[p] ?? 0)) / (2 * off);
  const size = Math.sqrt(theta * theta + 1);
  const t = theta >= 0 ? 1 / (theta + size) : -1 / (size - theta);
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) turn(row, p, q, c, s);
  for (let j = 0; j < a.length; j += 1) {
    const x = rowP[j] ?? 0;
    const y = rowQ[j] ?? 0;
    rowP[j] = c * x - s * y;
    rowQ[j] = s * x + c * y;
  }
  for (const row of vectors) turn(row, p, q, c, s);
}

function turn(row: number[], p: number, q: number, c: number, s: number): void {
  const x = row[p] ?? 0;
  const y = row[q] ?? 0;
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}

function combine(left: Matrix, right: Matrix, of: (x: number, y: number) => number): number[][] {
  return left.map((row, i) => row.map((x, j) => of(x, right[i]?.[j] ?? 0)));
}

function distance(left: Matrix, right: Matrix): number {
  let largest = 0;
  for (const row of combine(left, right, (x, y) => Math.abs(x - y))) {
    for (const x of row) largest = Math.max(largest, x);
  }
  return largest;
}
