import { log } from '../math/elementary.ts';
import { compareOptions } from '../simulate/comparison.ts';
import { uniforms } from '../simulate/uniforms.ts';
import type { AcceptabilityFinding } from './findings.ts';
import { gather } from './order.ts';
import { optionId, type Problem } from './problem.ts';
import type { Weights } from './weights.ts';

/** Reserved source of weights: no scenario can name it. */
const WEIGHTS = 0xdec1de02;
/** Samples used, at most. */
const MOST_SAMPLES = 16_384;

/**
 * Rank acceptability (SMAA-2)
 *
 * Outcomes and uncertain weights are drawn together, and the options ranked in each sample: how
 * often each takes each rank, ties shared; the mean of the weights that put it first (central
 * weights); and how often it is first with these (confidence factor).
 *
 * Valid when: There are several criteria, and a weight is a range or a rank. Every weight that is
 * possible counts alike: evenly in a range, evenly over the weights that keep an order.
 *
 * Source: Lahdelma, Hokkanen & Salminen, SMAA: Stochastic Multiobjective Acceptability Analysis
 * (1998); Lahdelma & Salminen, SMAA-2 (2001).
 */
export function acceptabilityFindings(problem: Problem): AcceptabilityFinding[] {
  const { weights, criteria } = problem.valuation;
  if (!weights.uncertain || criteria.length < 2) return [];
  const count = Math.min(problem.count, MOST_SAMPLES);
  const values = criterionValues(problem, count);
  const draws = weightDraws(weights, problem.samples.settings.seed, count);
  const options = problem.values.length;
  const ranks = Array.from({ length: options }, () => new Float64Array(options));
  const central = Array.from({ length: options }, () => new Float64Array(criteria.length));
  const scores = new Float64Array(options);
  for (let i = 0; i < count; i += 1) {
    scores.fill(0);
    for (let k = 0; k < criteria.length; k += 1) {
      const weight = draws[k]?.[i] as number;
      for (let d = 0; d < options; d += 1) {
        scores[d] = (scores[d] as number) + weight * (values[d]?.[k]?.[i] as number);
      }
    }
    addRanks(scores, ranks, (d, share) => {
      const sums = central[d] as Float64Array;
      for (let k = 0; k < sums.length; k += 1) {
        sums[k] = (sums[k] as number) + share * (draws[k]?.[i] as number);
      }
    });
  }
  return ranks.map((counts, d) => {
    const first = counts[0] as number;
    const mean = Array.from(central[d] as Float64Array, (sum) => sum / first);
    return {
      option: optionId(problem, d),
      ranks: Array.from(counts, (c) => c / count),
      centralWeights:
        first > 0 ? Object.fromEntries(criteria.map((c, k) => [c.id, mean[k] as number])) : null,
      confidenceFactor: first > 0 ? shareFirst(values, mean, d) : null,
    };
  });
}

/** Adds one sample's ranks; k options that tie take 1/k of each rank they share. */
function addRanks(
  scores: Float64Array,
  ranks: readonly Float64Array[],
  onFirst: (option: number, share: number) => void,
): void {
  for (let d = 0; d < scores.length; d += 1) {
    let above = 0;
    let tied = 0;
    for (let e = 0; e < scores.length; e += 1) {
      if ((scores[e] as number) > (scores[d] as number)) above += 1;
      else if (scores[e] === scores[d]) tied += 1;
    }
    const own = ranks[d] as Float64Array;
    for (let r = above; r < above + tied; r += 1) own[r] = (own[r] as number) + 1 / tied;
    if (above === 0) onFirst(d, 1 / tied);
  }
}

/** Values of the criteria, 0…1, shape [option][criterion][kept sample]. */
function criterionValues(problem: Problem, count: number): Float64Array[][] {
  const { kept, samples, valuation } = problem;
  return samples.outcomes.map((columns) =>
    valuation.criteria.map(({ outcome, value }) => {
      const column = columns[outcome] as Float64Array;
      const head = kept === null ? column.slice(0, count) : gather(column, kept.subarray(0, count));
      return head.map(value);
    }),
  );
}

/** Weights drawn from what is known of them, normalised, shape [criterion][sample]. */
export function weightDraws(weights: Weights, seed: number, count: number): Float64Array[] {
  const { known, rankedTotal } = weights;
  const draws = known.map(() => new Float64Array(count));
  const drawn = known.map((_, k) => uniforms(seed, [WEIGHTS, k], count));
  const raw = new Float64Array(known.length);
  for (let i = 0; i < count; i += 1) {
    const u = (k: number): number => drawn[k]?.[i] as number;
    known.forEach((w, k) => {
      raw[k] = w.kind === 'range' ? w.min + (w.max - w.min) * u(k) : 0;
    });
    orderedShares(known, u).forEach(([k, share]) => {
      raw[k] = share * rankedTotal;
    });
    const total = raw.reduce((a, b) => a + b, 0);
    draws.forEach((column, k) => {
      column[i] = total > 0 ? (raw[k] as number) / total : 1 / raw.length;
    });
  }
  return draws;
}

/**
 * Even draw from the shares that fall with the rank: exponential spacings, normalised and sorted. Of
 * ranks that tie, the greater spacing goes first, which is either alike.
 * Source: Devroye, Non-Uniform Random Variate Generation (1986), ch. V.
 */
function orderedShares(
  known: Weights['known'],
  u: (criterion: number) => number,
): [number, number][] {
  const places = known.flatMap((w, k) =>
    w.kind === 'rank' ? [{ k, rank: w.rank, spacing: -log(u(k)) }] : [],
  );
  const total = places.reduce((a, p) => a + p.spacing, 0);
  const shares = places.map((p) => p.spacing / total).sort((a, b) => b - a);
  const ordered = [...places].sort((a, b) => a.rank - b.rank || b.spacing - a.spacing);
  return ordered.map(({ k }, r) => [k, shares[r] as number]);
}

/** How often an option is first with given weights; k options that tie count 1/k each. */
function shareFirst(
  values: readonly (readonly Float64Array[])[],
  weights: readonly number[],
  option: number,
): number {
  const totals = values.map((columns) => {
    const total = new Float64Array(columns[0]?.length ?? 0);
    columns.forEach((column, k) => {
      const weight = weights[k] as number;
      for (let i = 0; i < total.length; i += 1) {
        total[i] = (total[i] as number) + weight * (column[i] as number);
      }
    });
    return total;
  });
  return compareOptions(totals).shareBest[option] as number;
}
