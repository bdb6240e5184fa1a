import { complement, whereProbability } from './express.ts';
import { numberOf, probability } from './parameters.ts';
import type { Distribution } from './types.ts';

/** Bernoulli(p): 1 where u > 1 − p, else 0. Source: Johnson, Kemp & Kotz (2005), ch. 3. */
export const bernoulli: Distribution = {
  kind: 'bernoulli',
  summary: 'Something that happens (1) or does not (0).',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 3',
  parameters: { p: { type: 'number', doc: 'Probability of 1, from 0 to 1.' } },
  discrete: true,
  check: (p) => probability(p, 'p'),
  quantile(p) {
    const failure = 1 - numberOf(p, 'p');
    return (u) => (u > failure ? 1 : 0);
  },
  cdf(p) {
    const failure = 1 - numberOf(p, 'p');
    return (x) => (x < 0 ? 0 : x < 1 ? failure : 1);
  },
  mean: (p) => numberOf(p, 'p'),
  sd: (p) => Math.sqrt(numberOf(p, 'p') * (1 - numberOf(p, 'p'))),
  support: () => [0, 1],
  express(builder, u, { p }) {
    const failure = complement(builder, whereProbability(builder, p as number));
    const valid = builder.apply('eq', failure, failure);
    return builder.apply(
      'select',
      valid,
      builder.apply('gt', u, failure),
      builder.constant(Number.NaN),
    );
  },
  example: { p: 0.3 },
};
