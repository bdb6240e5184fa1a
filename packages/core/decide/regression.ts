import { type Bins, binMeans } from './bins.ts';
import { crossValidation, type Smoother, smooth, smootherOf, splineBasis } from './spline.ts';

/** Penalties tried: from almost interpolating the bins to almost a line. */
const PENALTIES = [1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 1, 1e5];

/** E[y | x] by bin of x, shape [bins], from all samples and from each half of them alone. */
export interface Regression {
  readonly all: Float64Array;
  readonly halves: readonly [Float64Array, Float64Array];
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

/**
 * Regression on a column: bin means where it is discrete, else a P-spline in the normal score of its
 * rank, in which inputs drawn through their quantile function are smooth whatever their tails. The
 * penalty has the least generalised cross-validation score. The halves, first and second (of a
 * Sobol sequence each is a balanced set), serve to cross-check what the whole says.
 * Sources: Eilers & Marx (1996) and Craven & Wahba (1979), as in spline.ts; Strong, Oakley & Brennan (2014),
 * for regression in the place of nested sampling.
 */
export function regressorOf(bins: Bins): Regressor {
  const n = bins.of.length;
  const middle = n >>> 1;
  const nothing = new Float64Array(n);
  const halfSizes = [
    binMeans(bins, nothing, 0, middle).sizes,
    binMeans(bins, nothing, middle, n).sizes,
  ] as const;
  const basis = bins.discrete || bins.count < 8 ? null : splineBasis(bins.scores);
  const smoothers = basis === null ? [] : PENALTIES.map((p) => smootherOf(basis, bins.sizes, p));
  const half = new Map<number, readonly [Smoother, Smoother]>();
  return {
    bins,
    halfSizes,
    on: (y) => {
      const first = binMeans(bins, y, 0, middle).means;
      const second = binMeans(bins, y, middle, n).means;
      const means = pooled(first, halfSizes[0], second, halfSizes[1]);
      if (basis === null) {
        return { all: means, halves: [first, second], halfMeans: [first, second] };
      }
      const { values, choice } = best(smoothers, means);
      let pair = half.get(choice);
      if (pair === undefined) {
        const penalty = PENALTIES[choice] as number;
        pair = [smootherOf(basis, halfSizes[0], penalty), smootherOf(basis, halfSizes[1], penalty)];
        half.set(choice, pair);
      }
      const halves = [smooth(pair[0], first), smooth(pair[1], second)] as const;
      return { all: values, halves, halfMeans: [first, second] };
    },
  };
}

/** The smooth of least cross-validation score; of equals the smoothest. */
function best(
  smoothers: readonly Smoother[],
  means: Float64Array,
): { values: Float64Array; choice: number } {
  let least = Infinity;
  let found = { values: means, choice: 0 };
  smoothers.forEach((smoother, choice) => {
    const values = smooth(smoother, means);
    const score = crossValidation(smoother, means, values);
    if (score <= least) {
      least = score;
      found = { values, choice };
    }
  });
  return found;
}

function pooled(
  first: Float64Array,
  firstSizes: Float64Array,
  second: Float64Array,
  secondSizes: Float64Array,
): Float64Array {
  return first.map((mean, b) => {
    const [n, m] = [firstSizes[b] as number, secondSizes[b] as number];
    return (mean * n + (second[b] as number) * m) / (n + m);
  });
}
