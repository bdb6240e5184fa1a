import type { NodeId } from '../language/graph.ts';
import { exp, log } from '../math/elementary.ts';
import { findRise } from '../math/find-rise.ts';
import { metalogAdvice } from './metalog-advice.ts';
import { centred, curveAt, curveOf, fitMetalog, isFeasible } from './metalog-curve.ts';
import { expressMetalog } from './metalog-express.ts';
import { metalogMoments } from './metalog-moments.ts';
import { fromScale, readPercentiles, scaleOf, toScale } from './metalog-scale.ts';
import { firstProblem } from './parameters.ts';
import type { Distribution, ParameterSpec, Parameters } from './types.ts';

const PERCENTILES_MAX = 16;
const ODDS_MAX = 745;

const percentileSpecs: Record<string, ParameterSpec> = Object.fromEntries(
  Array.from({ length: 99 }, (_, i) => [
    `p${i + 1}`,
    { type: 'number', doc: `Value that is not exceeded in ${i + 1} % of cases.`, optional: true },
  ]),
);

function fit(p: Parameters) {
  const scale = scaleOf(p);
  const points = readPercentiles(p);
  const zs = points.map(({ x }) => toScale(scale, x));
  const coefficients = fitMetalog(
    points.map(({ percent }) => percent / 100),
    zs,
  );
  return { scale, coefficients, curve: curveOf(coefficients) };
}

/** Who asks for a mean asks for the standard deviation next; both come from the same integrals. */
const moments = new WeakMap<Parameters, ReturnType<typeof metalogMoments>>();

function momentsOf(p: Parameters) {
  const known = moments.get(p);
  if (known) return known;
  const { scale, curve } = fit(p);
  const found = metalogMoments(scale, curve);
  moments.set(p, found);
  return found;
}

function countProblem(p: Parameters): string | null {
  const count = readPercentiles(p).length;
  if (count >= 2 && count <= PERCENTILES_MAX) return null;
  return `metalog takes 2 to ${PERCENTILES_MAX} percentiles, such as p10, p50 and p90; it has ${count}`;
}

/** Percentiles are finite, rise, and lie inside the limits. */
function orderProblem(p: Parameters): string | null {
  const { min, max } = scaleOf(p);
  let [name, last] = ['min', min ?? Number.NEGATIVE_INFINITY];
  for (const { percent, x } of readPercentiles(p)) {
    if (!Number.isFinite(x)) return `p${percent} must be a finite number, not ${x}`;
    if (x <= last) {
      const how = x === last ? 'equals' : 'is below';
      return `p${percent} (${x}) ${how} ${name} (${last}): percentiles must rise`;
    }
    [name, last] = [`p${percent}`, x];
  }
  if (max === null || max > last) return null;
  return `max (${max}) must be above ${name} (${last})`;
}

function limitsProblem(p: Parameters): string | null {
  const { min, max } = scaleOf(p);
  if (min !== null && !Number.isFinite(min)) return `min must be a finite number, not ${min}`;
  if (max !== null && !Number.isFinite(max)) return `max must be a finite number, not ${max}`;
  return min !== null && max !== null && min >= max
    ? `min (${min}) must be below max (${max})`
    : null;
}

function feasibilityProblem(p: Parameters): string | null {
  return isFeasible(fit(p).coefficients) ? null : metalogAdvice(readPercentiles(p), scaleOf(p));
}

/** F(x) as the log odds at which the curve reaches x: P = 1 / (1 + e^−t). */
function oddsAt(p: Parameters): (x: number) => number {
  const { scale, curve } = fit(p);
  return (x) => {
    if (scale.min !== null && x <= scale.min) return Number.NEGATIVE_INFINITY;
    if (scale.max !== null && x >= scale.max) return Number.POSITIVE_INFINITY;
    const z = toScale(scale, x);
    const gap = (t: number) => curveAt(curve, centred(t), t) - z;
    if (Number.isNaN(z)) return z;
    if (gap(-ODDS_MAX) >= 0) return Number.NEGATIVE_INFINITY;
    if (gap(ODDS_MAX) < 0) return Number.POSITIVE_INFINITY;
    return findRise(gap, -ODDS_MAX, ODDS_MAX)[1];
  };
}

/**
 * Metalog through two to sixteen percentiles, with as many terms, so that it passes through each;
 * unbounded, or kept above min, below max or between them. The percentiles must admit a curve that
 * rises everywhere; where they do not, `check` says which one to move and how far.
 * Source: Keelin, The Metalog Distributions, Decision Analysis 13 (2016), 243–277.
 */
export const metalog: Distribution = {
  kind: 'metalog',
  summary: 'A smooth curve through percentiles an expert gave, with limits if there are any.',
  source: 'Keelin, The Metalog Distributions, Decision Analysis 13 (2016), 243–277',
  parameters: {
    ...percentileSpecs,
    min: { type: 'number', doc: 'Lower limit, below every percentile.', optional: true },
    max: { type: 'number', doc: 'Upper limit, above every percentile.', optional: true },
  },
  discrete: false,
  check(p) {
    const problem = firstProblem(countProblem(p), limitsProblem(p), orderProblem(p));
    return problem ?? feasibilityProblem(p);
  },
  quantile(p) {
    const { scale, curve } = fit(p);
    return (u) => fromScale(scale, curveAt(curve, u - 0.5, log(u / (1 - u))));
  },
  cdf(p) {
    const odds = oddsAt(p);
    return (x) => 1 / (1 + exp(-odds(x)));
  },
  survival(p) {
    const odds = oddsAt(p);
    return (x) => 1 / (1 + exp(odds(x)));
  },
  mean: (p) => momentsOf(p).mean,
  sd: (p) => momentsOf(p).sd,
  support(p) {
    const { min, max } = scaleOf(p);
    return [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY];
  },
  express: (builder, u: NodeId, parameters) => expressMetalog(builder, u, parameters),
  example: { p10: 22, p50: 31, p90: 44 },
};
