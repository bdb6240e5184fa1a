import { exp, expm1, log1p } from '../math/elementary.ts';
import { log1pNode, where } from './express.ts';
import { numberOf } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

const logFailure = (p: Parameters) => log1p(-numberOf(p, 'p'));

/**
 * Geometric(p) on 0, 1, 2, …: failures before the first success, so that it is the negative binomial
 * with r = 1. k = ⌈log(1 − u) / log(1 − p)⌉ − 1.
 * Source: Johnson, Kemp & Kotz (2005), ch. 5.
 */
export const geometric: Distribution = {
  kind: 'geometric',
  summary: 'Failures before the first success (0 where the first try succeeds).',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 5',
  parameters: {
    p: { type: 'number', doc: 'Probability of success at each try, above 0, at most 1.' },
  },
  discrete: true,
  check(p) {
    const chance = numberOf(p, 'p');
    return chance > 0 && chance <= 1 ? null : `p must be above 0 and at most 1, not ${chance}`;
  },
  quantile(p) {
    const failure = logFailure(p);
    return (u) => Math.max(0, Math.ceil(log1p(-u) / failure) - 1);
  },
  cdf(p) {
    const failure = logFailure(p);
    return (x) => (x < 0 ? 0 : -expm1((Math.floor(x) + 1) * failure));
  },
  survival(p) {
    const failure = logFailure(p);
    return (x) => (x < 0 ? 1 : exp((Math.floor(x) + 1) * failure));
  },
  mean: (p) => (1 - numberOf(p, 'p')) / numberOf(p, 'p'),
  sd: (p) => Math.sqrt(1 - numberOf(p, 'p')) / numberOf(p, 'p'),
  support: () => [0, Number.POSITIVE_INFINITY],
  express(builder, u, { p }) {
    const { apply } = builder;
    const [zero, one] = [builder.constant(0), builder.constant(1)];
    const low = apply('gt', p as number, zero);
    const chance = where(builder, apply('and', low, apply('le', p as number, one)), p as number);
    const failure = log1pNode(builder, apply('neg', chance));
    const tries = apply('ceil', apply('div', log1pNode(builder, apply('neg', u)), failure));
    const count = apply('sub', tries, one);
    return apply('select', apply('lt', count, zero), zero, count);
  },
  example: { p: 0.3 },
};
