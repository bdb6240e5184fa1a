// exp, log and pow of core/math/exponential.ts, two lanes at a time, in the same order of operations.
// Each kernel returns 1 where a number was outside the fast range: the host redoes those; else 0.
import * as at from './layout';

// @ts-ignore: decorator
@inline
export function load(address: usize): v128 {
  return v128.load(address);
}

// @ts-ignore: decorator
@inline
function expOf(x: v128, low: v128, withLow: bool): v128 {
  const shifted = f64x2.add(f64x2.mul(x, load(at.INV_LN2_128)), load(at.ROUNDER));
  const rounded = f64x2.sub(shifted, load(at.ROUNDER));
  let r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(rounded, load(at.LN2_128_HI))),
    f64x2.mul(rounded, load(at.LN2_128_LO)),
  );
  if (withLow) r = f64x2.add(r, low);
  const row0 = load(at.EXP_TABLE + (((<usize>i32x4.extract_lane(shifted, 0)) & 127) << 4));
  const row1 = load(at.EXP_TABLE + (((<usize>i32x4.extract_lane(shifted, 2)) & 127) << 4));
  const head = i64x2.add(i64x2.shuffle(row0, row1, 0, 2), i64x2.shl(shifted, 45));
  const r2 = f64x2.mul(r, r);
  const tail = f64x2.add(
    f64x2.add(
      f64x2.add(i64x2.shuffle(row0, row1, 1, 3), r),
      f64x2.mul(r2, f64x2.add(load(at.HALF), f64x2.mul(r, load(at.EXP_3)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(load(at.EXP_4), f64x2.mul(r, load(at.EXP_5)))),
  );
  return f64x2.add(head, f64x2.mul(head, tail));
}

export function exp(out: usize, a: usize, bytes: usize): i32 {
  let fast = i64x2.splat(-1);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = load(a + i);
    fast = v128.and(fast, f64x2.lt(f64x2.abs(x), load(at.EXP_LIMIT)));
    v128.store(out + i, expOf(x, x, false));
  }
  return i32(!i64x2.all_true(fast));
}

// @ts-ignore: decorator
@inline
export function isOrdinary(x: v128): v128 {
  return v128.and(f64x2.ge(x, load(at.SMALLEST_NORMAL)), f64x2.lt(x, load(at.INFINITY)));
}

// @ts-ignore: decorator
@inline
function exponent(shifted: v128): v128 {
  return f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), load(at.TWO_52_BITS)), load(at.TWO_52_AND_1023));
}

// @ts-ignore: decorator
@inline
function row(shifted: v128, lane: u8): usize {
  const word = lane ? i32x4.extract_lane(shifted, 3) : i32x4.extract_lane(shifted, 1);
  return at.LOG_TABLE + (<usize>(<u32>word >> 8) & (127 << 5));
}

// @ts-ignore: decorator
@inline
function logSeries(r: v128, r2: v128): v128 {
  return f64x2.add(
    f64x2.add(
      f64x2.add(load(at.LOG_3), f64x2.mul(r, load(at.LOG_4))),
      f64x2.mul(r2, f64x2.add(load(at.LOG_5), f64x2.mul(r, load(at.LOG_6)))),
    ),
    f64x2.mul(f64x2.mul(r2, r2), f64x2.add(load(at.LOG_7), f64x2.mul(r, load(at.LOG_8)))),
  );
}

