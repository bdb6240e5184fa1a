import { factorBanded, solveBanded } from './banded.ts';

/** Σ left·right over the samples start … end. */
export function inner(
  left: Float64Array,
  right: Float64Array,
  start = 0,
  end: number = left.length,
): number {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

/** Inner products of the columns with one another by diagonals, shape [size × size]. */
export function gramOf(
  columns: readonly Float64Array[],
  start = 0,
  end: number = columns[0]?.length ?? 0,
): Float64Array {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  for (let f = 0; f < size; f += 1) {
    const left = columns[f] as Float64Array;
    let k = 0;
    for (; f + k + 3 < size; k += 4) {
      const four = innerOfFour(left, columns.slice(f + k, f + k + 4), start, end);
      for (let j = 0; j < 4; j += 1) gram[(k + j) * size + f] = four[j] as number;
    }
    for (; f + k < size; k += 1) {
      gram[k * size + f] = inner(left, columns[f + k] as Float64Array, start, end);
    }
  }
  return gram;
}

/** `inner` of a column with each of four: a sum waits for itself, so four go in the time of one. */
function innerOfFour(
  left: Float64Array,
  rights: readonly Float64Array[],
  start: number,
  end: number,
): readonly number[] {
  const [a, b, c, d] = rights as [Float64Array, Float64Array, Float64Array, Float64Array];
  let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
  for (let i = start; i < end; i += 1) {
    const x = left[i] as number;
    sumA += x * (a[i] as number);
    sumB += x * (b[i] as number);
    sumC += x * (c[i] as number);
    sumD += x * (d[i] as number);
  }
  return [sumA, sumB, sumC, sumD];
}

/**
 * Coefficients of the regression of each target, by the normal equations.
 * gram: as `gramOf` gives it; targets: inner products of the columns with each y, shape [y][size];
 * ridge: relative to the diagonal, a trace of it keeps columns that depend on each other solvable.
 * Source: Golub & Van Loan, Matrix Computations (2013), ch. 5.
 */
export function leastSquares(
  gram: Float64Array,
  targets: readonly Float64Array[],
  ridge: number,
): Float64Array[] {
  const size = targets[0]?.length ?? 0;
  const factor = factorBanded(
    gram.map((x, i) => (i < size ? x * (1 + ridge) : x)),
    size,
    size - 1,
  );
  return targets.map((target) => solveBanded(factor, size, size - 1, target));
}
