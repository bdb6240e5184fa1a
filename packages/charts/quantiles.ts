import { normalQuantile } from '@scenario-sandbox/core/math/elementary.ts';
import { bisector, pairs } from 'd3-array';
import { isFigure } from './format.ts';
import type { StatisticsData } from './types.ts';

/** A distribution known by some of its quantiles: [probability, value], rising in both. */
export type QuantileCurve = readonly (readonly [number, number])[];

const percentiles = [
  ['p5', 0.05],
  ['p10', 0.1],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p95', 0.95],
] as const;

/**
 * The quantile curve of an outcome: its evenly spaced quantiles where the report has them, else its
 * percentiles with normal tails cut at minimum and maximum. Null when fewer than two are known.
 */
export function quantileCurve(statistics: StatisticsData): QuantileCurve | null {
  const { quantiles, min, max } = statistics;
  if (quantiles && quantiles.length > 1 && quantiles.every(isFigure)) {
    return stepped(quantiles.map((value, i) => [(i + 0.5) / quantiles.length, value] as const));
  }
  const known: [number, number][] = [];
  for (const [key, probability] of percentiles) {
    const value = statistics[key];
    if (isFigure(value)) known.push([probability, value]);
  }
  if (known.length < 2) return null;
  return [...tail(known, 0, min), ...known, ...tail(known.toReversed(), 1, max)];
}

/**
 * With a step in the middle between a value that many samples share and the next: a straight line would
 * pass through values that no sample takes.
 */
function stepped(curve: QuantileCurve): QuantileCurve {
  return curve.flatMap((point, i) => {
    const [next, after] = [curve[i + 1], curve[i + 2]];
    if (!next || point[1] === next[1]) return [point];
    const shared = curve[i - 1]?.[1] === point[1] || after?.[1] === next[1];
    const middle = (point[0] + next[0]) / 2;
    return shared ? [point, [middle, point[1]], [middle, next[1]]] : [point];
  });
}

/**
 * One point beyond the outermost percentile: a normal tail through the outer two, cut at the stated
 * extreme. Without it a quantile dot plot would end at 5 % and 95 %.
 */
function tail(fromOutside: [number, number][], end: 0 | 1, extreme: number | null | undefined) {
  const [outer, inner] = fromOutside;
  if (!outer || !inner) return [];
  const probability = end === 0 ? 0.005 : 0.995;
  const z = normalQuantile(outer[0]);
  const reach = (normalQuantile(probability) - z) / (z - normalQuantile(inner[0]));
  const extended = outer[1] + (outer[1] - inner[1]) * reach;
  const value = isFigure(extreme)
    ? end === 0
      ? Math.max(extreme, extended)
      : Math.min(extreme, extended)
    : extended;
  return [[probability, value] as const];
}

const byProbability = bisector((point: readonly [number, number]) => point[0]);

/** Value at a probability, straight between known quantiles, flat beyond the last. */
export function quantileAt(curve: QuantileCurve, probability: number): number {
  const right = byProbability.left(curve, probability);
  const [p1, v1] = curve[Math.min(right, curve.length - 1)] ?? [0, 0];
  const [p0, v0] = curve[Math.max(0, right - 1)] ?? [0, 0];
  return p1 === p0 ? v1 : v0 + ((v1 - v0) * (probability - p0)) / (p1 - p0);
}

/** P(value < x), by the same straight lines; a value taken often does not count as below itself. */
export function probabilityBelow(curve: QuantileCurve, x: number): number {
  const first = curve[0];
  const last = curve.at(-1);
  if (!first || !last || x <= first[1]) return 0;
  if (x > last[1]) return 1;
  for (const [[p0, v0], [p1, v1]] of pairs(curve as (readonly [number, number])[])) {
    if (x > v0 && x <= v1) return p0 + ((p1 - p0) * (x - v0)) / (v1 - v0);
  }
  return 1;
}

/** The values of a quantile dot plot: `count` equally likely ones. Source: Kay et al., CHI 2016. */
export const quantileDots = (curve: QuantileCurve, count = 50): number[] =>
  Array.from({ length: count }, (_, i) => quantileAt(curve, (i + 0.5) / count));