// @ts-ignore: decorator
@inline
export function logOf(x: v128): v128 {
  const shifted = i64x2.sub(x, load(at.LOG_BIAS));
  const k = exponent(shifted);
  const z = i64x2.add(i64x2.sub(x, v128.and(shifted, load(at.EXPONENT_MASK))), load(at.LOG_UNBIAS));
  const row0 = row(shifted, 0);
  const row1 = row(shifted, 1);
  const zHigh = v128.and(i64x2.add(z, load(at.ROUND_BIT)), load(at.HIGH_WORD_MASK));
  const inverse = i64x2.shuffle(load(row0), load(row1), 0, 2);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), load(at.ONE));
  const rLow = f64x2.mul(f64x2.sub(z, zHigh), inverse);
  const r = f64x2.add(rHigh, rLow);
  const head = f64x2.add(f64x2.mul(k, load(at.LN2_HI)), i64x2.shuffle(load(row0), load(row1), 1, 3));
  const sum = f64x2.add(head, r);
  const rest = i64x2.shuffle(load(row0 + 16), load(row1 + 16), 0, 2);
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(head, sum), r),
    f64x2.add(f64x2.add(f64x2.sub(rHigh, r), rLow), f64x2.add(f64x2.mul(k, load(at.LN2_LO)), rest)),
  );
  const r2 = f64x2.mul(r, r);
  return f64x2.add(
    sum,
    f64x2.add(
      sumLow,
      f64x2.add(f64x2.mul(r2, load(at.MINUS_HALF)), f64x2.mul(f64x2.mul(r, r2), logSeries(r, r2))),
    ),
  );
}

export function log(out: usize, a: usize, bytes: usize): i32 {
  let fast = i64x2.splat(-1);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = load(a + i);
    fast = v128.and(fast, isOrdinary(x));
    v128.store(out + i, logOf(x));
  }
  return i32(!i64x2.all_true(fast));
}

// @ts-ignore: decorator
@inline
function powOf(x: v128, y: v128, out: usize): v128 {
  const shifted = i64x2.sub(x, load(at.LOG_BIAS));
  const k = exponent(shifted);
  const z = i64x2.add(i64x2.sub(x, v128.and(shifted, load(at.EXPONENT_MASK))), load(at.LOG_UNBIAS));
  const row0 = row(shifted, 0);
  const row1 = row(shifted, 1);
  const zHigh = v128.and(i64x2.add(z, load(at.ROUND_BIT)), load(at.HIGH_WORD_MASK));
  const inverse = i64x2.shuffle(load(row0), load(row1), 0, 2);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), load(at.ONE));
  const rLow = f64x2.mul(f64x2.sub(z, zHigh), inverse);
  const r = f64x2.add(rHigh, rLow);
  const head = f64x2.add(f64x2.mul(k, load(at.LN2_HI)), i64x2.shuffle(load(row0), load(row1), 1, 3));
  const sum = f64x2.add(head, r);
  const rest = i64x2.shuffle(load(row0 + 16), load(row1 + 16), 0, 2);
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(head, sum), r),
    f64x2.add(f64x2.add(f64x2.sub(rHigh, r), rLow), f64x2.add(f64x2.mul(k, load(at.LN2_LO)), rest)),
  );
  // From here as extendedLog and powPositive.
  const square = f64x2.mul(rHigh, f64x2.mul(rHigh, load(at.MINUS_HALF)));
  const high = f64x2.add(sum, square);
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(
    f64x2.add(
      f64x2.add(sumLow, f64x2.add(f64x2.sub(sum, high), square)),
      f64x2.mul(f64x2.mul(rLow, load(at.MINUS_HALF)), f64x2.add(rHigh, r)),
    ),
    f64x2.mul(f64x2.mul(r, r2), logSeries(r, r2)),
  );
  const logHigh = v128.and(high, load(at.UPPER_HALF_MASK));
  const logLow = f64x2.add(f64x2.sub(high, logHigh), low);
  const yHigh = v128.and(y, load(at.UPPER_HALF_MASK));
  const product = f64x2.mul(yHigh, logHigh);
  const productLow = f64x2.add(f64x2.mul(f64x2.sub(y, yHigh), logHigh), f64x2.mul(y, logLow));
  v128.store(out, expOf(product, productLow, true));
  return v128.and(isOrdinary(x), f64x2.lt(f64x2.abs(product), load(at.EXP_LIMIT)));
}

export function pow(out: usize, a: usize, aStep: usize, b: usize, bStep: usize, bytes: usize): i32 {
  let fast = i64x2.splat(-1);
  for (let i: usize = 0; i < bytes; i += 16) {
    fast = v128.and(fast, powOf(load(a), load(b), out + i));
    a += aStep;
    b += bStep;
  }
  return i32(!i64x2.all_true(fast));
}
