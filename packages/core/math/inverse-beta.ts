import { exp, log, log1p, normalQuantile } from './elementary.ts';
import { logGamma, stirlingError } from './gamma-function.ts';
import { betaTail, betaWeight } from './incomplete-beta.ts';
import { solveTail } from './solve-tail.ts';

/** A point of (0, 1) with its distance to both ends, so that neither loses digits. */
interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * (u, v) ↦ (x, y) with I_x(a, b) = u, v = 1 − u and y = 1 − x, for a, b > 0.
 * Halley's method in the log odds of x on the smaller tail. Starts: Abramowitz & Stegun 26.5.22 for
 * a, b ≥ 1, else the leading powers at both ends (Press et al.).
 * Source: Abramowitz & Stegun (1964), 26.5.22; Press et al., Numerical Recipes, 3rd ed. (2007), §6.4.
 */
export function inverseIncompleteBeta(a: number, b: number): (u: number, v?: number) => UnitPoint {
  const start = a >= 1 && b >= 1 ? startByNormal(a, b) : startByPowers(a, b);
  const weightAt = betaWeight(a, b);
  return (u, v = 1 - u) => {
    const origin = start(u, v);
    if (origin.x < 1e-290 || origin.y < 1e-290) return origin;
    const lower = u <= v;
    const t = solveTail(lower ? u : v, lower, (t) => {
      const { x, y } = shiftOdds(origin, t);
      const weight = weightAt(x, y);
      return { tail: betaTail(a, b, x, y, weight, !lower), weight, slope: a * y - b * x };
    });
    return shiftOdds(origin, t);
  };
}

/** The point whose odds x / y are e^t times those of the origin. */
function shiftOdds({ x, y }: UnitPoint, t: number): UnitPoint {
  const factor = exp(t);
  const whole = y + x * factor;
  return { x: (x * factor) / whole, y: y / whole };
}

function startByNormal(a: number, b: number): (u: number) => UnitPoint {
  const p = 1 / (2 * a - 1);
  const q = 1 / (2 * b - 1);
  const h = 2 / (p + q);
  return (u) => {
    const z = -normalQuantile(u);
    const l = (z * z - 3) / 6;
    const w = (z * Math.sqrt(Math.max(h + l, 0))) / h - (q - p) * (l + 5 / 6 - 2 / (3 * h));
    const e = exp(Math.max(-300, Math.min(300, 2 * w)));
    return { x: a / (a + b * e), y: (b * e) / (a + b * e) };
  };
}

function startByPowers(a: number, b: number): (u: number, v: number) => UnitPoint {
  const left = exp(a * log(a / (a + b))) / a;
  const right = exp(b * log(b / (a + b))) / b;
  const logBeta = logBetaFunction(a, b);
  const logA = log(a) + logBeta;
  const logB = log(b) + logBeta;
  return (u, v) => {
    if (u * (left + right) < left) {
      const x = Math.min(exp((log(u) + logA) / a), 0.75);
      return { x, y: 1 - x };
    }
    const y = Math.min(exp((log(v) + logB) / b), 0.75);
    return { x: 1 - y, y };
  };
}

/** log B(a, b), without the cancellation of log-gamma functions of large arguments. */
function logBetaFunction(a: number, b: number): number {
  if (Math.max(a, b) < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const [small, large] = a < b ? [a, b] : [b, a];
  const ratio = stirlingError(large) - stirlingError(small + large);
  const n = small + large;
  return logGamma(small) + ratio + small - (large - 0.5) * log1p(small / large) - small * log(n);
}
