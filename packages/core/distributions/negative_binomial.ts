import { incompleteBeta } from '../math/incomplete-beta.ts';
import { countQuantile } from './counts.ts';
import { firstProblem, numberOf, positive } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** F(k) = I_p(r, k + 1), or its complement when `upper`. */
function tail(parameters: Parameters, upper: boolean): (x: number) => number {
  const [r, p] = [numberOf(parameters, 'r'), numberOf(parameters, 'p')];
  return (x) => {
    const k = Math.floor(x);
    if (k < 0) return upper ? 1 : 0;
    if (p === 1 || k === Number.POSITIVE_INFINITY) return upper ? 0 : 1;
    return incompleteBeta(r, k + 1, upper)(p, 1 - p);
  };
}

const mean = (p: Parameters) => (numberOf(p, 'r') * (1 - numberOf(p, 'p'))) / numberOf(p, 'p');
const sd = (p: Parameters) => Math.sqrt(mean(p) / numberOf(p, 'p'));

/** NegativeBinomial(r, p) on 0, 1, 2, …. Source: Johnson, Kemp & Kotz (2005), ch. 5; DLMF 8.17. */
export const negative_binomial: Distribution = {
  kind: 'negative_binomial',
  summary: 'Failures before the r-th success; counts that vary more than a Poisson.',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 5',
  parameters: {
    r: { type: 'number', doc: 'Successes waited for, above 0; need not be whole.' },
    p: { type: 'number', doc: 'Probability of success at each try, above 0, at most 1.' },
  },
  discrete: true,
  check(p) {
    const chance = numberOf(p, 'p');
    return firstProblem(
      positive(p, 'r'),
      chance > 0 && chance <= 1 ? null : `p must be above 0 and at most 1, not ${chance}`,
    );
  },
  quantile(p) {
    const [r, chance] = [numberOf(p, 'r'), numberOf(p, 'p')];
    return countQuantile({
      cdf: tail(p, false),
      survival: tail(p, true),
      mean: mean(p),
      sd: sd(p),
      skewness: chance < 1 ? (2 - chance) / Math.sqrt(r * (1 - chance)) : 0,
      max: Number.MAX_SAFE_INTEGER,
    });
  },
  cdf: (p) => tail(p, false),
  survival: (p) => tail(p, true),
  mean,
  sd,
  support: () => [0, Number.POSITIVE_INFINITY],
  example: { r: 5, p: 0.5 },
};
