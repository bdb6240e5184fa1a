import { exp, expm1, log, normalCdf, normalQuantile } from '../math/elementary.ts';
import { wherePositive } from './express.ts';
import { finite, firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution } from './types.ts';

/**
 * Lognormal(meanlog, sdlog): x = exp(meanlog + sdlog Φ⁻¹(u)).
 * Source: Johnson, Kotz & Balakrishnan (1994), ch. 14.
 */
export const lognormal: Distribution = {
  kind: 'lognormal',
  summary: 'Products of many influences: sizes, prices, durations with a long right tail.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 14',
  parameters: {
    meanlog: { type: 'number', doc: 'Mean of the natural logarithm; the median is exp(meanlog).' },
    sdlog: { type: 'number', doc: 'Standard deviation of the natural logarithm, above 0.' },
  },
  discrete: false,
  check: (p) => firstProblem(finite(p, 'meanlog'), positive(p, 'sdlog')),
  quantile(p) {
    const [meanlog, sdlog] = [numberOf(p, 'meanlog'), numberOf(p, 'sdlog')];
    return (u) => exp(meanlog + sdlog * normalQuantile(u));
  },
  cdf(p) {
    const [meanlog, sdlog] = [numberOf(p, 'meanlog'), numberOf(p, 'sdlog')];
    return (x) => (x > 0 ? normalCdf((log(x) - meanlog) / sdlog) : 0);
  },
  survival(p) {
    const [meanlog, sdlog] = [numberOf(p, 'meanlog'), numberOf(p, 'sdlog')];
    return (x) => (x > 0 ? normalCdf((meanlog - log(x)) / sdlog) : 1);
  },
  mean(p) {
    const sdlog = numberOf(p, 'sdlog');
    return exp(numberOf(p, 'meanlog') + 0.5 * sdlog * sdlog);
  },
  sd(p) {
    const variance = numberOf(p, 'sdlog') * numberOf(p, 'sdlog');
    return exp(numberOf(p, 'meanlog') + 0.5 * variance) * Math.sqrt(expm1(variance));
  },
  support: () => [0, Number.POSITIVE_INFINITY],
  express(builder, u, { meanlog, sdlog }) {
    const z = builder.apply('normal_quantile', u);
    const spread = builder.apply('mul', wherePositive(builder, sdlog as number), z);
    return builder.apply('exp', builder.apply('add', meanlog as number, spread));
  },
  example: { meanlog: 2.5, sdlog: 0.25 },
};
