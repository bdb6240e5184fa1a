import { exp, log } from '../math/elementary.ts';
import { integrateLine, LINE_STEP } from '../math/integrate.ts';
import { centred, curveAt, type MetalogCurve } from './metalog-curve.ts';
import { fromScale, type MetalogScale } from './metalog-scale.ts';

/** Log density of the log odds t of u. */
function logDensity(t: number): number {
  const size = Math.abs(t);
  const e = exp(-size);
  return -size - 2 * log(1 + e);
}

/** The density of the log odds at the points of the rule: every metalog asks for the same. */
const densities: number[] = [];

function density(t: number): number {
  const point = Math.abs(t) / LINE_STEP;
  densities[point] ??= exp(logDensity(t));
  return densities[point];
}

/** Mean and standard deviation of a metalog: integrals over the log odds of u. */
export function metalogMoments(
  scale: MetalogScale,
  curve: MetalogCurve,
): { mean: number; sd: number } {
  const m = (t: number) => curveAt(curve, centred(t), t);
  if ((scale.min === null) !== (scale.max === null)) {
    const tail = curve.s.reduce(
      (sum, a, power) => sum + a * halfPower(scale.min === null ? -0.5 : 0.5, power),
      0,
    );
    return scale.min === null
      ? mirrored(
          exponentialMoments((t) => -m(t), tail),
          scale.max as number,
        )
      : shifted(exponentialMoments(m, tail), scale.min);
  }
  const reach = 60;
  const known: number[] = [];
  const mean = integrateLine((t) => {
    const x = fromScale(scale, m(t));
    known.push(x);
    return x * density(t);
  }, reach);
  // The rule asks for the same points in the same order again.
  let next = 0;
  const variance = integrateLine((t) => {
    const deviation = (known[next++] as number) - mean;
    return deviation * deviation * density(t);
  }, reach);
  return { mean, sd: Math.sqrt(variance) };
}

function halfPower(half: number, power: number): number {
  let value = 1;
  for (let i = 0; i < power; i++) value *= half;
  return value;
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

const shifted = ({ mean, sd }: Moments, min: number): Moments => ({ mean: min + mean, sd });
const mirrored = ({ mean, sd }: Moments, max: number): Moments => ({ mean: max - mean, sd });

/**
 * Moments of e^m(t), which grows like e^(tail |t|) where the density falls like e^−|t|: the mean is
 * finite for tail < 1, the standard deviation for tail < ½.
 */
function exponentialMoments(m: (t: number) => number, tail: number): Moments {
  const infinite = Number.POSITIVE_INFINITY;
  if (!(tail < 1)) return { mean: infinite, sd: infinite };
  const mean = integrateLine((t) => exp(m(t) + logDensity(t)), reachOf(1 - tail));
  if (!(tail < 0.5)) return { mean, sd: infinite };
  const root = (t: number) => {
    const half = 0.5 * logDensity(t);
    const value = exp(m(t) + half) - mean * exp(half);
    return value * value;
  };
  return { mean, sd: Math.sqrt(integrateLine(root, reachOf(1 - 2 * tail))) };
}

/** Where e^(−decay |t|) is negligible; bounded, lest a decay near 0 take for ever. */
const reachOf = (decay: number) => Math.min(45 / decay, 100_000);
