import { findRise } from '../math/find-rise.ts';
import { distributionsOf, numbersOf } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

type Lookup = (kind: string) => Distribution;

interface Component {
  readonly of: Distribution;
  readonly parameters: Parameters;
  readonly weight: number;
}

/** Components with their weights, scaled to 1; those without weight are left out. */
function componentsOf(lookup: Lookup, p: Parameters): Component[] {
  const weights = numbersOf(p, 'weights');
  const whole = weights.reduce((sum, w) => sum + w, 0);
  return distributionsOf(p, 'components')
    .map(({ kind, parameters }, i) => ({
      of: lookup(kind),
      parameters,
      weight: (weights[i] as number) / whole,
    }))
    .filter(({ weight }) => weight > 0);
}

function weighted(parts: readonly Component[], f: (c: Component) => (x: number) => number) {
  const terms = parts.map((part) => ({ f: f(part), weight: part.weight }));
  return (x: number) => {
    let sum = 0;
    for (const term of terms) sum += term.weight * term.f(x);
    return Math.min(sum, 1);
  };
}

const cdfOf = (parts: readonly Component[]) =>
  weighted(parts, ({ of, parameters }) => of.cdf(parameters));

function survivalOf(parts: readonly Component[]): (x: number) => number {
  return weighted(parts, ({ of, parameters }) => {
    const cdf = of.cdf(parameters);
    return of.survival?.(parameters) ?? ((x) => 1 - cdf(x));
  });
}

/** F may miss u by its rounding where it jumps. */
const JUMP_FUZZ = 1e-14;

/**
 * The smallest x with F(x) ≥ u lies between the components' own quantiles. The bracket is closed to
 * rounding; where an atom of a component lies in what is left, x is the atom itself.
 */
function quantileOf(parts: readonly Component[]): (u: number) => number {
  const quantiles = parts.map(({ of, parameters }) => of.quantile(parameters));
  const atoms = parts
    .map(({ of, parameters }, i) => ({ of, i, cdf: of.cdf(parameters) }))
    .filter(({ of }) => of.discrete)
    .map(
      ({ i, cdf }) =>
        (x: number) =>
          (quantiles[i] as (u: number) => number)(cdf(x)),
    );
  const [cdf, survival] = [cdfOf(parts), survivalOf(parts)];
  const fuzz = atoms.length > 0 ? JUMP_FUZZ : 0;
  return (u) => {
    const excess =
      u <= 0.5
        ? (x: number) => cdf(x) - u * (1 - fuzz)
        : (x: number) => (1 - u) * (1 + fuzz) - survival(x);
    const own = quantiles.map((quantile) => quantile(u));
    const [from, to] = [Math.min(...own), Math.max(...own)];
    if (excess(from) >= 0) return from;
    if (!(excess(to) >= 0)) return to;
    const [low, high] = findRise(excess, from, to, 1e-16 * (to - from));
    const jumps = atoms
      .map((atomAt) => atomAt(high))
      .filter((x) => low < x && x <= high && excess(x) >= 0);
    return jumps.length > 0 ? Math.min(...jumps) : high;
  };
}

function checkOf(lookup: Lookup, p: Parameters): string | null {
  const [components, weights] = [distributionsOf(p, 'components'), numbersOf(p, 'weights')];
  if (components.length === 0) return 'components needs at least one distribution';
  if (weights.length !== components.length) {
    return `weights has ${weights.length} entries for ${components.length} components: give one each`;
  }
  const bad = weights.findIndex((w) => !(w >= 0 && w < Number.POSITIVE_INFINITY));
  if (bad >= 0) return `weights[${bad}] must not be below 0, as ${weights[bad]} is`;
  if (!weights.some((w) => w > 0)) return 'weights must not all be 0';
  for (const [i, { kind, parameters }] of components.entries()) {
    const problem = lookup(kind).check(parameters);
    if (problem !== null) return `components[${i}]: ${problem}`;
  }
  return null;
}

/**
 * Mixture: one of several distributions, chosen by weight. F = Σ wᵢ Fᵢ, inverted by Chandrupatla's
 * method between the components' quantiles; moments from those of the components.
 * `lookup` finds the components' distributions.
 * Source: McLachlan & Peel, Finite Mixture Models (2000), ch. 1.
 */
export function createMixture(lookup: Lookup): Distribution {
  const mean = (p: Parameters) =>
    componentsOf(lookup, p).reduce((sum, c) => sum + c.weight * c.of.mean(c.parameters), 0);
  return {
    kind: 'mixture',
    summary: 'One of several cases, each with its own distribution and its own weight.',
    source: 'McLachlan & Peel, Finite Mixture Models (2000), ch. 1',
    parameters: {
      components: { type: 'distributions', doc: 'The cases: distributions or plain numbers.' },
      weights: { type: 'numbers', doc: 'Weight of each case, from 0; scaled to add up to 1.' },
    },
    discrete: false,
    check: (p) => checkOf(lookup, p),
    quantile: (p) => quantileOf(componentsOf(lookup, p)),
    cdf: (p) => cdfOf(componentsOf(lookup, p)),
    survival: (p) => survivalOf(componentsOf(lookup, p)),
    mean,
    sd(p) {
      const centre = mean(p);
      const variance = componentsOf(lookup, p).reduce((sum, { of, parameters, weight }) => {
        const [sd, shift] = [of.sd(parameters), of.mean(parameters) - centre];
        return sum + weight * (sd * sd + shift * shift);
      }, 0);
      return Math.sqrt(variance);
    },
    support(p) {
      const ends = componentsOf(lookup, p).map(({ of, parameters }) => of.support(parameters));
      return [Math.min(...ends.map(([low]) => low)), Math.max(...ends.map(([, high]) => high))];
    },
    example: {
      components: [
        { kind: 'normal', parameters: { mean: 0, sd: 1 } },
        { kind: 'normal', parameters: { mean: 6, sd: 0.5 } },
      ],
      weights: [0.75, 0.25],
    },
  };
}
