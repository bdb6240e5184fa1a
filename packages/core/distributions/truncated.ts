import { integrateUnit } from '../math/integrate.ts';
import { distributionValueOf, numberOf } from './parameters.ts';
import type { Distribution, DistributionValue, Parameters } from './types.ts';

type Lookup = (kind: string) => Distribution;

/** Least share of the distribution that must lie between the limits: below it, digits run out. */
const SHARE_MIN = 1e-6;

/** The number just below x, or nearly so: F there is P(X < x), as a discrete F has jumps. */
const justBelow = (x: number) => x - Math.max(Math.abs(x) * 1.2e-16, 5e-324);

interface Part {
  readonly of: Distribution;
  readonly parameters: Parameters;
  readonly lo: number;
  readonly hi: number;
  /** P(X < lo) and P(lo ≤ X ≤ hi) before truncation. */
  readonly below: number;
  readonly share: number;
}

function partOf(lookup: Lookup, p: Parameters): Part {
  const { kind, parameters } = distributionValueOf(p, 'of') as DistributionValue;
  const of = lookup(kind);
  const [lo, hi] = [numberOf(p, 'lo'), numberOf(p, 'hi')];
  const cdf = of.cdf(parameters);
  const below = cdf(justBelow(lo));
  if (below < 0.5) return { of, parameters, lo, hi, below, share: cdf(hi) - below };
  const survival = of.survival?.(parameters) ?? ((x: number) => 1 - cdf(x));
  return { of, parameters, lo, hi, below, share: survival(justBelow(lo)) - survival(hi) };
}

function quantileOfPart({ of, parameters, lo, hi, below, share }: Part): (u: number) => number {
  const quantile = of.quantile(parameters);
  return (u) => Math.max(lo, Math.min(hi, quantile(below + u * share)));
}

/** ∫ g(Q(u)) du; for a discrete distribution the sum over its atoms. */
function expectation(part: Part, g: (x: number) => number): number {
  const quantile = quantileOfPart(part);
  if (!part.of.discrete) return integrateUnit((u) => g(quantile(u)));
  const cdf = part.of.cdf(part.parameters);
  let sum = 0;
  let reached = 0;
  while (reached < 1 - 1e-15) {
    const x = quantile(Math.min(reached + 1e-12, 1));
    const next = x >= part.hi ? 1 : Math.min((cdf(x) - part.below) / part.share, 1);
    sum += g(x) * (next - reached);
    if (!(next > reached)) break;
    reached = next;
  }
  return sum;
}

const shown = (x: number | undefined) => Number((x as number).toPrecision(3));

function checkOf(lookup: Lookup, p: Parameters): string | null {
  const of = distributionValueOf(p, 'of');
  if (of === null) return 'of must be a distribution';
  const problem = lookup(of.kind).check(of.parameters);
  if (problem !== null) return problem;
  const [lo, hi] = [numberOf(p, 'lo'), numberOf(p, 'hi')];
  if (!(lo < hi)) return `truncate [${lo}, ${hi}]: the first number must be below the second`;
  const { share } = partOf(lookup, p);
  if (share >= SHARE_MIN) return null;
  const [from, to] = [0.001, 0.999].map(lookup(of.kind).quantile(of.parameters));
  const range = `${shown(from)} to ${shown(to)}`;
  return `truncate [${lo}, ${hi}] keeps less than one in a million of the ${of.kind}, which lies mostly at ${range}: move the limits there`;
}

/**
 * Any distribution given that it lies in [lo, hi]: Q(u) = Q₀(F₀(lo−) + u (F₀(hi) − F₀(lo−))).
 * The moments are integrals over u by quadrature, or sums over the atoms where Q₀ is discrete.
 * `lookup` finds the distribution that is truncated.
 * Source: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), ch. 12.
 */
export function createTruncated(lookup: Lookup): Distribution {
  const mean = (p: Parameters) => expectation(partOf(lookup, p), (x) => x);
  return {
    kind: 'truncated',
    summary: 'Another distribution, kept between two limits.',
    source: 'Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994)',
    parameters: {
      of: { type: 'distribution', doc: 'The distribution that is cut.' },
      lo: { type: 'number', doc: 'Lowest value kept.' },
      hi: { type: 'number', doc: 'Highest value kept, above lo.' },
    },
    discrete: false,
    check: (p) => checkOf(lookup, p),
    quantile: (p) => quantileOfPart(partOf(lookup, p)),
    cdf(p) {
      const { of, parameters, lo, hi, below, share } = partOf(lookup, p);
      const cdf = of.cdf(parameters);
      return (x) => (x < lo ? 0 : x >= hi ? 1 : Math.min(1, (cdf(x) - below) / share));
    },
    survival(p) {
      const { of, parameters, lo, hi, share } = partOf(lookup, p);
      const cdf = of.cdf(parameters);
      const survival = of.survival?.(parameters) ?? ((x: number) => 1 - cdf(x));
      const above = survival(hi);
      return (x) => (x < lo ? 1 : x >= hi ? 0 : Math.min(1, (survival(x) - above) / share));
    },
    mean,
    sd(p) {
      const centre = mean(p);
      const square = (x: number) => (x - centre) * (x - centre);
      return Math.sqrt(expectation(partOf(lookup, p), square));
    },
    support(p) {
      const { of, parameters, lo, hi } = partOf(lookup, p);
      const [from, to] = of.support(parameters);
      return [Math.max(lo, from), Math.min(hi, to)];
    },
    example: { of: { kind: 'normal', parameters: { mean: 10, sd: 4 } }, lo: 0, hi: 100 },
  };
}
