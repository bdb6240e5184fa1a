// The pass over a column of core/simulate/statistics.ts, a staged block at a time. Sums of a block are
// added to the totals at its end, in a fixed order of lanes.
import * as at from './layout';
import { vector } from './exponential';

/** Those of the grid, one on either side of it, and two that stay empty. */
const CELLS: usize = at.CELLS + 4;

// @ts-ignore: decorator
@inline
function addTo(address: usize, sum: v128): void {
  v128.store(address, f64x2.add(vector(address), sum));
}

// @ts-ignore: decorator
@inline
function count(area: usize, cell: usize, x: f64, isAtom: usize, kept: usize): usize {
  increment(area, cell);
  store<f64>(kept, x);
  return kept + ((<usize>load<u8>(area + cell, at.MARKS) & ~isAtom) << 3);
}

/** A value's cell, rounded, on top of the number whose last bits then are the cell. */
// @ts-ignore: decorator
@inline
export function cellOf(x: v128, low: v128, scale: v128, last: v128): v128 {
  const z = f64x2.add(f64x2.mul(f64x2.sub(x, low), scale), vector(at.ONE));
  return f64x2.add(f64x2.pmax(f64x2.splat(0), f64x2.pmin(last, z)), vector(at.ROUNDER));
}

/**
 * To the area of a column adds Σ (x − centre), Σ (x − centre)² and, of the values in cells below `edge`,
 * Σ (x − centre) as SUM, SQUARES and LOWER; takes the least and the greatest into LEAST and GREATEST;
 * counts the values that equal `atom` in ATOMS and the values in each cell, and puts the others of marked
 * cells one after another to `kept`, where there must be room for one more than there are values.
 * Returns how many it put there.
 */
export function cell_sums(
  area: usize, values: usize, count_: usize, centre: f64, low: f64, scale: f64, edge: f64, atom: f64,
  kept: usize,
): i32 {
  const firstKept = kept;
  const centres = f64x2.splat(centre);
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  const edges = f64x2.add(f64x2.splat(edge), vector(at.ROUNDER));
  let sum = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let lower = f64x2.splat(0);
  const atoms = f64x2.splat(atom);
  let equal = i64x2.splat(0);
  let least = vector(area + at.LEAST);
  let greatest = vector(area + at.GREATEST);
  const end = values + ((count_ & ~1) << 3);
  for (let i = values; i < end; i += 16) {
    const x = vector(i);
    const same = f64x2.eq(x, atoms);
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
    const bits = <usize>i64x2.bitmask(same);
    equal = i64x2.sub(equal, same);
    const d = f64x2.sub(x, centres);
    sum = f64x2.add(sum, d);
    squares = f64x2.add(squares, f64x2.mul(d, d));
    const z = cellOf(x, lows, scales, vector(at.LAST_CELL));
    lower = f64x2.add(lower, v128.and(d, f64x2.lt(z, edges)));
    kept = count(area, i32x4.extract_lane(z, 0), f64x2.extract_lane(x, 0), bits, kept);
    kept = count(area, i32x4.extract_lane(z, 2), f64x2.extract_lane(x, 1), bits >> 1, kept);
  }
  if (count_ & 1) {
    const x = v128.load64_splat(end);
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
    const same = i64x2.replace_lane(f64x2.eq(x, atoms), 1, 0);
    equal = i64x2.sub(equal, same);
    const d = f64x2.replace_lane(f64x2.sub(x, centres), 1, 0);
    sum = f64x2.add(sum, d);
    squares = f64x2.add(squares, f64x2.mul(d, d));
    const z = cellOf(x, lows, scales, vector(at.LAST_CELL));
    lower = f64x2.add(lower, v128.and(d, f64x2.lt(z, edges)));
    kept = count(area, i32x4.extract_lane(z, 0), f64x2.extract_lane(x, 0), 1 & <usize>i64x2.bitmask(same), kept);
  }
  v128.store(area + at.ATOMS, i64x2.add(vector(area + at.ATOMS), equal));
  v128.store(area + at.LEAST, least);
  v128.store(area + at.GREATEST, greatest);
  addTo(area + at.SUM, sum);
  addTo(area + at.SQUARES, squares);
  addTo(area + at.LOWER, lower);
  return <i32>((kept - firstKept) >> 3);
}

/** Counts the staged values in each cell, in COUNTS of AREA. */
export function count_cells(count_: usize, low: f64, scale: f64): i32 {
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  const end = at.STAGE + ((count_ & ~1) << 3);
  for (let i = at.STAGE; i < end; i += 16) {
    const z = cellOf(vector(i), lows, scales, vector(at.LAST_CELL));
    increment(at.AREA, i32x4.extract_lane(z, 0));
    increment(at.AREA, i32x4.extract_lane(z, 2));
  }
  if (count_ & 1) increment(at.AREA, i32x4.extract_lane(cellOf(v128.load64_splat(end), lows, scales, vector(at.LAST_CELL)), 0));
  return 0;
}

// @ts-ignore: decorator
@inline
export function increment(area: usize, cell: usize): void {
  const counter = area + (cell << 2);
  store<u32>(counter, load<u32>(counter, at.COUNTS) + 1, at.COUNTS);
}

/** How many values COUNTS of AREA has in the cells before each, into BELOW; returns how many the fullest cell has. */
export function cumulate(): i32 {
  return cumulateTo(CELLS);
}

/** The same of the first `cells`, a multiple of four. */
export function cumulateTo(cells: usize): i32 {
  const zero = i32x4.splat(0);
  let before = zero;
  let most = zero;
  for (let i: usize = 0; i < 4 * cells; i += 16) {
    const here = vector(at.AREA + at.COUNTS + i);
    most = i32x4.max_u(most, here);
    const pairs = i32x4.add(here, i32x4.shuffle(zero, here, 0, 4, 5, 6));
    const upTo = i32x4.add(before, i32x4.add(pairs, i32x4.shuffle(zero, pairs, 0, 1, 4, 5)));
    v128.store(at.BELOW + i, i32x4.sub(upTo, here));
    before = i32x4.shuffle(upTo, upTo, 3, 3, 3, 3);
  }
  most = i32x4.max_u(most, i32x4.shuffle(most, most, 2, 3, 0, 1));
  return max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1));
}
