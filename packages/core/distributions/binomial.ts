import { incompleteBeta } from '../math/incomplete-beta.ts';
import { countQuantile } from './counts.ts';
import { firstProblem, numberOf, probability } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

/** F(k) = I_{1−p}(n − k, k + 1), or its complement when `upper`. */
function tail(parameters: Parameters, upper: boolean): (x: number) => number {
  const [n, p] = [numberOf(parameters, 'n'), numberOf(parameters, 'p')];
  return (x) => {
    const k = Math.floor(x);
    if (k < 0) return upper ? 1 : 0;
    if (k >= n || p === 0) return upper ? 0 : 1;
    if (p === 1) return upper ? 1 : 0;
    return incompleteBeta(n - k, k + 1, upper)(1 - p, p);
  };
}

const mean = (p: Parameters) => numberOf(p, 'n') * numberOf(p, 'p');
const sd = (p: Parameters) => Math.sqrt(mean(p) * (1 - numberOf(p, 'p')));

/** Binomial(n, p). Source: Johnson, Kemp & Kotz (2005), ch. 3; DLMF 8.17.5. */
export const binomial: Distribution = {
  kind: 'binomial',
  summary: 'How many of n independent chances come true.',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 3',
  parameters: {
    n: { type: 'number', doc: 'Number of chances, a whole number.' },
    p: { type: 'number', doc: 'Probability of each, from 0 to 1.' },
  },
  discrete: true,
  check(p) {
    const n = numberOf(p, 'n');
    const whole = Number.isSafeInteger(n) && n >= 0;
    return firstProblem(
      whole ? null : `n must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${n}`,
      probability(p, 'p'),
    );
  },
  quantile(p) {
    const spread = sd(p);
    return countQuantile({
      cdf: tail(p, false),
      survival: tail(p, true),
      mean: mean(p),
      sd: spread,
      skewness: spread > 0 ? (1 - 2 * numberOf(p, 'p')) / spread : 0,
      max: numberOf(p, 'n'),
    });
  },
  cdf: (p) => tail(p, false),
  survival: (p) => tail(p, true),
  mean,
  sd,
  support: (p) => [0, numberOf(p, 'n')],
  example: { n: 10, p: 0.3 },
};
