import { exp, log, normalQuantile } from './elementary.ts';
import { logGamma } from './gamma-function.ts';
import { gammaTail, gammaWeight } from './incomplete-gamma.ts';
import { solveTail } from './solve-tail.ts';

/**
 * u ↦ x with P(a, x) = u, for a > 0 and 0 < u < 1; 0 where x is below the smallest number.
 * Halley's method in log x on the smaller tail. Starts: Wilson & Hilferty for large a, the first
 * term of the series for small x, Press et al. for a < 1 above it.
 * Source: Wilson & Hilferty, PNAS 17 (1931); Press et al., Numerical Recipes, 3rd ed. (2007), §6.2.1.
 */
export function inverseIncompleteGamma(a: number): (u: number) => number {
  const start = startOf(a);
  const weightAt = gammaWeight(a);
  return (u) => {
    const lower = u <= 0.5;
    const x0 = start(u);
    if (!(x0 > 1e-290)) return x0;
    const t = solveTail(lower ? u : 1 - u, lower, (t) => {
      const x = x0 * exp(t);
      const weight = weightAt(x);
      return { tail: gammaTail(a, x, weight, !lower), weight, slope: a - x };
    });
    return x0 * exp(t);
  };
}

function startOf(a: number): (u: number) => number {
  const logGammaA1 = logGamma(a + 1);
  const small = (u: number): number => {
    const x = exp((log(u) + logGammaA1) / a);
    return x * (1 + Math.min(x / (a + 1), 1));
  };
  if (a < 1) {
    const split = 1 - a * (0.253 + 0.12 * a);
    return (u) => (u < split ? small(u) : 1 - log((1 - u) / (1 - split)));
  }
  const variance = 1 / (9 * a);
  const sd = Math.sqrt(variance);
  return (u) => {
    const root = 1 - variance + sd * normalQuantile(u);
    return root > 0.45 ? a * root * root * root : small(u);
  };
}
