import { log } from './elementary.ts';

/** A tail probability at t, with what Halley's method needs of it. */
interface TailAt {
  readonly tail: number;
  /** |d tail / dt|. */
  readonly weight: number;
  /** d log weight / dt. */
  readonly slope: number;
}

const ITERATIONS_MAX = 200;
const STEP_MAX = 6;

/**
 * t at which a tail probability equals `target`: Halley's method on its logarithm, kept inside a
 * bracket that shrinks. `lower`: the tail rises with t (a cdf); otherwise it falls (a survival).
 * Starts at t = 0. Convergence is cubic, so a step of 10⁻⁵ is the last one needed.
 * Source: DLMF 3.8(iii); the logarithm makes both tails nearly straight lines.
 */
export function solveTail(target: number, lower: boolean, at: (t: number) => TailAt): number {
  const sign = lower ? 1 : -1;
  let t = 0;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ITERATIONS_MAX; i++) {
    const { tail, weight, slope } = at(t);
    const gap = sign * log(tail / target);
    if (Number.isNaN(gap)) return gap;
    if (gap > 0) high = t;
    else low = t;
    const hazard = weight / tail;
    const newton = gap / hazard;
    const curvature = slope - sign * hazard;
    const halley = newton / Math.max(1 - 0.5 * newton * curvature, 0.5);
    if (Math.abs(halley) * (1 + Math.abs(curvature)) < 1e-5) return t - halley;
    t = next(t - halley, t, low, high, gap > 0 ? -1 : 1);
    if (t === low || t === high) return t;
  }
  return t;
}

/** The wanted point if it lies in the bracket and near; else the middle, or a bold step. */
function next(wanted: number, t: number, low: number, high: number, direction: number): number {
  if (wanted > low && wanted < high && Math.abs(wanted - t) <= STEP_MAX) return wanted;
  const middle = 0.5 * (low + high);
  return Number.isFinite(middle) && high - low < 2 * STEP_MAX ? middle : t + direction * STEP_MAX;
}
