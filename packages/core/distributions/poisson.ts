import { incompleteGamma } from '../math/incomplete-gamma.ts';
import { countQuantile } from './counts.ts';
import { numberOf } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** F(k) = Q(k + 1, rate), or its complement when `upper`. */
function tail(p: Parameters, upper: boolean): (x: number) => number {
  const rate = numberOf(p, 'rate');
  return (x) => {
    const k = Math.floor(x);
    if (k < 0) return upper ? 1 : 0;
    if (k === Number.POSITIVE_INFINITY) return upper ? 0 : 1;
    return incompleteGamma(k + 1, !upper)(rate);
  };
}

/** Poisson(rate). Source: Johnson, Kemp & Kotz (2005), ch. 4; DLMF 8.4.10. */
export const poisson: Distribution = {
  kind: 'poisson',
  summary: 'How often something rare happens in a fixed time.',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 4',
  parameters: { rate: { type: 'number', doc: 'Mean number of events, from 0 to 10¹².' } },
  discrete: true,
  check(p) {
    const rate = numberOf(p, 'rate');
    return rate >= 0 && rate <= 1e12 ? null : `rate must lie between 0 and 1e12, not be ${rate}`;
  },
  quantile(p) {
    const rate = numberOf(p, 'rate');
    const sd = Math.sqrt(rate);
    return countQuantile({
      cdf: tail(p, false),
      survival: tail(p, true),
      mean: rate,
      sd,
      skewness: rate > 0 ? 1 / sd : 0,
      max: Number.MAX_SAFE_INTEGER,
    });
  },
  cdf: (p) => tail(p, false),
  survival: (p) => tail(p, true),
  mean: (p) => numberOf(p, 'rate'),
  sd: (p) => Math.sqrt(numberOf(p, 'rate')),
  support: () => [0, Number.POSITIVE_INFINITY],
  example: { rate: 3 },
};
