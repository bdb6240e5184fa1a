import { type Bins, binMeans, binSizes } from './bins.ts';
import { inner } from './least-squares.ts';
import {
  coefficientsOf,
  crossValidation,
  type Fit,
  factorOf,
  fitOf,
  momentsOf,
  parametersOf,
  smooth,
  splineBasis,
} from './spline.ts';

/** Penalties tried: from almost interpolating the bins to almost a line. */
const PENALTIES = [1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 1, 1e5];

/** E[y | x] by bin of x, shape [bins], from all samples and from each half of them alone. */
interface Guess {
  readonly all: Float64Array;
  readonly halves: readonly [Float64Array, Float64Array];
}

/** The smooth guess: it crosses a level once, and not by chance again beside. */
export interface Regression extends Guess {
  /** The means of the bins where y jumps, which no smooth curve follows; else the smooth guess as well. */
  readonly sharp: Guess;
  /** Mean of y itself in each bin, by half. */
  readonly halfMeans: readonly [Float64Array, Float64Array];
}

/** Regressions on one column, which may be asked for any number of y. */
export interface Regressor {
  readonly bins: Bins;
  /** Samples in each bin, by half. */
  readonly halfSizes: readonly [Float64Array, Float64Array];
  on(y: Float64Array): Regression;
}

/** A fit under each of the penalties, ready for any number of y. */
interface Smoothing {
  readonly bins: Bins;
  readonly fit: Fit;
  readonly penalised: readonly { readonly factor: Float64Array; readonly parameters: number }[];
}

/** That of the last column: columns without ties are cut alike, and need not be prepared again. */
let kept: Smoothing | null = null;

function smoothingOf(bins: Bins): Smoothing {
  if (kept && same(kept.bins.sizes, bins.sizes) && same(kept.bins.scores, bins.scores)) return kept;
  const fit = fitOf(splineBasis(bins.scores), bins.sizes);
  const penalised = PENALTIES.map((penalty) => {
    const factor = factorOf(fit, penalty);
    return { factor, parameters: parametersOf(fit, factor) };
  });
  kept = { bins, fit, penalised };
  return kept;
}

function same(left: Float64Array, right: Float64Array): boolean {
  return left.length === right.length && left.every((x, i) => x === right[i]);
}

/**
 * Regression on a column: bin means where it is discrete, else a P-spline in the normal score of its
 * rank, in which inputs drawn through their quantile function are smooth whatever their tails, with bin
 * means beside it where y jumps. The penalty has the least generalised cross-validation score. The halves,
 * first and second (of a Sobol sequence each is a balanced set), serve to cross-check what the whole says.
 * Sources: Eilers & Marx (1996) and Craven & Wahba (1979), as in spline.ts; Strong, Oakley & Brennan (2014),
 * for regression in the place of nested sampling.
 */
export function regressorOf(bins: Bins): Regressor {
  const n = bins.of.length;
  const middle = n >>> 1;
  const halfSizes = [binSizes(bins, 0, middle), binSizes(bins, middle, n)] as const;
  const smoothing = bins.discrete || bins.count < 8 ? null : smoothingOf(bins);
  const smoothHalf = smoothing && halfSizes.map((sizes) => smoothAlike(smoothing.fit, sizes));
  return {
    bins,
    halfSizes,
    on: (y) => {
      const first = binMeans(bins, y, halfSizes[0], 0, middle);
      const second = binMeans(bins, y, halfSizes[1], middle, n);
      const halfMeans = [first, second] as const;
      const means = pooled(first, halfSizes[0], second, halfSizes[1]);
      const raw: Guess = { all: means, halves: halfMeans };
      if (smoothing === null || smoothHalf === null) return { ...raw, sharp: raw, halfMeans };
      const { values, choice } = best(smoothing, means);
      const [early, late] = smoothHalf.map((alike, half) =>
        alike(halfMeans[half] as Float64Array, choice),
      ) as [Float64Array, Float64Array];
      const guess: Guess = { all: values, halves: [early, late] };
      return { ...guess, sharp: jumps(bins, values, halfMeans) ? raw : guess, halfMeans };
    },
  };
}

/** Smooths a half's means on the same basis, under the penalty chosen for the whole. */
function smoothAlike(
  { basis }: Fit,
  sizes: Float64Array,
): (means: Float64Array, choice: number) => Float64Array {
  const fit = fitOf(basis, sizes);
  const factors: Float64Array[] = [];
  return (means, choice) => {
    factors[choice] ??= factorOf(fit, PENALTIES[choice] as number);
    return smooth(fit, coefficientsOf(factors[choice], momentsOf(fit, means)));
  };
}

/** The smooth of least cross-validation score; of equals the smoothest. */
function best(
  { fit, penalised }: Smoothing,
  means: Float64Array,
): { values: Float64Array; choice: number } {
  // From their mean, which any penalty keeps: squares of what is left are not lost beside it.
  const mean = inner(fit.shares, means);
  const centred = new Float64Array(means.length);
  let square = 0;
  for (let b = 0; b < centred.length; b += 1) {
    const apart = (means[b] as number) - mean;
    centred[b] = apart;
    square += (fit.shares[b] as number) * apart * apart;
  }
  const moments = momentsOf(fit, centred);
  let least = Infinity;
  let found = { coefficients: moments, choice: 0 };
  penalised.forEach(({ factor, parameters }, choice) => {
    const coefficients = coefficientsOf(factor, moments);
    const score = crossValidation(fit, parameters, { square, moments }, coefficients);
    if (score <= least) {
      least = score;
      found = { coefficients, choice };
    }
  });
  const values = smooth(fit, found.coefficients);
  for (let b = 0; b < values.length; b += 1) values[b] = (values[b] as number) + mean;
  return { values, choice: found.choice };
}

/** A smooth guess that misses so much of what it explains, and so much more than chance would, misses jumps. */
const MISSED_SHARE = 0.01;
const MISSED_ERRORS = 100;

/**
 * Whether a smooth guess misses what both halves of the samples see alike: the products of their residuals
 * add up to the square of what is missed, to which the noise of the halves, being their own, adds nothing.
 */
function jumps({ sizes, of }: Bins, all: Float64Array, [first, second]: Guess['halves']): boolean {
  const n = of.length;
  const mean = inner(all, sizes) / n;
  let [missed, noise, explained] = [0, 0, 0];
  for (let b = 0; b < all.length; b += 1) {
    const share = (sizes[b] as number) / n;
    const value = all[b] as number;
    const one = first[b] as number;
    const two = second[b] as number;
    missed += share * (one - value) * (two - value);
    noise += (share * (one - two) * (one - two)) / 2;
    explained += share * (value - mean) * (value - mean);
  }
  const error = noise / Math.sqrt(all.length);
  return missed > MISSED_SHARE * explained && missed > MISSED_ERRORS * error;
}

function pooled(
  first: Float64Array,
  firstSizes: Float64Array,
  second: Float64Array,
  secondSizes: Float64Array,
): Float64Array {
  const means = new Float64Array(first.length);
  for (let b = 0; b < means.length; b += 1) {
    const n = firstSizes[b] as number;
    const m = secondSizes[b] as number;
    means[b] = ((first[b] as number) * n + (second[b] as number) * m) / (n + m);
  }
  return means;
}
