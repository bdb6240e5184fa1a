// exp, log and pow of core/math/exponential.ts, in the same order of operations. A loop does two vectors of two
// lanes side by side, alike in every step, so that V8 may join them to one of four (runner/joined-vectors.ts), and
// goes to `bytes` rounded up to 32. Each kernel returns 1 where a number was outside the fast range: the host redoes
// those; else 0.
import * as at from './layout';

// @ts-ignore: decorator
@inline
export function vector(address: usize): v128 {
  return v128.load(address);
}

/** A constant in both lanes, which V8 can join with its like as it does vectors that lie side by side. */
// @ts-ignore: decorator
@inline
export function constant(address: usize): v128 {
  return v128.load64_splat(address);
}

/** 128·x/ln 2, rounded, on top of the number whose last bits then are it. */
// @ts-ignore: decorator
@inline
function shiftedOf(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, constant(at.INV_LN2_128)), constant(at.ROUNDER));
}

// @ts-ignore: decorator
@inline
function remainderOf(x: v128, shifted: v128): v128 {
  const rounded = f64x2.sub(shifted, constant(at.ROUNDER));
  return f64x2.sub(
    f64x2.sub(x, f64x2.mul(rounded, constant(at.LN2_128_HI))),
    f64x2.mul(rounded, constant(at.LN2_128_LO)),
  );
}

/** lanes: where `shifted` lies in memory. Read back from there, a lane takes less than out of a vector. */
// @ts-ignore: decorator
@inline
function scaled(shifted: v128, r: v128, lanes: usize): v128 {
  const row0 = v128.load((load<u32>(lanes) & 127) << 4, at.EXP_TABLE);
  const row1 = v128.load((load<u32>(lanes, 8) & 127) << 4, at.EXP_TABLE);
  const head = i64x2.add(i64x2.shuffle(row0, row1, 0, 2), i64x2.shl(shifted, 45));
  const r2 = f64x2.mul(r, r);
  const tail = f64x2.add(
    f64x2.add(
      f64x2.add(i64x2.shuffle(row0, row1, 1, 3), r),
      f64x2.mul(r2, f64x2.add(constant(at.HALF), f64x2.mul(r, constant(at.EXP_3)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(constant(at.EXP_4), f64x2.mul(r, constant(at.EXP_5)))),
  );
  return f64x2.add(head, f64x2.mul(head, tail));
}

/** exp x of one vector. */
// @ts-ignore: decorator
@inline
export function expOf(x: v128): v128 {
  const shifted = shiftedOf(x);
  v128.store(at.LANES, shifted);
  return scaled(shifted, remainderOf(x, shifted), at.LANES);
}

/** To `out` exp x of two vectors, or where it `hasLow` exp (x + low) with the two vectors at `lows`. */
// @ts-ignore: decorator
@inline
function expOfTwo(out: usize, x0: v128, x1: v128, hasLow: bool, lows: usize): void {
  const shifted0 = shiftedOf(x0);
  const shifted1 = shiftedOf(x1);
  v128.store(at.LANES, shifted0);
  v128.store(at.LANES, shifted1, 16);
  let r0 = remainderOf(x0, shifted0);
  let r1 = remainderOf(x1, shifted1);
  if (hasLow) {
    r0 = f64x2.add(r0, vector(lows));
    r1 = f64x2.add(r1, vector(lows + 16));
  }
  storeTwo(out, scaled(shifted0, r0, at.LANES), scaled(shifted1, r1, at.LANES + 16));
}

/** Both are computed before either is stored, or else V8 does not join them. */
// @ts-ignore: decorator
@inline
export function storeTwo(out: usize, even: v128, odd: v128): void {
  v128.store(out, even);
  v128.store(out, odd, 16);
}

export function exp(out: usize, a: usize, bytes: usize): i32 {
  let greatest = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const x0 = vector(a + i);
    const x1 = vector(a + i + 16);
    greatest = i32x4.max_s(greatest, i32x4.max_s(f64x2.abs(x0), f64x2.abs(x1)));
    expOfTwo(out + i, x0, x1, false, 0);
  }
  return i32(!isBelow(greatest, at.EXP_LIMIT));
}

/** Bounds whose low words are 0: high words, compared as integers, tell whether numbers are below them. NaN is not. */
// @ts-ignore: decorator
@inline
export function isBelow(greatest: v128, limit: usize): bool {
  const bound = load<i32>(limit, 4);
  return i32x4.extract_lane(greatest, 1) < bound && i32x4.extract_lane(greatest, 3) < bound;
}

// @ts-ignore: decorator
@inline
function isOrdinary(least: v128, greatest: v128): bool {
  const bound = load<i32>(at.SMALLEST_NORMAL, 4);
  const isNormal = i32x4.extract_lane(least, 1) >= bound && i32x4.extract_lane(least, 3) >= bound;
  return isNormal && isBelow(greatest, at.INFINITY);
}

// @ts-ignore: decorator
@inline
function exponent(shifted: v128): v128 {
  return f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), constant(at.TWO_52_BITS)), constant(at.TWO_52_AND_1023));
}

