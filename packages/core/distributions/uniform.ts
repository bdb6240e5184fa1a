import { where } from './express.ts';
import { below, finite, firstProblem, numberOf } from './parameters.ts';
import type { Distribution } from './types.ts';

/** Uniform(min, max): x = min + u (max − min). Source: Johnson, Kotz & Balakrishnan (1995), ch. 26. */
export const uniform: Distribution = {
  kind: 'uniform',
  summary: 'Anything between two limits, all equally likely.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 26',
  parameters: {
    min: { type: 'number', doc: 'Smallest value.' },
    max: { type: 'number', doc: 'Largest value, above min.' },
  },
  discrete: false,
  check: (p) => firstProblem(finite(p, 'min', 'max'), below(p, 'min', 'max')),
  quantile(p) {
    const [min, max] = [numberOf(p, 'min'), numberOf(p, 'max')];
    return (u) => min + (max - min) * u;
  },
  cdf(p) {
    const [min, max] = [numberOf(p, 'min'), numberOf(p, 'max')];
    return (x) => Math.max(0, Math.min(1, (x - min) / (max - min)));
  },
  survival(p) {
    const [min, max] = [numberOf(p, 'min'), numberOf(p, 'max')];
    return (x) => Math.max(0, Math.min(1, (max - x) / (max - min)));
  },
  mean: (p) => 0.5 * (numberOf(p, 'min') + numberOf(p, 'max')),
  sd: (p) => (numberOf(p, 'max') - numberOf(p, 'min')) / Math.sqrt(12),
  support: (p) => [numberOf(p, 'min'), numberOf(p, 'max')],
  express(builder, u, { min, max }) {
    const rising = builder.apply('lt', min as number, max as number);
    const width = where(builder, rising, builder.apply('sub', max as number, min as number));
    return builder.apply('add', min as number, builder.apply('mul', width, u));
  },
  example: { min: 2, max: 10 },
};
