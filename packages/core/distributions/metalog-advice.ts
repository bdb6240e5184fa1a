import { fitMetalog, isFeasible } from './metalog-curve.ts';
import { fromScale, type MetalogScale, type Percentile, toScale } from './metalog-scale.ts';

const STEPS = 40;
const HALVINGS = 20;

/** A percentile moved to where the curve rises everywhere; `size` is the move on the fitted scale. */
interface Move {
  readonly percent: number;
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/**
 * Why no metalog goes through the percentiles, and the smallest move of one of them that mends it,
 * found by trying every percentile both ways.
 */
export function metalogAdvice(points: readonly Percentile[], scale: MetalogScale): string {
  const names = points.map(({ percent, x }) => `p${percent} (${x})`).join(', ');
  const moves = points.flatMap((_, i) => [
    ...moveOf(points, scale, i, -1),
    ...moveOf(points, scale, i, 1),
  ]);
  const best = moves.sort((a, b) => a.size - b.size)[0];
  const what = `no single smooth curve rises through ${names}`;
  if (best === undefined) return `${what}: give fewer percentiles, or less uneven ones`;
  const way = best.to < best.from ? 'down' : 'up';
  return `${what}: move p${best.percent} ${way} to about ${best.to}, or leave a percentile out`;
}

/** The nearest feasible place of one percentile in one direction, if there is one. */
function moveOf(
  points: readonly Percentile[],
  scale: MetalogScale,
  index: number,
  direction: -1 | 1,
): Move[] {
  const zs = points.map(({ x }) => toScale(scale, x));
  const z = zs[index] as number;
  const span = (zs[zs.length - 1] as number) - (zs[0] as number);
  const limit = zs[index + direction] ?? z + 3 * direction * span;
  const works = (share: number) => feasibleWith(points, zs, index, z + share * (limit - z));
  const found = Array.from({ length: STEPS - 1 }, (_, i) => (i + 1) / STEPS).find(works);
  if (found === undefined) return [];
  let [low, high] = [found - 1 / STEPS, found];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = 0.5 * (low + high);
    if (works(middle)) high = middle;
    else low = middle;
  }
  const edge = fromScale(scale, z + high * (limit - z));
  const { percent, x } = points[index] as Percentile;
  const to = rounded(edge, Math.abs(edge - x), direction, (candidate) =>
    feasibleWith(points, zs, index, toScale(scale, candidate)),
  );
  return [{ percent, from: x, to, size: high * Math.abs(limit - z) }];
}

function feasibleWith(
  points: readonly Percentile[],
  zs: readonly number[],
  index: number,
  z: number,
): boolean {
  const us = points.map(({ percent }) => percent / 100);
  const moved = zs.map((old, i) => (i === index ? z : old));
  const rising = moved.every((value, i) => i === 0 || value > (moved[i - 1] as number));
  return rising && isFeasible(fitMetalog(us, moved));
}

/** The edge rounded onwards to as few digits as still work. `move`: how far it is from the old place. */
function rounded(
  edge: number,
  move: number,
  direction: -1 | 1,
  works: (x: number) => boolean,
): number {
  let unit = 1;
  while (10 * unit > move) unit /= 10;
  while (100 * unit <= move) unit *= 10;
  for (let i = 0; i < 4; i++) {
    const steps = edge / unit;
    const whole = direction > 0 ? Math.ceil(steps) : Math.floor(steps);
    const candidate = Number((whole * unit).toPrecision(12));
    if (works(candidate)) return candidate;
    unit /= 10;
  }
  return edge;
}
