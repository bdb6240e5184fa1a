import type { DiscoveredBox } from '@scenario-sandbox/contract';

/** Runs as PRIM sees them: x[variable][run], and which runs are of interest. */
export interface Cases {
  readonly names: readonly string[];
  readonly x: readonly Float64Array[];
  readonly interesting: readonly boolean[];
}

/** A box on the way from all runs to the few: its limits, and the runs in it. */
export interface Peel {
  /** Per variable [min, max]; infinite where it is not limited. */
  readonly limits: readonly (readonly [number, number])[];
  readonly inside: Uint32Array;
  readonly coverage: number;
  readonly density: number;
  readonly mass: number;
}

/** Share of the runs in a box that one peel takes, and least share of all runs that a box keeps. */
const PEEL_SHARE = 0.1;
const LEAST_MASS = 0.05;

/**
 * The peeling trajectory of the Patient Rule Induction Method: from the box of all runs, step by step
 * off the side whose removal raises the share of runs of interest most for each run taken away, until
 * nothing raises it or the box would hold less than 5 % of the runs.
 * Sources: Friedman & Fisher, Bump Hunting in High-Dimensional Data (1999); Bryant & Lempert,
 * Thinking Inside the Box (2010), of which the published case is tested.
 */
export function peelingTrajectory(cases: Cases, among?: Uint32Array): Peel[] {
  const total = cases.interesting.length;
  const all = among ?? Uint32Array.from({ length: total }, (_, i) => i);
  const goal = countInteresting(cases, all);
  const peel = (limits: Peel['limits'], inside: Uint32Array): Peel => {
    const hits = countInteresting(cases, inside);
    return {
      limits,
      inside,
      coverage: goal > 0 ? hits / goal : 0,
      density: inside.length > 0 ? hits / inside.length : 0,
      mass: inside.length / total,
    };
  };
  const whole = cases.x.map(() => [-Infinity, Infinity] as const);
  const trajectory = [peel(whole, all)];
  for (;;) {
    const box = trajectory.at(-1) as Peel;
    const next = bestPeel(cases, box);
    if (next === null || next.inside.length / total < LEAST_MASS) return trajectory;
    trajectory.push(peel(next.limits, next.inside));
  }
}

interface Candidate {
  readonly limits: Peel['limits'];
  readonly inside: Uint32Array;
  readonly gain: number;
}

function bestPeel(cases: Cases, box: Peel): Candidate | null {
  let best: Candidate | null = null;
  cases.x.forEach((column, v) => {
    const sorted = Float64Array.from(box.inside, (run) => column[run] as number).sort();
    for (const side of ['max', 'min'] as const) {
      const limit = limitAt(sorted, side);
      const keeps = (x: number) => (side === 'max' ? x <= limit : x >= limit);
      const inside = box.inside.filter((run) => keeps(column[run] as number));
      if (inside.length === 0 || inside.length === box.inside.length) continue;
      const density = countInteresting(cases, inside) / inside.length;
      const gain = (density - box.density) / (box.inside.length - inside.length);
      if (gain <= (best?.gain ?? 0)) continue;
      const limits = box.limits.map(([min, max], w): readonly [number, number] => {
        if (w !== v) return [min, max];
        return side === 'max' ? [min, limit] : [limit, max];
      });
      best = { limits, inside, gain };
    }
  });
  return best;
}

/** Where a side is cut: midway between two different values, so that ties are not torn apart. */
function limitAt(sorted: Float64Array, side: 'min' | 'max'): number {
  const place = (sorted.length - 1) * (side === 'max' ? 1 - PEEL_SHARE : PEEL_SHARE);
  let low = Math.floor(place);
  let high = Math.ceil(place);
  if (side === 'max') while (sorted[low] === sorted[high] && low > 0) low -= 1;
  else while (sorted[low] === sorted[high] && high < sorted.length - 1) high += 1;
  return ((sorted[low] as number) + (sorted[high] as number)) / 2;
}

function countInteresting({ interesting }: Cases, runs: Uint32Array): number {
  let count = 0;
  for (const run of runs) if (interesting[run]) count += 1;
  return count;
}

/** Boxes reported of one sweep. */
const MOST_BOXES = 3;

/**
 * Boxes in which runs of interest gather, the first first: of each trajectory the box with the greatest
 * harmonic mean of coverage and density, then again among the runs outside it. A box is reported while
 * runs of interest are at least 1.5 times as dense in it as among all runs. Coverage is of all runs of interest.
 */
export function discoverBoxes(cases: Cases): DiscoveredBox[] {
  const total = cases.interesting.length;
  let left = Uint32Array.from({ length: total }, (_, i) => i);
  const goal = countInteresting(cases, left);
  const boxes: DiscoveredBox[] = [];
  while (boxes.length < MOST_BOXES && goal > 0 && countInteresting(cases, left) > 0) {
    const box = peelingTrajectory(cases, left).reduce((a, b) => (balance(b) > balance(a) ? b : a));
    const hits = countInteresting(cases, box.inside);
    if (box.density < (1.5 * goal) / total || box.inside.length === left.length) break;
    boxes.push({
      limits: box.limits.flatMap(([min, max], v) =>
        min === -Infinity && max === Infinity
          ? []
          : [
              {
                variable: cases.names[v] as string,
                min: min === -Infinity ? null : min,
                max: max === Infinity ? null : max,
              },
            ],
      ),
      coverage: hits / goal,
      density: box.density,
      mass: box.mass,
    });
    const taken = new Set(box.inside);
    left = left.filter((run) => !taken.has(run));
  }
  return boxes;
}

function balance({ coverage, density }: Peel): number {
  return coverage + density > 0 ? (2 * coverage * density) / (coverage + density) : 0;
}
