import { exp } from './elementary.ts';
import { stirlingError } from './gamma-function.ts';
import { excessOverLog } from './log1pmx.ts';
import { temme, temmeApplies } from './temme.ts';

const EPSILON = 1e-17;
const TERMS_MAX = 100_000;

/**
 * x ↦ xᵃ e⁻ˣ / Γ(a), the density of log X for X ~ Gamma(a), in a form that loses nothing for large
 * a: √(a/2π) exp(−δ(a) − a (e − log(1 + e))) with e = x/a − 1.
 * Source: Loader, Fast and accurate computation of binomial probabilities (2000).
 */
export function gammaWeight(a: number): (x: number) => number {
  const base = Math.sqrt(a / (2 * Math.PI)) * exp(-stirlingError(a));
  return (x) => base * exp(-a * excessOverLog((x - a) / a, x / a));
}

/** P(a, x) / weight = Σ xⁿ / (a (a+1) … (a+n)). Source: DLMF 8.11.4. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < TERMS_MAX && term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) / weight by its continued fraction, Lentz's method. Source: DLMF 8.9.2 (even part). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < TERMS_MAX; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) >= 2e-16)) break;
  }
  return value;
}

/** The tail at x > 0, given the weight there. */
export function gammaTail(a: number, x: number, weight: number, upper: boolean): number {
  if (temmeApplies(a, x)) return temme(a, x, upper);
  if (x < a + 1) {
    const lower = weight * lowerSeries(a, x);
    return upper ? 1 - lower : lower;
  }
  const tail = weight * upperFraction(a, x);
  return upper ? tail : 1 - tail;
}

/**
 * Regularised incomplete gamma function x ↦ P(a, x), or Q(a, x) when `upper`, for a > 0.
 * Outside 0 < x < ∞ it is 0 or 1. Relative error near 10⁻¹⁵ for the smaller of the two.
 * Source: DLMF 8.11.4, 8.9.2; Temme's expansion for a ≥ 64.
 */
export function incompleteGamma(a: number, upper = false): (x: number) => number {
  const weight = gammaWeight(a);
  return (x) => {
    if (x <= 0) return upper ? 1 : 0;
    if (x === Number.POSITIVE_INFINITY) return upper ? 0 : 1;
    return gammaTail(a, x, weight(x), upper);
  };
}
