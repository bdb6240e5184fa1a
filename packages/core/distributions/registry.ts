import { bernoulli } from './bernoulli.ts';
import { beta } from './beta.ts';
import { binomial } from './binomial.ts';
import { discrete } from './discrete.ts';
import { empirical } from './empirical.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { geometric } from './geometric.ts';
import { logistic } from './logistic.ts';
import { lognormal } from './lognormal.ts';
import { metalog } from './metalog.ts';
import { createMixture } from './mixture.ts';
import { negative_binomial } from './negative_binomial.ts';
import { normal } from './normal.ts';
import { nestPaths } from './parameters.ts';
import { pert } from './pert.ts';
import { poisson } from './poisson.ts';
import { student_t } from './student_t.ts';
import { triangular } from './triangular.ts';
import { createTruncated } from './truncated.ts';
import type { Distribution, DistributionKind } from './types.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

/** Every distribution there is: the only list. */
export const distributions = {
  normal,
  lognormal,
  uniform,
  triangular,
  pert,
  beta,
  gamma,
  exponential,
  weibull,
  logistic,
  student_t,
  bernoulli,
  binomial,
  poisson,
  geometric,
  negative_binomial,
  discrete,
  empirical,
  metalog,
  mixture: createMixture(distributionOf),
  truncated: createTruncated(distributionOf),
} as const satisfies { [K in DistributionKind]: Distribution };

/** Whether a distribution of this name exists. */
export function isDistributionKind(kind: string): kind is DistributionKind {
  return Object.hasOwn(distributions, kind);
}

/** The distribution of this kind. Throws a RangeError where there is none: kinds are read before. */
export function distributionOf(kind: string): Distribution {
  if (!isDistributionKind(kind)) throw new RangeError(`there is no distribution "${kind}"`);
  return distributions[kind];
}

/**
 * u ↦ x with F(x) = u, for u in (0, 1). Parameters may be named by paths (`of.mean`, `values.2`), as a
 * graph names those that are expressions. Impossible parameters give NaN, never an error, as an
 * expression may come to one in some samples.
 */
export function quantileOf(
  kind: string,
  parameters: Readonly<Record<string, unknown>>,
): (u: number) => number {
  const distribution = distributionOf(kind);
  const nested = nestPaths(parameters);
  return distribution.check(nested) === null ? distribution.quantile(nested) : () => Number.NaN;
}

/** Whether all draws of a kind are atoms. False for a mixture or a truncation, whatever is in it. */
export function isDiscrete(kind: string | null | undefined): boolean {
  return typeof kind === 'string' && isDistributionKind(kind) && distributions[kind].discrete;
}
