import { factorBanded, solveBanded } from './banded.ts';

const BASIS = 20;
const BANDWIDTH = 3;
/** Keeps stretches without samples solvable; far below any weight that matters. */
const RIDGE = 1e-12;

/** Cubic B-splines at given places: four in a row are not zero at each. */
export interface SplineBasis {
  readonly first: Uint8Array;
  /** Shape [places × 4]. */
  readonly weights: Float64Array;
}

/** Twenty cubic B-splines on equal knots over rising places, shape [n], n ≥ 2. */
export function splineBasis(places: Float64Array): SplineBasis {
  const n = places.length;
  const low = places[0] as number;
  const width = (places[n - 1] as number) - low;
  const pieces = BASIS - BANDWIDTH;
  const first = new Uint8Array(n);
  const weights = new Float64Array(4 * n);
  for (let b = 0; b < n; b += 1) {
    const place = (((places[b] as number) - low) / width) * pieces;
    const piece = Math.min(pieces - 1, Math.floor(place));
    const t = place - piece;
    const s = 1 - t;
    first[b] = piece;
    weights[4 * b] = (s * s * s) / 6;
    weights[4 * b + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weights[4 * b + 2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    weights[4 * b + 3] = (t * t * t) / 6;
  }
  return { first, weights };
}

/** Weighted least squares on a basis, without its penalty yet. */
export interface Fit {
  readonly basis: SplineBasis;
  readonly shares: Float64Array;
  /** BᵀWB by its four upper diagonals, shape [4 × BASIS]. */
  readonly gram: Float64Array;
}

/** Least squares at the basis's places. sizes: their weights, shape [n]. */
export function fitOf(basis: SplineBasis, sizes: Float64Array): Fit {
  const total = sizes.reduce((a, b) => a + b, 0);
  const shares = sizes.map((size) => size / total);
  return { basis, shares, gram: gramOf(basis, shares) };
}

/**
 * Factor of a fit's P-spline. penalty: weight of the second differences of the coefficients. Straight
 * lines, and so the mean, are never penalised.
 * Source: Eilers & Marx, Flexible Smoothing with B-splines and Penalties (1996).
 */
export function factorOf({ gram }: Fit, penalty: number): Float64Array {
  return factorBanded(penalised(gram, penalty), BASIS, BANDWIDTH);
}

/** BᵀW·values, shape [BASIS]: all that any penalty needs to know of them. */
export function momentsOf({ basis, shares }: Fit, values: Float64Array): Float64Array {
  const { first, weights } = basis;
  const moments = new Float64Array(BASIS);
  for (let b = 0; b < first.length; b += 1) {
    const share = (shares[b] as number) * (values[b] as number);
    const place = first[b] as number;
    for (let i = 0; i < 4; i += 1) {
      moments[place + i] = (moments[place + i] as number) + share * (weights[4 * b + i] as number);
    }
  }
  return moments;
}

/** Coefficients, shape [BASIS], of the smooth of values that have these moments. */
export const coefficientsOf = (factor: Float64Array, moments: Float64Array): Float64Array =>
  solveBanded(factor, BASIS, BANDWIDTH, moments);

/** Smoothed values, shape [n]. */
export function smooth({ basis }: Fit, coefficients: Float64Array): Float64Array {
  const { first, weights } = basis;
  const out = new Float64Array(first.length);
  for (let b = 0; b < out.length; b += 1) {
    const place = first[b] as number;
    let sum = 0;
    for (let i = 0; i < 4; i += 1) {
      sum += (weights[4 * b + i] as number) * (coefficients[place + i] as number);
    }
    out[b] = sum;
  }
  return out;
}

/** Misfits below this share of the mean square are rounding. */
const ROUNDING = 1e-13;

/**
 * Generalised cross-validation score of a smooth: mean squared residual over (1 − parameters/n)². The mean
 * squared residual of values y with moments m is mean y² − 2 c·m + cᵀBᵀWBc: no pass over the places.
 * square: mean y² by the fit's shares. Source: Craven & Wahba, Smoothing Noisy Data with Spline Functions (1979).
 */
export function crossValidation(
  { gram, shares }: Fit,
  parameters: number,
  { square, moments }: { readonly square: number; readonly moments: Float64Array },
  coefficients: Float64Array,
): number {
  let misfit = square;
  for (let i = 0; i < BASIS; i += 1) {
    const own = coefficients[i] as number;
    misfit += own * (own * (gram[i] as number) - 2 * (moments[i] as number));
    for (let k = 1; k <= BANDWIDTH && i + k < BASIS; k += 1) {
      misfit += 2 * own * (coefficients[i + k] as number) * (gram[k * BASIS + i] as number);
    }
  }
  const free = 1 - parameters / shares.length;
  return Math.max(misfit, ROUNDING * square) / (free * free);
}

function gramOf({ first, weights }: SplineBasis, shares: Float64Array): Float64Array {
  const out = new Float64Array((BANDWIDTH + 1) * BASIS);
  for (let b = 0; b < first.length; b += 1) {
    for (let i = 0; i < 4; i += 1) {
      const left = (shares[b] as number) * (weights[4 * b + i] as number);
      for (let j = i; j < 4; j += 1) {
        const place = (j - i) * BASIS + (first[b] as number) + i;
        out[place] = (out[place] as number) + left * (weights[4 * b + j] as number);
      }
    }
  }
  return out;
}

/** gram + penalty · DᵀD with D the second differences. */
function penalised(gram: Float64Array, penalty: number): Float64Array {
  const out = gram.slice();
  const difference = [1, -2, 1];
  for (let row = 0; row + 2 < BASIS; row += 1) {
    for (let i = 0; i < 3; i += 1) {
      for (let j = i; j < 3; j += 1) {
        const place = (j - i) * BASIS + row + i;
        const term = penalty * (difference[i] as number) * (difference[j] as number);
        out[place] = (out[place] as number) + term;
      }
    }
  }
  for (let i = 0; i < BASIS; i += 1) out[i] = (out[i] as number) + RIDGE;
  return out;
}

/** Effective number of parameters: the trace of the hat matrix, (gram + penalty)⁻¹ gram. */
export function parametersOf({ gram }: Fit, factor: Float64Array): number {
  let trace = 0;
  const column = new Float64Array(BASIS);
  for (let i = 0; i < BASIS; i += 1) {
    column.fill(0);
    for (let k = -BANDWIDTH; k <= BANDWIDTH; k += 1) {
      const row = i + k;
      if (row < 0 || row >= BASIS) continue;
      column[row] = gram[Math.abs(k) * BASIS + Math.min(i, row)] as number;
    }
    trace += solveBanded(factor, BASIS, BANDWIDTH, column)[i] as number;
  }
  return trace;
}
