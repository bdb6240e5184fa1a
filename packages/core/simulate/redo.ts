import { exp, log, normalCdf, normalQuantile, pow } from '../math/elementary.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const isOrdinary = (x: number) => x >= SMALLEST_NORMAL && x < Infinity;

/** Is it outside the range in which the kernel's answer holds? The kernels ask the same or more. */
const outside: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  exp: (a) => !(Math.abs(a) < 708),
  log: (a) => !isOrdinary(a),
  normal_cdf: (a) => !(Math.abs(a) < 37.5),
  normal_quantile: (a) => !(a > 1.4e-11 && a < 1 - 1.4e-11),
  // A little more than the kernel's own limit of 708, for the rounding of the product.
  pow: (a, b) => !isOrdinary(a) || !(Math.abs(b * log(a)) < 707),
};

const scalar: Readonly<Record<string, (a: number, b: number) => number>> = {
  exp,
  log,
  normal_cdf: normalCdf,
  normal_quantile: normalQuantile,
  pow,
};

/**
 * Computes anew what a kernel could not: arguments outside its range.
 * Addresses are indices of `numbers`; steps are 1 or 0; count: samples of the block.
 */
export function redo(
  op: string,
  numbers: Float64Array,
  out: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  count: number,
): void {
  const isOutside = outside[op] as (a: number, b: number) => boolean;
  const f = scalar[op] as (a: number, b: number) => number;
  for (let i = 0; i < count; i++) {
    const x = numbers[a + i * aStep] as number;
    const y = numbers[b + i * bStep] as number;
    if (isOutside(x, y)) numbers[out + i] = f(x, y);
  }
}
