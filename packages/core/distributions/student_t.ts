import { normalCdf, normalQuantile } from '../math/elementary.ts';
import { incompleteBeta } from '../math/incomplete-beta.ts';
import { inverseIncompleteBeta } from '../math/inverse-beta.ts';
import { finite, firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** From here on the t distribution and the normal are one to double precision. */
const NORMAL_DF = 1e16;

/** Standard quantile: P(|T| > t) = I_w(df/2, ½) with w = df / (df + t²). */
function standardQuantile(df: number): (u: number) => number {
  if (df >= NORMAL_DF) return normalQuantile;
  const inverse = inverseIncompleteBeta(0.5 * df, 0.5);
  return (u) => {
    const tail = u < 0.5 ? u : 1 - u;
    if (tail === 0.5) return 0;
    const { x, y } = inverse(2 * tail, 1 - 2 * tail);
    const t = Math.sqrt(df) * Math.sqrt(y / x);
    return u < 0.5 ? -t : t;
  };
}

/** P(T > t). */
function standardTail(df: number): (t: number) => number {
  if (df >= NORMAL_DF) return (t) => normalCdf(-t);
  const both = incompleteBeta(0.5 * df, 0.5);
  const inside = incompleteBeta(0.5 * df, 0.5, true);
  return (t) => {
    if (Number.isNaN(t)) return t;
    const square = t * t;
    const [w, rest] = [1 / (1 + square / df), 1 / (1 + df / square)];
    if (t <= 0) return 0.5 + 0.5 * inside(w, rest);
    return 0.5 * both(w, rest);
  };
}

function tail(p: Parameters, sign: 1 | -1): (x: number) => number {
  const [location, scale] = [numberOf(p, 'location'), numberOf(p, 'scale')];
  const standard = standardTail(numberOf(p, 'df'));
  return (x) => standard((sign * (x - location)) / scale);
}

/**
 * Student's t with df degrees of freedom, shifted and scaled. The mean exists for df > 1, the
 * standard deviation for df > 2. Source: Johnson, Kotz & Balakrishnan (1995), ch. 28; DLMF 8.17.
 */
export const student_t: Distribution = {
  kind: 'student_t',
  summary: 'A mean known from few observations; changes with rare extremes.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 28',
  parameters: {
    df: { type: 'number', doc: 'Degrees of freedom, above 0; few make heavy tails.' },
    location: { type: 'number', doc: 'Median.', default: 0 },
    scale: { type: 'number', doc: 'Scale, above 0.', default: 1 },
  },
  discrete: false,
  check: (p) => firstProblem(positive(p, 'df'), finite(p, 'location'), positive(p, 'scale')),
  quantile(p) {
    const [location, scale] = [numberOf(p, 'location'), numberOf(p, 'scale')];
    const standard = standardQuantile(numberOf(p, 'df'));
    return (u) => location + scale * standard(u);
  },
  cdf: (p) => tail(p, -1),
  survival: (p) => tail(p, 1),
  mean: (p) => (numberOf(p, 'df') > 1 ? numberOf(p, 'location') : Number.NaN),
  sd(p) {
    const df = numberOf(p, 'df');
    if (df <= 1) return Number.NaN;
    return df <= 2 ? Number.POSITIVE_INFINITY : numberOf(p, 'scale') * Math.sqrt(df / (df - 2));
  },
  support: () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  example: { df: 5, location: 0, scale: 1 },
};
