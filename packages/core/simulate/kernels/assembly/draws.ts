// Uniform draws of core/random for consecutive trials. Factors are read from memory: V8 makes a splat of a
// constant anew, in three instructions, wherever it is used.
import * as at from './layout';

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: u32 = 0x9e3779b9;
const W1: u32 = 0xbb67ae85;

// @ts-ignore: decorator
@inline
function productHigh(x: v128, factor: usize): v128 {
  const m = v128.load(factor);
  return i32x4.shuffle(i64x2.extmul_low_i32x4_u(x, m), i64x2.extmul_high_i32x4_u(x, m), 1, 3, 5, 7);
}

// @ts-ignore: decorator
@inline
function productLow(x: v128, factor: usize): v128 {
  const m = v128.load(factor);
  return i32x4.shuffle(i64x2.extmul_low_i32x4_u(x, m), i64x2.extmul_high_i32x4_u(x, m), 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function unit(word: v128): v128 {
  return f64x2.sub(v128.or(i64x2.shr_u(word, 12), v128.load(at.ONE)), v128.load(at.UNIT_OFFSET));
}

/** Puts the keys of the ten rounds into SCRATCH. */
// @ts-ignore: decorator
@inline
function storeKeys(seed0: u32, seed1: u32): void {
  for (let round: u32 = 0; round < 10; round++) {
    v128.store(at.SCRATCH + (round << 5), i32x4.splat(seed0 + round * W0));
    v128.store(at.SCRATCH + (round << 5), i32x4.splat(seed1 + round * W1), 16);
  }
}

/** Philox4x32-10 for trials 2·pair, 2·pair + 1, … Writes `bytes` rounded up to 128. */
export function uniform(
  out: usize, pair: u32, upper: u32, key0: u32, key1: u32, seed0: u32, seed1: u32, bytes: usize,
): i32 {
  // In the first two rounds one of the two products is the same in all trials.
  const first = <u64>M1 * key0;
  const second0 = <u32>(first >> 32) ^ upper ^ seed0;
  const second1 = <u32>first;
  const product = <u64>M0 * second0;
  storeKeys(seed0, seed1);
  const x2First = i32x4.splat(key1 ^ seed1);
  const x0Second = i32x4.splat(second1 ^ (seed0 + W0));
  const x2Second = i32x4.splat(<u32>(product >> 32) ^ (seed1 + W1));
  const x3Second = i32x4.splat(<u32>product);
  let counter = i32x4.add(i32x4.splat(pair), i32x4(0, 1, 2, 3));
  // Two groups of four pairs side by side: the rounds of one fill the waits of the other.
  for (let i: usize = 0; i < bytes; i += 128) {
    const next = i32x4.add(counter, i32x4.splat(4));
    let a2 = v128.xor(productHigh(counter, at.PHILOX_0), x2First);
    let b2 = v128.xor(productHigh(next, at.PHILOX_0), x2First);
    let a3 = productLow(counter, at.PHILOX_0);
    let b3 = productLow(next, at.PHILOX_0);
    let a0 = v128.xor(productHigh(a2, at.PHILOX_1), x0Second);
    let b0 = v128.xor(productHigh(b2, at.PHILOX_1), x0Second);
    let a1 = productLow(a2, at.PHILOX_1);
    let b1 = productLow(b2, at.PHILOX_1);
    a2 = v128.xor(a3, x2Second);
    b2 = v128.xor(b3, x2Second);
    a3 = x3Second;
    b3 = x3Second;
    for (let round: usize = at.SCRATCH + 64; round < at.SCRATCH + 320; round += 32) {
      const roundKey0 = v128.load(round);
      const roundKey1 = v128.load(round, 16);
      const highA = productHigh(a2, at.PHILOX_1);
      const highB = productHigh(b2, at.PHILOX_1);
      const lowA = productLow(a2, at.PHILOX_1);
      const lowB = productLow(b2, at.PHILOX_1);
      a2 = v128.xor(v128.xor(productHigh(a0, at.PHILOX_0), a3), roundKey1);
      b2 = v128.xor(v128.xor(productHigh(b0, at.PHILOX_0), b3), roundKey1);
      a3 = productLow(a0, at.PHILOX_0);
      b3 = productLow(b0, at.PHILOX_0);
      a0 = v128.xor(v128.xor(highA, a1), roundKey0);
      b0 = v128.xor(v128.xor(highB, b1), roundKey0);
      a1 = lowA;
      b1 = lowB;
    }
    storeUnits(out + i, a0, a1, a2, a3);
    storeUnits(out + i + 64, b0, b1, b2, b3);
    counter = i32x4.add(next, i32x4.splat(4));
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function storeUnits(out: usize, x0: v128, x1: v128, x2: v128, x3: v128): void {
  const even01 = unit(i32x4.shuffle(x0, x1, 0, 4, 1, 5));
  const even23 = unit(i32x4.shuffle(x0, x1, 2, 6, 3, 7));
  const odd01 = unit(i32x4.shuffle(x2, x3, 0, 4, 1, 5));
  const odd23 = unit(i32x4.shuffle(x2, x3, 2, 6, 3, 7));
  v128.store(out, i64x2.shuffle(even01, odd01, 0, 2));
  v128.store(out, i64x2.shuffle(even01, odd01, 1, 3), 16);
  v128.store(out, i64x2.shuffle(even23, odd23, 0, 2), 32);
  v128.store(out, i64x2.shuffle(even23, odd23, 1, 3), 48);
}

/** Eight halves of trial numbers at `trials`, rounded down: the pairs they belong to. */
// @ts-ignore: decorator
@inline
function pairAt(trials: usize): v128 {
  return f64x2.floor(f64x2.mul(v128.load(trials), v128.load(at.HALF)));
}

/**
 * Philox4x32-10 for the trials given, four at a time: whole numbers below 2^33, `upper` holding all of
 * the counter's second word. Writes `bytes` rounded up to 32. Returns how many pairs lie beyond that.
 */
export function uniform_at(
  out: usize, trials: usize, upper: u32, key0: u32, key1: u32, seed0: u32, seed1: u32, bytes: usize,
): i32 {
  const limit = f64x2.splat(4294967296);
  let beyond = 0;
  storeKeys(seed0, seed1);
  for (let i: usize = 0; i < bytes; i += 32) {
    const low = pairAt(trials + i);
    const high = pairAt(trials + i + 16);
    beyond += i32(!i64x2.all_true(v128.and(f64x2.lt(low, limit), f64x2.lt(high, limit))));
    let x0 = i64x2.shuffle(i32x4.trunc_sat_f64x2_u_zero(low), i32x4.trunc_sat_f64x2_u_zero(high), 0, 2);
    let x1 = i32x4.splat(upper);
    let x2 = i32x4.splat(key0);
    let x3 = i32x4.splat(key1);
    for (let round: usize = at.SCRATCH; round < at.SCRATCH + 320; round += 32) {
      const high0 = productHigh(x0, at.PHILOX_0);
      const low0 = productLow(x0, at.PHILOX_0);
      const high1 = productHigh(x2, at.PHILOX_1);
      const low1 = productLow(x2, at.PHILOX_1);
      x0 = v128.xor(v128.xor(high1, x1), v128.load(round));
      x2 = v128.xor(v128.xor(high0, x3), v128.load(round, 16));
      x1 = low1;
      x3 = low0;
    }
    // An even trial takes words 1:0, an odd one words 3:2.
    const odd0 = f64x2.ne(f64x2.add(low, low), v128.load(trials + i));
    const odd1 = f64x2.ne(f64x2.add(high, high), v128.load(trials + i, 16));
    const even01 = i32x4.shuffle(x0, x1, 0, 4, 1, 5);
    const even23 = i32x4.shuffle(x0, x1, 2, 6, 3, 7);
    const odd01 = i32x4.shuffle(x2, x3, 0, 4, 1, 5);
    const odd23 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
    v128.store(out + i, unit(v128.bitselect(odd01, even01, odd0)));
    v128.store(out + i, unit(v128.bitselect(odd23, even23, odd1)), 16);
  }
  return beyond;
}

// @ts-ignore: decorator
@inline
function xorMultiply(x: v128, factor: usize): v128 {
  return v128.xor(x, i32x4.mul(x, v128.load(factor)));
}

// @ts-ignore: decorator
@inline
function reverseBits(x: v128): v128 {
  const bytes = i8x16.shuffle(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  const nibbles = i8x16(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15);
  const mask = v128.load(at.NIBBLE_MASK);
  const low = i8x16.swizzle(nibbles, v128.and(bytes, mask));
  const high = i8x16.swizzle(nibbles, v128.and(i16x8.shr_u(bytes, 4), mask));
  return v128.or(i16x8.shl(low, 4), high);
}

/** Digits of four points, scrambled, as numbers. */
// @ts-ignore: decorator
@inline
function storePoints(out: usize, digits: v128, scramble: v128, below: v128): void {
  let x = i32x4.add(digits, scramble);
  x = xorMultiply(x, at.SCRAMBLE_0);
  x = xorMultiply(x, at.SCRAMBLE_1);
  x = xorMultiply(x, at.SCRAMBLE_2);
  x = xorMultiply(x, at.SCRAMBLE_3);
  let low = v128.xor(x, below);
  low = i32x4.mul(v128.xor(low, i32x4.shr_u(low, 16)), v128.load(at.MIX_0));
  low = i32x4.mul(v128.xor(low, i32x4.shr_u(low, 13)), v128.load(at.MIX_1));
  low = v128.xor(low, i32x4.shr_u(low, 16));
  const high = reverseBits(x);
  v128.store(out, unit(i32x4.shuffle(low, high, 0, 4, 1, 5)));
  v128.store(out, unit(i32x4.shuffle(low, high, 2, 6, 3, 7)), 16);
}

/**
 * Scrambled Sobol points of one whole block, whose first trial is a multiple of its size.
 * first: the unscrambled digits of that trial; v0 …: the directions of a trial's low bits, in memory.
 */
export function sobol(out: usize, first: u32, directions: usize, scramble: u32, below: u32): i32 {
  const v0 = load<u32>(directions);
  const v1 = load<u32>(directions, 4);
  v128.store(at.SCRATCH, v128.xor(i32x4.splat(first), i32x4(0, v0, v1, v0 ^ v1)));
  let direction = directions + 8;
  for (let filled: usize = 16; filled < at.BLOCK * 4; filled <<= 1) {
    const v = i32x4.splat(load<u32>(direction));
    direction += 4;
    for (let i: usize = 0; i < filled; i += 16)
      v128.store(at.SCRATCH + filled + i, v128.xor(v128.load(at.SCRATCH + i), v));
  }
  for (let i: usize = 0; i < at.BLOCK * 4; i += 16)
    storePoints(out + (i << 1), v128.load(at.SCRATCH + i), i32x4.splat(scramble), i32x4.splat(below));
  return 0;
}

/**
 * Scrambled Sobol points of the trials given: whole numbers below 2^32. directions: all 32, in memory.
 * Writes `bytes` rounded up to 32. Returns how many pairs lie beyond that.
 */
export function sobol_at(
  out: usize, trials: usize, directions: usize, scramble: u32, below: u32, bytes: usize,
): i32 {
  const limit = f64x2.splat(4294967296);
  let beyond = 0;
  for (let i: usize = 0; i < bytes; i += 32) {
    const low = v128.load(trials + i);
    const high = v128.load(trials + i, 16);
    beyond += i32(!i64x2.all_true(v128.and(f64x2.lt(low, limit), f64x2.lt(high, limit))));
    let left = i64x2.shuffle(i32x4.trunc_sat_f64x2_u_zero(low), i32x4.trunc_sat_f64x2_u_zero(high), 0, 2);
    let digits = i32x4.splat(0);
    for (let v = directions; v128.any_true(left); v += 4) {
      const bit = i32x4.shr_s(i32x4.shl(left, 31), 31);
      digits = v128.xor(digits, v128.and(bit, v128.load32_splat(v)));
      left = i32x4.shr_u(left, 1);
    }
    storePoints(out + i, digits, i32x4.splat(scramble), i32x4.splat(below));
  }
  return beyond;
}
