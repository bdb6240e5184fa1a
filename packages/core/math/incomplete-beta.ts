import { exp } from './elementary.ts';
import { stirlingError } from './gamma-function.ts';
import { excessOverLog } from './log1pmx.ts';

const TERMS_MAX = 1_000_000;

/**
 * (x, y) ↦ xᵃ yᵇ / B(a, b) with y = 1 − x, the density of the log odds of X ~ Beta(a, b), in a form
 * that loses nothing for large a and b.
 * Source: Loader, Fast and accurate computation of binomial probabilities (2000);
 * DiDonato & Morris, ACM TOMS 18 (1992), algorithm 708.
 */
export function betaWeight(a: number, b: number): (x: number, y: number) => number {
  const n = a + b;
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const base = Math.sqrt((a / n) * (b / (2 * Math.PI))) * exp(error);
  return (x, y) => {
    const lambda = a * y - b * x;
    const left = a * excessOverLog(-lambda / a, (x / a) * n);
    const right = b * excessOverLog(lambda / b, (y / b) * n);
    return base * exp(-(left + right));
  };
}

/** I / weight = Σ (a+b)…(a+b+n−1) xⁿ / (a (a+1) … (a+n)), all terms positive. DLMF 8.17.8. */
function series(a: number, b: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 0; n < TERMS_MAX && term > sum * 1e-17; n++) {
    term *= (x * (a + b + n)) / (a + 1 + n);
    sum += term;
  }
  return sum;
}

/**
 * I / weight by the continued fraction of DiDonato & Morris (1992), Lentz's method; it
 * converges fast up to the mean of the distribution.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const lambda = a * y - b * x;
  let value = (a / (a + 1)) * (lambda + 1);
  let c = value;
  let d = 0;
  for (let n = 1; n < TERMS_MAX; n++) {
    const twice = a + 2 * n;
    const step = (n * (b - n) * x) / (twice - 1);
    const numerator = ((a + n - 1) / (twice - 1)) * (a + b + n - 1) * x * step;
    const denominator = n + step + ((a + n) / (twice + 1)) * (lambda + 1 + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) >= 2e-16)) break;
  }
  return 1 / value;
}

/** I_x(a, b), or its complement when `upper`, at 0 < x < 1 with y = 1 − x and the weight there. */
export function betaTail(
  a: number,
  b: number,
  x: number,
  y: number,
  weight: number,
  upper: boolean,
): number {
  const useSeries = x <= 0.7 && b * x <= 1;
  if (useSeries) return oneSide(weight * series(a, b, x), upper);
  if (y <= 0.7 && a * y <= 1) return oneSide(weight * series(b, a, y), !upper);
  if (a * y >= b * x) return oneSide(weight * fraction(a, b, x, y), upper);
  return oneSide(weight * fraction(b, a, y, x), !upper);
}

function oneSide(tail: number, complement: boolean): number {
  return complement ? Math.max(1 - tail, 0) : Math.min(tail, 1);
}

/**
 * Regularised incomplete beta function (x, y) ↦ I_x(a, b), or 1 − I_x(a, b) when `upper`, for
 * a, b > 0 and y = 1 − x (given apart, so that neither end loses digits).
 * Outside 0 < x < 1 it is 0 or 1. Relative error near 10⁻¹⁵ for the smaller of the two.
 * Source: DLMF 8.17.8; DiDonato & Morris, ACM TOMS 18 (1992).
 */
export function incompleteBeta(
  a: number,
  b: number,
  upper = false,
): (x: number, y?: number) => number {
  const weight = betaWeight(a, b);
  return (x, y = 1 - x) => {
    if (x <= 0) return upper ? 1 : 0;
    if (y <= 0) return upper ? 0 : 1;
    return betaTail(a, b, x, y, weight(x, y), upper);
  };
}
