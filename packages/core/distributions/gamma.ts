import { incompleteGamma } from '../math/incomplete-gamma.ts';
import { inverseIncompleteGamma } from '../math/inverse-gamma.ts';
import { numberOf, positive } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

function tail(p: Parameters, upper: boolean): (x: number) => number {
  const scale = numberOf(p, 'scale');
  const regularised = incompleteGamma(numberOf(p, 'shape'), upper);
  return (x) => regularised(x / scale);
}

/** Gamma(shape, scale): x = scale P⁻¹(shape, u). Source: Johnson, Kotz & Balakrishnan (1994), ch. 17. */
export const gamma: Distribution = {
  kind: 'gamma',
  summary: 'Waiting until several random events have happened; positive amounts with a right tail.',
  source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 17',
  parameters: {
    shape: { type: 'number', doc: 'Shape, above 0; the number of events waited for.' },
    scale: { type: 'number', doc: 'Scale, above 0; the mean is shape × scale.' },
  },
  discrete: false,
  check: (p) => positive(p, 'shape', 'scale'),
  quantile(p) {
    const scale = numberOf(p, 'scale');
    const inverse = inverseIncompleteGamma(numberOf(p, 'shape'));
    return (u) => scale * inverse(u);
  },
  cdf: (p) => tail(p, false),
  survival: (p) => tail(p, true),
  mean: (p) => numberOf(p, 'shape') * numberOf(p, 'scale'),
  sd: (p) => Math.sqrt(numberOf(p, 'shape')) * numberOf(p, 'scale'),
  support: () => [0, Number.POSITIVE_INFINITY],
  example: { shape: 2.5, scale: 4 },
};
