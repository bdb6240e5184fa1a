// exp, log and pow of core/math/exponential.ts, two lanes at a time, in the same order of operations.
// Each kernel returns 1 where a number was outside the fast range: the host redoes those; else 0.
import * as at from './layout';

// @ts-ignore: decorator
@inline
export function vector(address: usize): v128 {
  return v128.load(address);
}

// @ts-ignore: decorator
@inline
export function expOf(x: v128, low: v128, withLow: bool): v128 {
  const shifted = f64x2.add(f64x2.mul(x, vector(at.INV_LN2_128)), vector(at.ROUNDER));
  const rounded = f64x2.sub(shifted, vector(at.ROUNDER));
  let r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(rounded, vector(at.LN2_128_HI))),
    f64x2.mul(rounded, vector(at.LN2_128_LO)),
  );
  if (withLow) r = f64x2.add(r, low);
  // Read back from memory, a lane takes less than out of a vector.
  v128.store(at.LANES, shifted);
  const row0 = v128.load((load<u32>(at.LANES) & 127) << 4, at.EXP_TABLE);
  const row1 = v128.load((load<u32>(at.LANES, 8) & 127) << 4, at.EXP_TABLE);
  const head = i64x2.add(i64x2.shuffle(row0, row1, 0, 2), i64x2.shl(shifted, 45));
  const r2 = f64x2.mul(r, r);
  const tail = f64x2.add(
    f64x2.add(
      f64x2.add(i64x2.shuffle(row0, row1, 1, 3), r),
      f64x2.mul(r2, f64x2.add(vector(at.HALF), f64x2.mul(r, vector(at.EXP_3)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(vector(at.EXP_4), f64x2.mul(r, vector(at.EXP_5)))),
  );
  return f64x2.add(head, f64x2.mul(head, tail));
}

export function exp(out: usize, a: usize, bytes: usize): i32 {
  let greatest = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = vector(a + i);
    greatest = i32x4.max_s(greatest, f64x2.abs(x));
    v128.store(out + i, expOf(x, x, false));
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
  return f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), vector(at.TWO_52_BITS)), vector(at.TWO_52_AND_1023));
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
  return v128.load64_lane(row1, v128.load64_zero(row0, at.LOG_TABLE + 16), 1, at.LOG_TABLE + 16);
}

// @ts-ignore: decorator
@inline
function logSeries(r: v128, r2: v128): v128 {
  return f64x2.add(
    f64x2.add(
      f64x2.add(vector(at.LOG_3), f64x2.mul(r, vector(at.LOG_4))),
      f64x2.mul(r2, f64x2.add(vector(at.LOG_5), f64x2.mul(r, vector(at.LOG_6)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(vector(at.LOG_7), f64x2.mul(r, vector(at.LOG_8)))),
  );
}

// @ts-ignore: decorator
@inline
function logOf(x: v128, row0: usize, row1: usize): v128 {
  const shifted = i64x2.sub(x, vector(at.LOG_BIAS));
  const k = exponent(shifted);
  const z = i64x2.add(v128.and(shifted, vector(at.MANTISSA_MASK)), vector(at.LOG_UNBIAS));
  const zHigh = v128.and(i64x2.add(z, vector(at.ROUND_BIT)), vector(at.HIGH_WORD_MASK));
  const inverse = inverseOf(row0, row1);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), vector(at.ONE));
  const rLow = f64x2.mul(f64x2.sub(z, zHigh), inverse);
  const r = f64x2.add(rHigh, rLow);
  const head = f64x2.add(f64x2.mul(k, vector(at.LN2_HI)), headOf(row0, row1));
  const sum = f64x2.add(head, r);
  const rest = restOf(row0, row1);
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(head, sum), r),
    f64x2.add(f64x2.add(f64x2.sub(rHigh, r), rLow), f64x2.add(f64x2.mul(k, vector(at.LN2_LO)), rest)),
  );
  const r2 = f64x2.mul(r, r);
  return f64x2.add(
    sum,
    f64x2.add(
      sumLow,
      f64x2.add(f64x2.mul(r2, vector(at.MINUS_HALF)), f64x2.mul(f64x2.mul(r, r2), logSeries(r, r2))),
    ),
  );
}

