// normalQuantile and normalCdf of core/math/normal.ts. Of the quantile the centre for every lane, then the
// tails in a second pass over the few that need it, gathered side by side.
import * as at from './layout';
import { constant, expOf, isBelow, log, storeTwo, vector } from './exponential';

// @ts-ignore: decorator
@inline
function step(sum: v128, r: v128, coefficient: usize): v128 {
  return f64x2.add(f64x2.mul(sum, r), constant(coefficient));
}

// @ts-ignore: decorator
@inline
function polynomial(r: v128, first: usize): v128 {
  let sum = constant(first + 7 * 16);
  sum = step(sum, r, first + 6 * 16);
  sum = step(sum, r, first + 5 * 16);
  sum = step(sum, r, first + 4 * 16);
  sum = step(sum, r, first + 3 * 16);
  sum = step(sum, r, first + 2 * 16);
  sum = step(sum, r, first + 16);
  return step(sum, r, first);
}

/** The quantile of 1/2 + q in the first range. */
// @ts-ignore: decorator
@inline
function centre(q: v128): v128 {
  const r = f64x2.sub(constant(at.CENTRAL_SHIFT), f64x2.mul(q, q));
  return f64x2.mul(q, f64x2.div(polynomial(r, at.CENTRAL_0), polynomial(r, at.CENTRAL_8)));
}

/** Writes down those places of two that are tails, without a branch: a place that is none is overwritten. */
// @ts-ignore: decorator
@inline
function withTails(tails: usize, first: usize, q: v128): usize {
  const outside = i64x2.bitmask(f64x2.gt(f64x2.abs(q), constant(at.CENTRAL_LIMIT)));
  store<u32>(at.SCRATCH + (tails << 2), <u32>first);
  tails += outside & 1;
  store<u32>(at.SCRATCH + (tails << 2), <u32>first + 8);
  return tails + <usize>(outside >> 1);
}

/** Returns 1 where a number lies beyond the second range or outside (0, 1): the host redoes those; else 0. */
export function normal_quantile(out: usize, a: usize, bytes: usize): i32 {
  let tails: usize = 0;
  for (let i: usize = 0; i < bytes; i += 32) {
    const q0 = f64x2.sub(vector(a + i), constant(at.HALF));
    const q1 = f64x2.sub(vector(a + i + 16), constant(at.HALF));
    storeTwo(out + i, centre(q0), centre(q1));
    tails = withTails(tails, i, q0);
    tails = withTails(tails, i + 16, q1);
  }
  store<u32>(at.SCRATCH + (tails << 2), tails ? <u32>place(0) : 0);
  return tailsOf(out, a, tails);
}

/** The numbers whose places are in SCRATCH, in loops, as pow has two. Returns as normal_quantile does. */
function tailsOf(out: usize, a: usize, tails: usize): i32 {
  let near = i64x2.splat(-1);
  for (let j: usize = 0; j < tails; j += 2) {
    const u = pair(a, j);
    const p = v128.bitselect(u, f64x2.sub(vector(at.ONE), u), isLower(u));
    near = v128.and(near, f64x2.gt(p, vector(at.FAR_TAIL)));
    v128.store(at.TAILS + (j << 3), p);
  }
  const bytes = tails << 3;
  log(at.TAILS, at.TAILS, bytes);
  for (let i: usize = 0; i < bytes; i += 32) {
    storeTwo(at.TAILS + i, middle(vector(at.TAILS + i)), middle(vector(at.TAILS + i + 16)));
  }
  for (let j: usize = 0; j < tails; j += 2) {
    const signed = v128.xor(vector(at.TAILS + (j << 3)), v128.and(isLower(pair(a, j)), vector(at.SIGN)));
    v128.store64_lane(out + place(j + 1), signed, 1);
    v128.store64_lane(out + place(j), signed, 0);
  }
  return i32(!i64x2.all_true(near));
}

/** The quantile's size, by the logarithm of a probability in a tail. 0 − x, as V8 13.6 spoils the x of a joined neg. */
// @ts-ignore: decorator
@inline
function middle(logarithm: v128): v128 {
  const r = f64x2.sub(f64x2.sqrt(f64x2.sub(constant(at.ZERO), logarithm)), constant(at.MIDDLE_SHIFT));
  return f64x2.div(polynomial(r, at.MIDDLE_0), polynomial(r, at.MIDDLE_8));
}

// @ts-ignore: decorator
@inline
function pair(a: usize, j: usize): v128 {
  return v128.load64_lane(a + place(j + 1), v128.load64_zero(a + place(j)), 1);
}

// @ts-ignore: decorator
@inline
function isLower(u: v128): v128 {
  return f64x2.lt(u, vector(at.HALF));
}

// @ts-ignore: decorator
@inline
function place(j: usize): usize {
  return <usize>load<u32>(at.SCRATCH + (j << 2));
}

// @ts-ignore: decorator
@inline
function mills(t2: v128, b1: v128, b2: v128, coefficient: usize): v128 {
  return f64x2.add(f64x2.sub(f64x2.mul(t2, b1), b2), constant(coefficient));
}

// @ts-ignore: decorator
@inline
function chebyshevPlace(x: v128): v128 {
  const size = f64x2.abs(x);
  return f64x2.div(
    f64x2.mul(constant(at.TWO), f64x2.sub(size, constant(at.THREE))),
    f64x2.add(size, constant(at.THREE)),
  );
}

/** (x + 3) times Mills' ratio of two vectors, by Clenshaw's recurrence: one fills the waits of the other. */
// @ts-ignore: decorator
@inline
function millsSeries(out: usize, a: usize): void {
  const s = chebyshevPlace(vector(a));
  const t = chebyshevPlace(vector(a + 16));
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  let t2 = f64x2.splat(0);
  for (let c: usize = at.MILLS_30; c > at.MILLS_0; c -= 16) {
    const s0 = mills(s, s1, s2, c);
    const t0 = mills(t, t1, t2, c);
    s2 = s1;
    t2 = t1;
    s1 = s0;
    t1 = t0;
  }
  const series0 = mills(f64x2.mul(constant(at.HALF), s), s1, s2, at.MILLS_0);
  const series1 = mills(f64x2.mul(constant(at.HALF), t), t1, t2, at.MILLS_0);
  storeTwo(out, series0, series1);
}

/** Returns 1 where a number lies beyond CDF_LIMIT or is none: the host redoes those; else 0. */
export function normal_cdf(out: usize, a: usize, bytes: usize): i32 {
  for (let i: usize = 0; i < bytes; i += 32) millsSeries(out + i, a + i);
  const one = vector(at.ONE);
  const minusHalf = vector(at.MINUS_HALF);
  let greatest = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = vector(a + i);
    const size = f64x2.abs(x);
    greatest = i32x4.max_s(greatest, size);
    const head = f64x2.mul(f64x2.floor(f64x2.mul(size, vector(at.TIMES_1024))), vector(at.PER_1024));
    const rest = f64x2.mul(f64x2.sub(size, head), f64x2.add(size, head));
    const first = f64x2.mul(f64x2.mul(minusHalf, head), head);
    const second = f64x2.mul(minusHalf, rest);
    const density = f64x2.mul(
      f64x2.mul(expOf(first), expOf(second)),
      vector(at.INV_ROOT_2PI),
    );
    const tail = f64x2.div(f64x2.mul(density, vector(out + i)), f64x2.add(size, vector(at.THREE)));
    v128.store(out + i, v128.bitselect(tail, f64x2.sub(one, tail), f64x2.lt(x, f64x2.splat(0))));
  }
  return i32(!isBelow(greatest, at.CDF_LIMIT));
}