/** Where the table's row for a number begins, by its high word: scalar instructions beside the vectors'. */
// @ts-ignore: decorator
@inline
function row(highWord: u32): usize {
  return <usize>((highWord - load<u32>(at.LOG_BIAS, 4)) >> 8) & (127 << 5);
}

// A row of the table: 1/c, the head of log c, its rest.
// @ts-ignore: decorator
@inline
function inverseOf(row0: usize, row1: usize): v128 {
  return i64x2.shuffle(v128.load(row0, at.LOG_TABLE), v128.load(row1, at.LOG_TABLE), 0, 2);
}

// @ts-ignore: decorator
@inline
function headOf(row0: usize, row1: usize): v128 {
  return i64x2.shuffle(v128.load(row0, at.LOG_TABLE), v128.load(row1, at.LOG_TABLE), 1, 3);
}

// @ts-ignore: decorator
@inline
function restOf(row0: usize, row1: usize): v128 {
  return i64x2.shuffle(v128.load(row0, at.LOG_TABLE + 16), v128.load(row1, at.LOG_TABLE + 16), 0, 2);
}

// @ts-ignore: decorator
@inline
function logSeries(r: v128, r2: v128): v128 {
  return f64x2.add(
    f64x2.add(
      f64x2.add(constant(at.LOG_3), f64x2.mul(r, constant(at.LOG_4))),
      f64x2.mul(r2, f64x2.add(constant(at.LOG_5), f64x2.mul(r, constant(at.LOG_6)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(constant(at.LOG_7), f64x2.mul(r, constant(at.LOG_8)))),
  );
}

/** Parts of a logarithm: the number nearest to it; a head and what that leaves, as extendedLog of math/exponential.ts. */
const WHOLE = 0;
const HEAD = 1;
const REST = 2;

/** A part of log x of the vector at an address. What two parts of the same x share V8 computes once. */
// @ts-ignore: decorator
@inline
function logOf(part: i32, address: usize): v128 {
  const row0 = row(load<u32>(address, 4));
  const row1 = row(load<u32>(address, 12));
  const shifted = i64x2.sub(vector(address), constant(at.LOG_BIAS));
  const k = exponent(shifted);
  const z = i64x2.add(v128.and(shifted, constant(at.MANTISSA_MASK)), constant(at.LOG_UNBIAS));
  const zHigh = v128.and(i64x2.add(z, constant(at.ROUND_BIT)), constant(at.HIGH_WORD_MASK));
  const inverse = inverseOf(row0, row1);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), constant(at.ONE));
  const rLow = f64x2.mul(f64x2.sub(z, zHigh), inverse);
  const r = f64x2.add(rHigh, rLow);
  const first = f64x2.add(f64x2.mul(k, constant(at.LN2_HI)), headOf(row0, row1));
  const sum = f64x2.add(first, r);
  const square = f64x2.mul(rHigh, f64x2.mul(rHigh, constant(at.MINUS_HALF)));
  const head = f64x2.add(sum, square);
  if (part == HEAD) return head;
  const last = f64x2.add(f64x2.mul(k, constant(at.LN2_LO)), restOf(row0, row1));
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(first, sum), r),
    f64x2.add(f64x2.add(f64x2.sub(rHigh, r), rLow), last),
  );
  const r2 = f64x2.mul(r, r);
  const cubic = f64x2.mul(f64x2.mul(r, r2), logSeries(r, r2));
  if (part == WHOLE)
    return f64x2.add(sum, f64x2.add(sumLow, f64x2.add(f64x2.mul(r2, constant(at.MINUS_HALF)), cubic)));
  const squareLow = f64x2.mul(f64x2.mul(rLow, constant(at.MINUS_HALF)), f64x2.add(rHigh, r));
  return f64x2.add(
    f64x2.add(f64x2.add(sumLow, f64x2.add(f64x2.sub(sum, head), square)), squareLow),
    cubic,
  );
}

