/** Growth of the search grid: 2^(1/8). */
const STEP = 1.0905077326652577;
const STEPS = 160;

/**
 * Internal rate of return: r with Σ xₜ/(1 + r)ᵗ = 0, the solution nearest to 0 on a scale of
 * log(1 + r), to about 1e-15 relative to 1 + r.
 * x: cash flows by period. NaN where the flows do not change sign, where no change of sign of the
 * sum is found for 1 + r from 2⁻²⁰ to 2²⁰ on a grid of 2^(1/8), or where a flow is not finite.
 * Method: bracketing outward from 0, then regula falsi of the Illinois type
 * (M. Dowell and P. Jarratt, BIT 11 (1971), 168–174).
 */
export function irr(x: ArrayLike<number>): number {
  if (!changesSign(x)) return NaN;
  const atZero = presentValue(x, 1);
  if (atZero === 0) return 0;
  let up = 1;
  let down = 1;
  let upValue = atZero;
  let downValue = atZero;
  for (let k = 0; k < STEPS; k++) {
    const nextUp = up * STEP;
    const nextUpValue = presentValue(x, nextUp);
    if (nextUpValue * atZero <= 0) return root(x, up, nextUp, upValue, nextUpValue) - 1;
    const nextDown = down / STEP;
    const nextDownValue = presentValue(x, nextDown);
    if (nextDownValue * atZero <= 0) return root(x, nextDown, down, nextDownValue, downValue) - 1;
    up = nextUp;
    upValue = nextUpValue;
    down = nextDown;
    downValue = nextDownValue;
  }
  return NaN;
}

function changesSign(x: ArrayLike<number>): boolean {
  let positive = false;
  let negative = false;
  for (let t = 0; t < x.length; t++) {
    const flow = x[t] as number;
    if (flow - flow !== 0) return false;
    if (flow > 0) positive = true;
    if (flow < 0) negative = true;
  }
  return positive && negative;
}

/** Σ xₜ·gᵗ⁻¹…: the present value at growth g = 1 + r, times a power of g that keeps it in range. */
function presentValue(x: ArrayLike<number>, g: number): number {
  let sum = 0;
  if (g >= 1) {
    const v = 1 / g;
    for (let t = x.length - 1; t >= 0; t--) sum = sum * v + (x[t] as number);
  } else {
    for (let t = 0; t < x.length; t++) sum = sum * g + (x[t] as number);
  }
  return sum;
}

function root(
  x: ArrayLike<number>,
  low: number,
  high: number,
  fLow: number,
  fHigh: number,
): number {
  let [a, b, fa, fb] = [low, high, fLow, fHigh];
  if (fa === 0) return a;
  for (let i = 0; i < 200 && fb !== 0 && Math.abs(b - a) > 4e-16 * b; i++) {
    let c = (a * fb - b * fa) / (fb - fa);
    if (!(c > Math.min(a, b) && c < Math.max(a, b))) c = 0.5 * (a + b);
    const fc = presentValue(x, c);
    if (fc * fb <= 0) {
      a = b;
      fa = fb;
    } else {
      fa *= 0.5;
    }
    b = c;
    fb = fc;
  }
  return b;
}
