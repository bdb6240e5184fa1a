import { cos } from '../math/elementary.ts';

/** Octaves of u and of 1 − u that are tabulated, four pieces each: down to 2⁻¹⁵. */
const OCTAVES = 14;
const PIECES = 4;
const DEGREE = 9;
/** Largest difference to the exact quantile, relative to the piece's largest value. */
const TOLERANCE = 1e-12;

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** Chebyshev nodes of [−1, 1], outermost first: Newton's form then loses least. */
const NODES = Array.from({ length: DEGREE + 1 }, (_, i) => {
  const k = i % 2 === 0 ? i / 2 : DEGREE - (i - 1) / 2;
  return cos((Math.PI * (k + 0.5)) / (DEGREE + 1));
});
/** Where a piece is compared with the exact quantile: between the nodes and at its ends. */
const CHECKS = [-1, -0.82, -0.31, 0.03, 0.4, 0.71, 1];

/** Rows of a table: a piece below ½ and its like above it in turns, from the tails inwards; then two that hold none. */
const ROWS = 2 * (OCTAVES * PIECES + 1);
/** Numbers of a table: the coefficients of each row in t = (v − centre) / half its width, ascending. */
export const TABLE_NUMBERS = ROWS * (DEGREE + 1);
/** Quarter octaves between the least number and the least that is tabulated. */
export const FIRST_QUARTER = (1022 - OCTAVES) * PIECES;
/** Quarter octaves that are tabulated; also what stands for all others. */
export const LAST_QUARTER = OCTAVES * PIECES;

export interface QuantileTable {
  quantile(u: number): number;
  /** Shape [TABLE_NUMBERS]; NaN in rows whose piece is not fitted yet, or does not exist. */
  readonly coefficients: Float64Array;
}

/**
 * A quantile function as polynomials of degree 9, for distributions whose quantile is dear and whose
 * parameters do not vary: one per quarter of each binary octave of min(u, 1 − u), so that a
 * singularity at 0 or 1 stays far in proportion. A piece is fitted when first asked for; where it
 * misses the exact quantile by more than 1e-12 of its scale (a kink, an atom) and beyond 2⁻¹⁵ the
 * exact quantile answers. It depends on (exact, u) alone, so every thread has the same bits. The
 * kernel `tabulated` reads the same coefficients.
 */
export function tabulate(exact: (u: number) => number): QuantileTable {
  const coefficients = new Float64Array(TABLE_NUMBERS).fill(NaN);
  const tried = new Uint8Array(ROWS);
  const quantile = (u: number) => {
    const upper = u > 0.5;
    const v = upper ? 1 - u : u;
    number[0] = v;
    const quarter = ((words[1] as number) >>> 18) - FIRST_QUARTER;
    if (quarter < 0 || !(v < 0.5)) return exact(u);
    const row = 2 * quarter + (upper ? 1 : 0);
    const start = row * (DEGREE + 1);
    const piece = pieceAround(v);
    if (tried[row] === 0) {
      tried[row] = 1;
      const c = fit(exact, piece, upper);
      if (c) coefficients.set(c, start);
    }
    const x = evaluate(coefficients, start, (v - piece.centre) * piece.scale);
    return Number.isNaN(x) ? exact(u) : x;
  };
  return { quantile, coefficients };
}

interface Piece {
  readonly centre: number;
  /** Half its width: a power of two; and 1 over it. */
  readonly half: number;
  readonly scale: number;
}

/** The piece that holds v. */
function pieceAround(v: number): Piece {
  number[0] = v;
  words[0] = 0;
  words[1] = (words[1] as number) & 0xfffc0000;
  const start = number[0] as number;
  words[1] = ((words[1] as number) & 0xfff00000) - (3 << 20);
  const half = number[0] as number;
  return { centre: start + half, half, scale: 1 / half };
}

/** The polynomial whose coefficients begin at `start`. */
function evaluate(c: Float64Array, start: number, t: number): number {
  const t2 = t * t;
  const at = (i: number) => c[start + i] as number;
  const even = ((at(8) * t2 + at(6)) * t2 + at(4)) * t2 + at(2);
  const odd = (((at(9) * t2 + at(7)) * t2 + at(5)) * t2 + at(3)) * t2 + at(1);
  return even * t2 + odd * t + at(0);
}

/** The coefficients of a piece, or null where no polynomial is near enough. */
function fit(
  exact: (u: number) => number,
  { centre, half, scale }: Piece,
  upper: boolean,
): Float64Array | null {
  // v as far as u can express it, so that the nodes are where the quantile was taken.
  const place = (t: number) => (upper ? 1 - (1 - (centre + half * t)) : centre + half * t);
  const value = (at: number) => exact(upper ? 1 - at : at);
  const at = NODES.map(place);
  const x = at.map(value);
  const c = interpolate(
    at.map((p) => (p - centre) / half),
    x,
  );
  const size = Math.max(...x.map(Math.abs));
  const near = CHECKS.every((t) => {
    const p = Math.min(0.5 - 1 / 9007199254740992, place(t));
    return Math.abs(evaluate(c, 0, (p - centre) * scale) - value(p)) <= TOLERANCE * size;
  });
  return near ? c : null;
}

/** Coefficients of the polynomial through points (t, x): Newton's divided differences, expanded. */
function interpolate(t: readonly number[], x: readonly number[]): Float64Array {
  const d = Float64Array.from(x);
  for (let order = 1; order < d.length; order++)
    for (let i = d.length - 1; i >= order; i--)
      d[i] = (d[i]! - d[i - 1]!) / (t[i]! - t[i - order]!);
  const c = new Float64Array(d.length);
  for (let k = d.length - 1; k >= 0; k--) {
    for (let i = c.length - 1; i > 0; i--) c[i] = c[i - 1]! - t[k]! * c[i]!;
    c[0] = d[k]! - t[k]! * c[0]!;
  }
  return c;
}
