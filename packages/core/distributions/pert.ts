import { type BetaShape, betaCdf, betaMean, betaQuantile, betaSd } from './beta.ts';
import { firstProblem, numberOf, positive, risingMode } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** The beta distribution that a PERT is. */
function toBeta(p: Parameters): BetaShape {
  const [min, max] = [numberOf(p, 'min'), numberOf(p, 'max')];
  const [mode, shape] = [numberOf(p, 'mode'), numberOf(p, 'shape')];
  const share = shape / (max - min);
  return { alpha: 1 + (mode - min) * share, beta: 1 + (max - mode) * share, min, max };
}

/**
 * PERT(min, mode, max, shape): Beta(1 + shape (mode−min)/(max−min), 1 + shape (max−mode)/(max−min))
 * on [min, max], with mean (min + shape·mode + max) / (shape + 2).
 * Source: Vose, Risk Analysis: A Quantitative Guide, 3rd ed. (2008); Kotz & van Dorp (2004).
 */
export const pert: Distribution = {
  kind: 'pert',
  summary: 'A three-point estimate that leans on the most likely value more than on the limits.',
  source: 'Vose, Risk Analysis: A Quantitative Guide, 3rd ed. (2008)',
  parameters: {
    min: { type: 'number', doc: 'Smallest value.' },
    mode: { type: 'number', doc: 'Most likely value, from min to max.' },
    max: { type: 'number', doc: 'Largest value, above min.' },
    shape: { type: 'number', doc: 'Weight of the mode, above 0.', default: 4 },
  },
  discrete: false,
  check: (p) => firstProblem(risingMode(p), positive(p, 'shape')),
  quantile: (p) => betaQuantile(toBeta(p)),
  cdf: (p) => betaCdf(toBeta(p), false),
  survival: (p) => betaCdf(toBeta(p), true),
  mean: (p) => betaMean(toBeta(p)),
  sd: (p) => betaSd(toBeta(p)),
  support: (p) => [numberOf(p, 'min'), numberOf(p, 'max')],
  example: { min: 2, mode: 3, max: 8, shape: 4 },
};
