import { cos } from '../math/elementary.ts';

/** Octaves of u and of 1 − u that are tabulated, four pieces each: down to 2⁻¹⁴. */
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

/**
 * A quantile function as polynomials of degree 9, for distributions whose quantile is dear and whose
 * parameters do not vary: one per quarter of each binary octave of min(u, 1 − u), so that a
 * singularity at 0 or 1 stays far in proportion. A piece is fitted when first asked for; where it
 * misses the exact quantile by more than 1e-12 of its scale (a kink, an atom) and beyond 2⁻¹⁴ the
 * exact quantile answers. It depends on (exact, u) alone, so every thread has the same bits.
 */
export function tabulate(exact: (u: number) => number): (u: number) => number {
  const pieces = new Array<Piece | null | undefined>(2 * OCTAVES * PIECES);
  return (u) => {
    const upper = u > 0.5;
    const v = upper ? 1 - u : u;
    number[0] = v;
    const high = words[1] as number;
    const octave = 1021 - (high >>> 20);
    if (octave >= OCTAVES || !(v < 0.5)) return exact(u);
    const index = (octave * PIECES + ((high >>> 18) & 3)) * 2 + (upper ? 1 : 0);
    let piece = pieces[index];
    if (piece === undefined) {
      piece = fit(exact, v, upper);
      pieces[index] = piece;
    }
    return piece === null ? exact(u) : evaluate(piece, v);
  };
}

interface Piece {
  readonly centre: number;
  /** 1 over half the width: a power of two. */
  readonly scale: number;
  /** Coefficients in t = (v − centre)·scale, ascending. */
  readonly c: Float64Array;
}

function evaluate({ centre, scale, c }: Piece, v: number): number {
  const t = (v - centre) * scale;
  const t2 = t * t;
  const even = ((c[8]! * t2 + c[6]!) * t2 + c[4]!) * t2 + c[2]!;
  const odd = (((c[9]! * t2 + c[7]!) * t2 + c[5]!) * t2 + c[3]!) * t2 + c[1]!;
  return even * t2 + odd * t + c[0]!;
}

/** The piece that holds v, or null where no polynomial is near enough. */
function fit(exact: (u: number) => number, v: number, upper: boolean): Piece | null {
  number[0] = v;
  words[0] = 0;
  words[1] = (words[1] as number) & 0xfffc0000;
  const start = number[0] as number;
  words[1] = ((words[1] as number) & 0xfff00000) - (3 << 20);
  const half = number[0] as number;
  const centre = start + half;
  // v as far as u can express it, so that the nodes are where the quantile was taken.
  const place = (t: number) => (upper ? 1 - (1 - (centre + half * t)) : centre + half * t);
  const value = (at: number) => exact(upper ? 1 - at : at);
  const at = NODES.map(place);
  const x = at.map(value);
  const c = interpolate(
    at.map((p) => (p - centre) / half),
    x,
  );
  const piece = { centre, scale: 1 / half, c };
  const size = Math.max(...x.map(Math.abs));
  const near = CHECKS.every((t) => {
    const p = Math.min(0.5 - 1 / 9007199254740992, place(t));
    return Math.abs(evaluate(piece, p) - value(p)) <= TOLERANCE * size;
  });
  return near ? piece : null;
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
