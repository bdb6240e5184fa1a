import { exp, expm1, log1p } from '../math/elementary.ts';
import { log1pNode, wherePositive } from './express.ts';
import { numberOf, positive } from './parameters.ts';
import type { Distribution } from './types.ts';

/** Exponential(rate): x = −log(1 − u) / rate. Source: Johnson, Kotz & Balakrishnan (1994), ch. 19. */
export const exponential: Distribution = {
  kind: 'exponential',
  summary: 'Waiting for one event that is as likely at any moment.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 19',
  parameters: { rate: { type: 'number', doc: 'Events per unit, above 0; the mean is 1 / rate.' } },
  discrete: false,
  check: (p) => positive(p, 'rate'),
  quantile(p) {
    const rate = numberOf(p, 'rate');
    return (u) => -log1p(-u) / rate;
  },
  cdf(p) {
    const rate = numberOf(p, 'rate');
    return (x) => (x > 0 ? -expm1(-rate * x) : 0);
  },
  survival(p) {
    const rate = numberOf(p, 'rate');
    return (x) => (x > 0 ? exp(-rate * x) : 1);
  },
  mean: (p) => 1 / numberOf(p, 'rate'),
  sd: (p) => 1 / numberOf(p, 'rate'),
  support: () => [0, Number.POSITIVE_INFINITY],
  express(builder, u, { rate }) {
    const hazard = log1pNode(builder, builder.apply('neg', u));
    return builder.apply(
      'div',
      builder.apply('neg', hazard),
      wherePositive(builder, rate as number),
    );
  },
  example: { rate: 0.5 },
};
