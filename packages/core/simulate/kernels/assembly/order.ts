// The passes that put a column in rising order: those of core/simulate/counted.ts.
import * as at from './layout';
import { vector } from './exponential';
import { cellOf, cumulateTo, increment } from './statistics';

/** Places that values may be moved by insertion, for each of them, before it is given up. */
const MOVES: isize = 4;

/**
 * Into LEAST and GREATEST of AREA the extremes of the values, into SUM and SQUARES Σ (x − centre) and
 * Σ (x − centre)² from their mean, which is returned as the centre. Two lanes each, four values at a time.
 */
export function moments(values: usize, count: usize): f64 {
  const end = values + (count << 3);
  const fours = values + ((count & ~3) << 3);
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let least = f64x2.splat(Infinity);
  let greatest = f64x2.splat(-Infinity);
  for (let i = values; i < fours; i += 32) {
    const x = vector(i);
    const y = vector(i + 16);
    even = f64x2.add(even, x);
    odd = f64x2.add(odd, y);
    least = f64x2.pmin(f64x2.pmin(least, x), y);
    greatest = f64x2.pmax(f64x2.pmax(greatest, x), y);
  }
  even = f64x2.add(even, odd);
  let total = f64x2.extract_lane(even, 0) + f64x2.extract_lane(even, 1);
  for (let i = fours; i < end; i += 8) {
    const x = v128.load64_splat(i);
    total += f64x2.extract_lane(x, 0);
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
  }
  v128.store(at.AREA + at.LEAST, least);
  v128.store(at.AREA + at.GREATEST, greatest);
  const centre = total / <f64>count;
  deviations(values, count, centre);
  return centre;
}

function deviations(values: usize, count: usize, centre: f64): void {
  const end = values + (count << 3);
  const fours = values + ((count & ~3) << 3);
  const centres = f64x2.splat(centre);
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let evenSquares = f64x2.splat(0);
  let oddSquares = f64x2.splat(0);
  for (let i = values; i < fours; i += 32) {
    const x = f64x2.sub(vector(i), centres);
    const y = f64x2.sub(vector(i + 16), centres);
    even = f64x2.add(even, x);
    odd = f64x2.add(odd, y);
    evenSquares = f64x2.add(evenSquares, f64x2.mul(x, x));
    oddSquares = f64x2.add(oddSquares, f64x2.mul(y, y));
  }
  even = f64x2.add(even, odd);
  evenSquares = f64x2.add(evenSquares, oddSquares);
  for (let i = fours; i < end; i += 8) {
    const x = f64x2.sub(v128.load64_zero(i), f64x2.replace_lane(centres, 1, 0));
    even = f64x2.add(even, x);
    evenSquares = f64x2.add(evenSquares, f64x2.mul(x, x));
  }
  v128.store(at.AREA + at.SUM, even);
  v128.store(at.AREA + at.SQUARES, evenSquares);
}

/** Σ min(0, x − threshold), two lanes of it one after the other. */
export function shortfall(values: usize, count: usize, threshold: f64): f64 {
  const pairs = values + ((count & ~1) << 3);
  const thresholds = f64x2.splat(threshold);
  const zero = f64x2.splat(0);
  let sum = zero;
  for (let i = values; i < pairs; i += 16) {
    sum = f64x2.add(sum, f64x2.pmin(zero, f64x2.sub(vector(i), thresholds)));
  }
  const last = count & 1 ? min(0, load<f64>(pairs) - threshold) : 0;
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + last;
}

/**
 * Counts the values by cell, 0 … last, in COUNTS and BELOW of AREA and puts their cells to `cells`, two bytes
 * each. last + 3: a multiple of four.
 */
export function by_cell(values: usize, count: usize, low: f64, scale: f64, last: usize, cells: usize): i32 {
  const lasts = f64x2.splat(<f64>last);
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  memory.fill(at.AREA + at.COUNTS, 0, (last + 3) << 2);
  const pairs = count & ~1;
  for (let i: usize = 0; i < pairs; i += 2) {
    const z = cellOf(vector(values + (i << 3)), lows, scales, lasts);
    const one = i32x4.extract_lane(z, 0);
    const two = i32x4.extract_lane(z, 2);
    store<u16>(cells + (i << 1), one);
    store<u16>(cells + (i << 1), two, 2);
    increment(at.AREA, one);
    increment(at.AREA, two);
  }
  if (count & 1) {
    const cell = i32x4.extract_lane(cellOf(v128.load64_splat(values + (pairs << 3)), lows, scales, lasts), 0);
    store<u16>(cells + (pairs << 1), cell);
    increment(at.AREA, cell);
  }
  return cumulateTo(last + 3);
}

/**
 * Puts the places of the values in marked cells to `order`, four bytes each, as if it were that of all the
 * values in rising order, ties in their order: by insertion, cell by cell. `listed`: room for four bytes
 * more than four for each value. Returns 0 where too many would be moved: the order is then not done.
 */
export function rising(
  values: usize, count: usize, last: usize, cells: usize, order: usize, listed: usize,
): i32 {
  let end = listed;
  for (let i: usize = 0; i < count; i += 1) {
    store<u32>(end, <u32>i);
    end += <usize>load<u8>(at.AREA + <usize>load<u16>(cells + (i << 1)), at.MARKS) << 2;
  }
  memory.fill(at.AREA + at.COUNTS, 0, (last + 3) << 2);
  let left = MOVES * <isize>count;
  for (let i = listed; i < end; i += 4) {
    const own = load<u32>(i);
    const cell = <usize>load<u16>(cells + (<usize>own << 1)) << 2;
    const first = order + (<usize>load<u32>(at.BELOW + cell) << 2);
    const filled = load<u32>(at.AREA + cell, at.COUNTS);
    store<u32>(at.AREA + cell, filled + 1, at.COUNTS);
    const last = first + (<usize>filled << 2);
    const x = load<f64>(values + (<usize>own << 3));
    let place = last;
    for (; place > first; place -= 4) {
      const before = load<u32>(place - 4);
      if (load<f64>(values + (<usize>before << 3)) <= x) break;
      store<u32>(place, before);
    }
    store<u32>(place, own);
    left -= <isize>(last - place) >> 2;
    if (left < 0) return 0;
  }
  return 1;
}
