import { normalCdf, normalQuantile } from '../math/elementary.ts';
import { wherePositive } from './express.ts';
import { finite, firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution } from './types.ts';

/** Normal(mean, sd): x = mean + sd Φ⁻¹(u). Source: Johnson, Kotz & Balakrishnan (1994), ch. 13. */
export const normal: Distribution = {
  kind: 'normal',
  summary: 'Sums of many small influences: errors, differences, averages.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 13',
  parameters: {
    mean: { type: 'number', doc: 'Mean, which is also the median.' },
    sd: { type: 'number', doc: 'Standard deviation, above 0.' },
  },
  discrete: false,
  check: (p) => firstProblem(finite(p, 'mean'), positive(p, 'sd')),
  quantile(p) {
    const [mean, sd] = [numberOf(p, 'mean'), numberOf(p, 'sd')];
    return (u) => mean + sd * normalQuantile(u);
  },
  cdf(p) {
    const [mean, sd] = [numberOf(p, 'mean'), numberOf(p, 'sd')];
    return (x) => normalCdf((x - mean) / sd);
  },
  survival(p) {
    const [mean, sd] = [numberOf(p, 'mean'), numberOf(p, 'sd')];
    return (x) => normalCdf((mean - x) / sd);
  },
  mean: (p) => numberOf(p, 'mean'),
  sd: (p) => numberOf(p, 'sd'),
  support: () => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  express(builder, u, { mean, sd }) {
    const z = builder.apply('normal_quantile', u);
    return builder.apply(
      'add',
      mean as number,
      builder.apply('mul', wherePositive(builder, sd as number), z),
    );
  },
  example: { mean: 100, sd: 15 },
};
