import { exp, log } from '../math/elementary.ts';
import { solveLinear } from '../math/linear.ts';

/**
 * The metalog quantile M(u) = μ(c) + s(c) L with c = u − ½ and L = log(u / (1 − u)); μ and s are
 * polynomials whose coefficients, shared out in Keelin's order, are the metalog's a₁ … aₙ.
 * Source: Keelin, The Metalog Distributions, Decision Analysis 13 (2016), 243–277.
 */
export interface MetalogCurve {
  readonly mu: readonly number[];
  readonly s: readonly number[];
}

/** Which polynomial, and which power of c, Keelin's term k = 1, 2, … belongs to. */
export function termOf(k: number): { readonly inMu: boolean; readonly power: number } {
  if (k <= 4) return { inMu: k === 1 || k === 4, power: k <= 2 ? 0 : 1 };
  return k % 2 === 1 ? { inMu: true, power: (k - 1) / 2 } : { inMu: false, power: k / 2 - 1 };
}

/**
 * The terms a fit through n percentages uses: Keelin's first n. Percentages that lie evenly about 50 and
 * hold it cannot tell the odd terms of n = 7, 11 and 15 apart; there the last makes room for the next.
 */
function termsFor(us: readonly number[]): number[] {
  const n = us.length;
  const even = us.every((u) => us.some((v) => Math.abs(u + v - 1) < 1e-9));
  const terms = us.map((_, i) => i + 1);
  return even && n >= 7 && n % 4 === 3 ? [...terms.slice(0, -1), n + 1] : terms;
}

/** The k-th basis function at u. */
function basis(k: number, u: number): number {
  const { inMu, power } = termOf(k);
  let value = inMu ? 1 : log(u / (1 - u));
  for (let j = 0; j < power; j++) value *= u - 0.5;
  return value;
}

/**
 * Percentiles
 *
 * Two percentiles make a lognormal distribution where both are above 0, else a normal one. Three to
 * sixteen make a metalog: a smooth curve through all of them, which keeps to a lower or upper limit
 * where one is stated.
 *
 * Valid when: The curve rises everywhere; where the percentiles admit none that does, they are
 * refused, with the one to move and how far. Beyond the outermost percentiles many curves would do:
 * the tails are the metalog's, not the expert's.
 *
 * Source: Keelin, The Metalog Distributions (2016).
 *
 * In code: a₁, a₂, … of the metalog through n points (u, z). NaN where two of them share u.
 */
export function fitMetalog(us: readonly number[], zs: readonly number[]): number[] {
  const terms = termsFor(us);
  const fitted = solveLinear(
    us.map((u) => terms.map((k) => basis(k, u))),
    zs,
  );
  const coefficients = new Array<number>(Math.max(...terms)).fill(0);
  terms.forEach((k, i) => {
    coefficients[k - 1] = fitted[i] as number;
  });
  return coefficients;
}

export function curveOf(coefficients: readonly number[]): MetalogCurve {
  const mu: number[] = [];
  const s: number[] = [];
  coefficients.forEach((a, i) => {
    const { inMu, power } = termOf(i + 1);
    (inMu ? mu : s)[power] = a;
  });
  return { mu, s };
}

function polynomial(coefficients: readonly number[], c: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * c + (coefficients[i] as number);
  return sum;
}

function slope(coefficients: readonly number[], c: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i > 0; i--) sum = sum * c + i * (coefficients[i] as number);
  return sum;
}

/** M at c = u − ½ with log odds L. */
export function curveAt({ mu, s }: MetalogCurve, c: number, odds: number): number {
  return polynomial(mu, c) + polynomial(s, c) * odds;
}

/** c = u − ½ of the log odds t. */
export function centred(t: number): number {
  const e = exp(-Math.abs(t));
  const c = 0.5 * ((1 - e) / (1 + e));
  return t < 0 ? -c : c;
}

/** dM/dt at log odds t with c = u − ½: u (1 − u) dM/du. */
function riseAt({ mu, s }: MetalogCurve, c: number, t: number): number {
  return (0.25 - c * c) * (slope(mu, c) + slope(s, c) * t) + polynomial(s, c);
}

/** dM/dt in the log odds t. The metalog is feasible where it is never below 0. */
export function rise(curve: MetalogCurve, t: number): number {
  return riseAt(curve, centred(t), t);
}

/** |a₃| / a₂ below which three terms rise everywhere. Source: Keelin (2016), on feasibility. */
export const THREE_TERM_LIMIT = 1.667113119201929;

/** Log odds looked at, up to u = 1 − 2⁻⁵³ both ways, and their c. */
const ODDS_STEP = 0.05;
const ODDS_COUNT = 1_471;
let grid: { readonly t: Float64Array; readonly c: Float64Array } | null = null;

function makeGrid() {
  const t = Float64Array.from(
    { length: ODDS_COUNT },
    (_, i) => (i - (ODDS_COUNT - 1) / 2) * ODDS_STEP,
  );
  return { t, c: t.map(centred) };
}

/**
 * Whether M rises everywhere, i.e. is a quantile function. Beyond three terms it is looked at in steps
 * of 0.05 of the log odds and, where it dips between two steps, at the bottom of the dip.
 * Source: Keelin (2016), on feasibility.
 */
export function isFeasible(coefficients: readonly number[]): boolean {
  const [, a2 = 0, a3 = 0] = coefficients;
  if (coefficients.length <= 3) return a2 > 0 && Math.abs(a3) < THREE_TERM_LIMIT * a2;
  const curve = curveOf(coefficients);
  if (!(polynomial(curve.s, 0.5) >= 0 && polynomial(curve.s, -0.5) >= 0)) return false;
  grid ??= makeGrid();
  let [before, last] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < ODDS_COUNT; i++) {
    const t = grid.t[i] as number;
    const value = riseAt(curve, grid.c[i] as number, t);
    if (!(value > 0)) return false;
    if (last < before && last < value && !(bottom(curve, t - 2 * ODDS_STEP, t) > 0)) return false;
    [before, last] = [last, value];
  }
  return true;
}

/** The least rise between two log odds that enclose a dip, by thirds. */
function bottom(curve: MetalogCurve, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 40; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (rise(curve, a) < rise(curve, b)) high = b;
    else low = a;
  }
  return rise(curve, 0.5 * (low + high));
}
