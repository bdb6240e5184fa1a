import { incompleteBeta } from '../math/incomplete-beta.ts';
import { inverseIncompleteBeta } from '../math/inverse-beta.ts';
import { below, finite, firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** Shape and range of a beta distribution. */
export interface BetaShape {
  readonly alpha: number;
  readonly beta: number;
  readonly min: number;
  readonly max: number;
}

/** u ↦ min + (max − min) I⁻¹(u), measured from the nearer end. */
export function betaQuantile({ alpha, beta, min, max }: BetaShape): (u: number) => number {
  const inverse = inverseIncompleteBeta(alpha, beta);
  const range = max - min;
  return (u) => {
    const { x, y } = inverse(u);
    return x < y ? min + range * x : max - range * y;
  };
}

/** x ↦ I((x − min) / (max − min)), or its complement when `upper`. */
export function betaCdf(shape: BetaShape, upper: boolean): (x: number) => number {
  const { alpha, beta, min, max } = shape;
  const tail = incompleteBeta(alpha, beta, upper);
  return (x) => tail((x - min) / (max - min), (max - x) / (max - min));
}

export function betaMean({ alpha, beta, min, max }: BetaShape): number {
  return min + ((max - min) * alpha) / (alpha + beta);
}

export function betaSd({ alpha, beta, min, max }: BetaShape): number {
  const n = alpha + beta;
  return (max - min) * Math.sqrt((alpha / n) * (beta / n) * (1 / (n + 1)));
}

function read(p: Parameters): BetaShape {
  return {
    alpha: numberOf(p, 'alpha'),
    beta: numberOf(p, 'beta'),
    min: numberOf(p, 'min'),
    max: numberOf(p, 'max'),
  };
}

/** Beta(alpha, beta) on [min, max]. Source: Johnson, Kotz & Balakrishnan (1995), ch. 25. */
export const beta: Distribution = {
  kind: 'beta',
  summary: 'A share or a rate: alpha − 1 successes and beta − 1 failures seen.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 25',
  parameters: {
    alpha: { type: 'number', doc: 'First shape, above 0; the mean is alpha / (alpha + beta).' },
    beta: { type: 'number', doc: 'Second shape, above 0.' },
    min: { type: 'number', doc: 'Smallest value.', default: 0 },
    max: { type: 'number', doc: 'Largest value, above min.', default: 1 },
  },
  discrete: false,
  check: (p) =>
    firstProblem(positive(p, 'alpha', 'beta'), finite(p, 'min', 'max'), below(p, 'min', 'max')),
  quantile: (p) => betaQuantile(read(p)),
  cdf: (p) => betaCdf(read(p), false),
  survival: (p) => betaCdf(read(p), true),
  mean: (p) => betaMean(read(p)),
  sd: (p) => betaSd(read(p)),
  support: (p) => [numberOf(p, 'min'), numberOf(p, 'max')],
  example: { alpha: 4, beta: 96, min: 0, max: 1 },
};
