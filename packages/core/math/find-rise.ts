const STEPS_MAX = 400;

/**
 * The place where a rising function passes 0: [low, high] with f(low) < 0 ≤ f(high), no further
 * apart than a few units of the last place (or `width`). f(low) < 0 ≤ f(high) must hold at the start.
 * Works for jumps too: high is then the place of the jump, to that width.
 * Source: Chandrupatla, Advances in Engineering Software 28 (1997), 145–149.
 */
export function findRise(
  f: (x: number) => number,
  low: number,
  high: number,
  width = 0,
): readonly [number, number] {
  let [a, b, c] = [high, low, high];
  let [fa, fb, fc] = [f(high), f(low), f(high)];
  let share = 0.5;
  for (let i = 0; i < STEPS_MAX; i++) {
    const x = a + share * (b - a);
    const fx = f(x);
    if (fx >= 0 === fa >= 0) [c, fc] = [a, fa];
    else [c, b, fc, fb] = [b, a, fb, fa];
    [a, fa] = [x, fx];
    const size = Math.max(Math.abs(a), Math.abs(b));
    const tolerance = (2.3e-16 * size + 0.5 * width) / Math.abs(b - a);
    if (!(tolerance < 0.5)) break;
    share = Math.min(1 - tolerance, Math.max(tolerance, nextShare(a, b, c, fa, fb, fc)));
  }
  return fa >= 0 ? [b, a] : [a, b];
}

/** Inverse quadratic interpolation where it is safe, else the middle. */
function nextShare(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  const rest = 1 - phi;
  if (!(phi * phi < xi && rest * rest < 1 - xi)) return 0.5;
  const first = (fa / (fb - fa)) * (fc / (fb - fc));
  return first + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
}