export function log(out: usize, a: usize, bytes: usize): i32 {
  let least = i32x4.splat(i32.MAX_VALUE);
  let greatest = i64x2.splat(0);
  for (const end = a + bytes; a < end; a += 16) {
    const x = vector(a);
    least = i32x4.min_s(least, x);
    greatest = i32x4.max_s(greatest, x);
    v128.store(out, logOf(x, row(load<u32>(a, 4)), row(load<u32>(a, 12))));
    out += 16;
  }
  return i32(!isOrdinary(least, greatest));
}

/** y · log x as a sum of two numbers: returns the first, and puts the other to `rest_`. */
// @ts-ignore: decorator
@inline
function timesLog(x: v128, row0: usize, row1: usize, y: v128, rest_: usize): v128 {
  const shifted = i64x2.sub(x, vector(at.LOG_BIAS));
  const k = exponent(shifted);
  const z = i64x2.add(v128.and(shifted, vector(at.MANTISSA_MASK)), vector(at.LOG_UNBIAS));
  const zHigh = v128.and(i64x2.add(z, vector(at.ROUND_BIT)), vector(at.HIGH_WORD_MASK));
  const inverse = inverseOf(row0, row1);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), vector(at.ONE));
  const rLow = f64x2.mul(f64x2.sub(z, zHigh), inverse);
  const r = f64x2.add(rHigh, rLow);
  const head = f64x2.add(f64x2.mul(k, vector(at.LN2_HI)), headOf(row0, row1));
  const sum = f64x2.add(head, r);
  const rest = restOf(row0, row1);
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(head, sum), r),
    f64x2.add(f64x2.add(f64x2.sub(rHigh, r), rLow), f64x2.add(f64x2.mul(k, vector(at.LN2_LO)), rest)),
  );
  // From here as extendedLog and powPositive.
  const square = f64x2.mul(rHigh, f64x2.mul(rHigh, vector(at.MINUS_HALF)));
  const high = f64x2.add(sum, square);
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(
    f64x2.add(
      f64x2.add(sumLow, f64x2.add(f64x2.sub(sum, high), square)),
      f64x2.mul(f64x2.mul(rLow, vector(at.MINUS_HALF)), f64x2.add(rHigh, r)),
    ),
    f64x2.mul(f64x2.mul(r, r2), logSeries(r, r2)),
  );
  const logHigh = v128.and(high, vector(at.UPPER_HALF_MASK));
  const logLow = f64x2.add(f64x2.sub(high, logHigh), low);
  const yHigh = v128.and(y, vector(at.UPPER_HALF_MASK));
  const product = f64x2.mul(yHigh, logHigh);
  const productLow = f64x2.add(f64x2.mul(f64x2.sub(y, yHigh), logHigh), f64x2.mul(y, logLow));
  v128.store(rest_, productLow);
  return product;
}

/** In two loops: the fewer steps of one wait for one another, the more iterations the processor overlaps. */
export function pow(out: usize, a: usize, aStep: usize, b: usize, bStep: usize, bytes: usize): i32 {
  let least = i32x4.splat(i32.MAX_VALUE);
  let greatest = i64x2.splat(0);
  let greatestProduct = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = vector(a);
    least = i32x4.min_s(least, x);
    greatest = i32x4.max_s(greatest, x);
    const product = timesLog(x, row(load<u32>(a, 4)), row(load<u32>(a, 12)), vector(b), at.SCRATCH + i);
    v128.store(out + i, product);
    greatestProduct = i32x4.max_s(greatestProduct, f64x2.abs(product));
    a += aStep;
    b += bStep;
  }
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, expOf(vector(out + i), vector(at.SCRATCH + i), true));
  return i32(!(isOrdinary(least, greatest) && isBelow(greatestProduct, at.EXP_LIMIT)));
}
