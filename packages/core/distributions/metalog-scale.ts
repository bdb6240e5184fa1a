import { exp, log } from '../math/elementary.ts';
import { numberOf } from './parameters.ts';
import type { Parameters } from './types.ts';

/**
 * The scale on which a metalog is fitted: x itself, log(x − min), −log(max − x) or
 * log((x − min) / (max − x)), so that its values keep within the limits.
 * Source: Keelin, Decision Analysis 13 (2016), on semi-bounded and bounded metalogs.
 */
export interface MetalogScale {
  readonly min: number | null;
  readonly max: number | null;
}

/** A percentile as given: `percent` of the values lie below x. */
export interface Percentile {
  readonly percent: number;
  readonly x: number;
}

/** The whole percentage a parameter's name stands for (`p10` is 10), or null. */
export function percentOf(name: string): number | null {
  const digits = /^p([1-9][0-9]?)$/.exec(name);
  return digits === null ? null : Number(digits[1]);
}

/** The percentiles among the parameters, in rising order of percentage. */
export function readPercentiles(parameters: Parameters): Percentile[] {
  const points: Percentile[] = [];
  for (const name of Object.keys(parameters)) {
    const percent = percentOf(name);
    if (percent !== null) points.push({ percent, x: numberOf(parameters, name) });
  }
  return points.sort((a, b) => a.percent - b.percent);
}

/** The limits among the parameters. */
export function scaleOf(parameters: Parameters): MetalogScale {
  return {
    min: 'min' in parameters ? numberOf(parameters, 'min') : null,
    max: 'max' in parameters ? numberOf(parameters, 'max') : null,
  };
}

/** From x to the scale of the fit. */
export function toScale({ min, max }: MetalogScale, x: number): number {
  if (min !== null && max !== null) return log((x - min) / (max - x));
  if (min !== null) return log(x - min);
  return max === null ? x : -log(max - x);
}

/** From the scale of the fit back to x. */
export function fromScale({ min, max }: MetalogScale, z: number): number {
  if (min !== null && max !== null) {
    const e = exp(-Math.abs(z));
    const step = ((max - min) * e) / (1 + e);
    return z > 0 ? max - step : min + step;
  }
  if (min !== null) return min + exp(z);
  return max === null ? z : max - exp(-z);
}
