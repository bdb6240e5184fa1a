import { exp, expm1, log1p, pow } from '../math/elementary.ts';
import { logGamma, logGamma1p } from '../math/gamma-function.ts';
import { log1pNode, wherePositive } from './express.ts';
import { numberOf, positive } from './parameters.ts';
import type { Distribution } from './types.ts';

/** log Γ(1 + x) for x > 0, accurate near 0. */
const logMoment = (x: number) => (x < 0.5 ? logGamma1p(x) : logGamma(1 + x));

/**
 * Weibull(shape, scale): x = scale (−log(1 − u))^(1/shape).
 * Source: Johnson, Kotz & Balakrishnan (1994), ch. 21.
 */
export const weibull: Distribution = {
  kind: 'weibull',
  summary:
    'Time to failure whose risk falls (shape < 1) or rises (shape > 1) with age; wind speed.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 21',
  parameters: {
    shape: { type: 'number', doc: 'Shape, above 0.' },
    scale: { type: 'number', doc: 'Scale, above 0: 63.2 % of the values lie below it.' },
  },
  discrete: false,
  check: (p) => positive(p, 'shape', 'scale'),
  quantile(p) {
    const [power, scale] = [1 / numberOf(p, 'shape'), numberOf(p, 'scale')];
    return (u) => scale * pow(-log1p(-u), power);
  },
  cdf(p) {
    const [shape, scale] = [numberOf(p, 'shape'), numberOf(p, 'scale')];
    return (x) => (x > 0 ? -expm1(-pow(x / scale, shape)) : 0);
  },
  survival(p) {
    const [shape, scale] = [numberOf(p, 'shape'), numberOf(p, 'scale')];
    return (x) => (x > 0 ? exp(-pow(x / scale, shape)) : 1);
  },
  mean: (p) => numberOf(p, 'scale') * exp(logMoment(1 / numberOf(p, 'shape'))),
  sd(p) {
    const inverse = 1 / numberOf(p, 'shape');
    const first = logMoment(inverse);
    const excess = expm1(logMoment(2 * inverse) - 2 * first);
    return numberOf(p, 'scale') * exp(first) * Math.sqrt(excess);
  },
  support: () => [0, Number.POSITIVE_INFINITY],
  express(builder, u, { shape, scale }) {
    const { apply } = builder;
    const hazard = apply('neg', log1pNode(builder, apply('neg', u)));
    const power = apply('div', builder.constant(1), wherePositive(builder, shape as number));
    return apply('mul', wherePositive(builder, scale as number), apply('pow', hazard, power));
  },
  example: { shape: 1.5, scale: 10 },
};