export function log(out: usize, a: usize, bytes: usize): i32 {
  let least = i32x4.splat(i32.MAX_VALUE);
  let greatest = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const x0 = vector(a + i);
    const x1 = vector(a + i + 16);
    least = i32x4.min_s(least, i32x4.min_s(x0, x1));
    greatest = i32x4.max_s(greatest, i32x4.max_s(x0, x1));
    storeTwo(out + i, logOf(WHOLE, a + i), logOf(WHOLE, a + i + 16));
  }
  return i32(!isOrdinary(least, greatest));
}

// @ts-ignore: decorator
@inline
function upperHalf(x: v128): v128 {
  return v128.and(x, constant(at.UPPER_HALF_MASK));
}

/** The exact part of y times a logarithm's head. */
// @ts-ignore: decorator
@inline
function product(y: v128, head: v128): v128 {
  return f64x2.mul(upperHalf(y), upperHalf(head));
}

/** What that leaves of y times the logarithm. */
// @ts-ignore: decorator
@inline
function productLow(y: v128, head: v128, rest: v128): v128 {
  const headHigh = upperHalf(head);
  const low = f64x2.add(f64x2.sub(head, headHigh), rest);
  return f64x2.add(f64x2.mul(f64x2.sub(y, upperHalf(y)), headHigh), f64x2.mul(y, low));
}

/** In two loops: the fewer steps of one wait for one another, the more iterations the processor overlaps. */
export function pow(out: usize, a: usize, aStep: usize, b: usize, bStep: usize, bytes: usize): i32 {
  let least = i32x4.splat(i32.MAX_VALUE);
  let greatest = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const a1 = a + aStep;
    const y0 = vector(b);
    const y1 = vector(b + bStep);
    least = i32x4.min_s(least, i32x4.min_s(vector(a), vector(a1)));
    greatest = i32x4.max_s(greatest, i32x4.max_s(vector(a), vector(a1)));
    const head0 = logOf(HEAD, a);
    const head1 = logOf(HEAD, a1);
    const low0 = productLow(y0, head0, logOf(REST, a));
    const low1 = productLow(y1, head1, logOf(REST, a1));
    storeTwo(out + i, product(y0, head0), product(y1, head1));
    storeTwo(at.SCRATCH + i, low0, low1);
    a = a1 + aStep;
    b += 2 * bStep;
  }
  let greatestProduct = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const x0 = vector(out + i);
    const x1 = vector(out + i + 16);
    greatestProduct = i32x4.max_s(greatestProduct, i32x4.max_s(f64x2.abs(x0), f64x2.abs(x1)));
    expOfTwo(out + i, x0, x1, true, at.SCRATCH + i);
  }
  return i32(!(isOrdinary(least, greatest) && isBelow(greatestProduct, at.EXP_LIMIT)));
}
