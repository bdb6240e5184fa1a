// The pass over columns of core/simulate/comparison.ts: a block of samples of every option.
import * as at from './layout';
import { vector } from './exponential';

/**
 * Columns lie one after another at `columns`, `size` bytes each (16 at least, a multiple of 16).
 * First, two samples at a time, the best of each sample and 1 / how many options reach it. Then, two
 * options at a time and sample by sample, so that sums are those of one number after another:
 * into `out`, for each option, Σ of that share where it is best, Σ of its shortfalls, the greatest.
 * `out`: three rows of `options` numbers rounded up to an even count.
 */
export function compare(out: usize, columns: usize, options: usize, size: usize, bytes: usize): i32 {
  const end = columns + options * size;
  for (let i: usize = 0; i < bytes; i += 16) {
    let best = vector(columns + i);
    let ties = vector(at.ONE);
    for (let column = columns + size; column < end; column += size) {
      const x = vector(column + i);
      const higher = f64x2.gt(x, best);
      const reach = f64x2.add(ties, v128.and(f64x2.eq(x, best), vector(at.ONE)));
      ties = v128.bitselect(vector(at.ONE), reach, higher);
      best = v128.bitselect(x, best, higher);
    }
    v128.store(at.STAGE + i, best);
    v128.store(at.KEPT + i, f64x2.div(vector(at.ONE), ties));
  }
  const row = ((options + 1) & ~1) << 3;
  for (let column = columns; column < end; column += 2 * size) {
    const other = column + size < end ? column + size : column;
    let won = f64x2.splat(0);
    let sum = f64x2.splat(0);
    let most = f64x2.splat(0);
    for (let i: usize = 0; i < bytes; i += 8) {
      const x = v128.load64_lane(other + i, v128.load64_zero(column + i), 1);
      const short = f64x2.sub(v128.load64_splat(at.STAGE + i), x);
      const isBest = f64x2.eq(short, f64x2.splat(0));
      won = f64x2.add(won, v128.and(v128.load64_splat(at.KEPT + i), isBest));
      sum = f64x2.add(sum, short);
      most = f64x2.pmax(most, short);
    }
    v128.store(out, won);
    v128.store(out + row, sum);
    v128.store(out + 2 * row, most);
    out += 16;
  }
  return 0;
}
