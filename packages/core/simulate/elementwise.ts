import type { ElementwiseOp } from '../language/graph.ts';
import * as m from '../math/elementary.ts';

const ROUNDER = 6755399441055744;

/** Nearest integer, halves to even; the sign of zero is kept. */
function round(x: number): number {
  const size = Math.abs(x);
  if (!(size < 2251799813685248)) return x;
  const rounded = size + ROUNDER - ROUNDER;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** Every elementwise operation on numbers: the meaning that the kernels repeat bit for bit. */
export const elementwise: Readonly<
  Record<ElementwiseOp, (a: number, b: number, c: number) => number>
> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  // The remainder of IEEE 754's truncated division is exact, so every engine agrees on it.
  mod: (a, b) => a % b,
  pow: (a, b) => m.pow(a, b),
  neg: (a) => -a,
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  gt: (a, b) => (a > b ? 1 : 0),
  ge: (a, b) => (a >= b ? 1 : 0),
  eq: (a, b) => (a === b ? 1 : 0),
  ne: (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  not: (a) => (a === 0 ? 1 : 0),
  select: (c, a, b) => (c !== 0 ? a : b),
  // No Math.min: of NaN and of zeros the first is kept, as by the kernels.
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => m.exp(a),
  log: (a) => m.log(a),
  log10: (a) => m.log10(a),
  sin: (a) => m.sin(a),
  cos: (a) => m.cos(a),
  floor: (a) => Math.floor(a),
  ceil: (a) => Math.ceil(a),
  round,
  normal_quantile: (a) => m.normalQuantile(a),
  normal_cdf: (a) => m.normalCdf(a),
};
