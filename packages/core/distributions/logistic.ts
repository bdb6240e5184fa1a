import { exp, log } from '../math/elementary.ts';
import { complement, wherePositive } from './express.ts';
import { finite, firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution } from './types.ts';

/**
 * Logistic(location, scale): x = location + scale log(u / (1 − u)).
 * Source: Johnson, Kotz & Balakrishnan (1995), ch. 23.
 */
export const logistic: Distribution = {
  kind: 'logistic',
  summary: 'Like the normal, with heavier tails.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 23',
  parameters: {
    location: { type: 'number', doc: 'Mean, which is also the median.' },
    scale: { type: 'number', doc: 'Scale, above 0; the standard deviation is scale × π / √3.' },
  },
  discrete: false,
  check: (p) => firstProblem(finite(p, 'location'), positive(p, 'scale')),
  quantile(p) {
    const [location, scale] = [numberOf(p, 'location'), numberOf(p, 'scale')];
    return (u) => location + scale * log(u / (1 - u));
  },
  cdf(p) {
    const [location, scale] = [numberOf(p, 'location'), numberOf(p, 'scale')];
    return (x) => 1 / (1 + exp((location - x) / scale));
  },
  survival(p) {
    const [location, scale] = [numberOf(p, 'location'), numberOf(p, 'scale')];
    return (x) => 1 / (1 + exp((x - location) / scale));
  },
  mean: (p) => numberOf(p, 'location'),
  sd: (p) => (numberOf(p, 'scale') * Math.PI) / Math.sqrt(3),
  support: () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  express(builder, u, { location, scale }) {
    const { apply } = builder;
    const odds = apply('log', apply('div', u, complement(builder, u)));
    const spread = apply('mul', wherePositive(builder, scale as number), odds);
    return apply('add', location as number, spread);
  },
  example: { location: 40, scale: 3 },
};
