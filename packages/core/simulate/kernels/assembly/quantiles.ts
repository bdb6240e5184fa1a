// Tabulated quantiles of simulate/quantile-table.ts: polynomials of degree 9 in t, the place within a piece.
import * as at from './layout';
import { vector } from './exponential';

/** The polynomial's terms t² · (even part, odd part) but for the odd part's first, at t²; a row of the table. */
// @ts-ignore: decorator
@inline
function parts(row: usize, t2: v128): v128 {
  let sum = f64x2.add(f64x2.mul(v128.load(row, 64), t2), v128.load(row, 48));
  sum = f64x2.add(f64x2.mul(sum, t2), v128.load(row, 32));
  sum = f64x2.add(f64x2.mul(sum, t2), v128.load(row, 16));
  return f64x2.mul(sum, t2);
}

/** Puts t to `out` and the offset of the table's row to SCRATCH. */
// @ts-ignore: decorator
@inline
function place(out: usize, u: v128, i: usize): void {
  const upper = f64x2.gt(u, vector(at.HALF));
  const v = v128.bitselect(f64x2.sub(vector(at.ONE), u), u, upper);
  const centre = v128.or(v128.and(v, vector(at.PIECE_MASK)), vector(at.PIECE_HALF));
  const scale = i64x2.sub(vector(at.PIECE_SCALE), v128.and(v, vector(at.EXPONENT_MASK)));
  v128.store(out + i, f64x2.mul(f64x2.sub(v, centre), scale));
  const quarter = i32x4.min_u(
    i32x4.sub(i64x2.shr_u(v, 50), vector(at.FIRST_QUARTER)),
    vector(at.LAST_QUARTER),
  );
  const row = i64x2.sub(i64x2.shl(quarter, 1), upper);
  v128.store(at.SCRATCH + i, i64x2.add(i64x2.shl(row, 6), i64x2.shl(row, 4)));
}

/** Leaves NaN where the table has no piece; returns 1 where it did, else 0. In two loops, as pow. */
export function tabulated(out: usize, a: usize, table: usize, bytes: usize): i32 {
  for (let i: usize = 0; i < bytes; i += 16) place(out, vector(a + i), i);
  let unknown = i64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const row0 = table + load<u32>(at.SCRATCH + i);
    const row1 = table + load<u32>(at.SCRATCH + i, 8);
    const t = vector(out + i);
    const t2 = f64x2.mul(t, t);
    const parts0 = parts(row0, i64x2.shuffle(t2, t2, 0, 0));
    const parts1 = parts(row1, i64x2.shuffle(t2, t2, 1, 1));
    const last0 = v128.load(row0);
    const last1 = v128.load(row1);
    const even = i64x2.shuffle(parts0, parts1, 0, 2);
    const odd = f64x2.add(i64x2.shuffle(parts0, parts1, 1, 3), i64x2.shuffle(last0, last1, 1, 3));
    const x = f64x2.add(f64x2.add(even, f64x2.mul(odd, t)), i64x2.shuffle(last0, last1, 0, 2));
    unknown = v128.or(unknown, f64x2.ne(x, x));
    v128.store(out + i, x);
  }
  return i32(v128.any_true(unknown));
}
