import { meanAndError, meanOf, squaresAbout, Z95 } from './estimates.ts';
import type { Estimate, SensitivityFinding } from './findings.ts';
import { type Conditional, optionId, type Problem } from './problem.ts';
import { type Redraw, redraws } from './redraw.ts';
import { OVERALL } from './valuation.ts';

/** Most and least samples in which one variable at a time is drawn anew; powers of two, as Sobol points are even in these. */
const MOST_REDRAWN = 4_096;
const LEAST_REDRAWN = 256;
/** Most of them for all variables, as a multiple of the run, and once more by options and periods. */
const MOST_RUNS = 3;
const MOST_NUMBERS = 2_097_152;
/** Samples that tell the spread of a first-order index's errors. */
const ERROR_SAMPLES = 2_048;

/**
 * Variance-based sensitivity
 *
 * Of the variance of an option's overall value, the share that knowing a variable would remove on
 * average (first order), and the share that would be left if all other variables were known
 * (total). The first comes from regression on the samples of the run; the total from up to 4,096 of
 * them, evaluated again with the variable drawn anew, given its partners where it is correlated. Old
 * and new values of the variable are spread evenly over their square by one more dimension of the
 * Sobol points.
 *
 * Valid when: The variance is finite and says what matters. For correlated variables the first
 * order includes what a variable says of its partners, and may be above the total; both stay right.
 * Estimates below 0 or above 1 are noise and are set to the bound.
 *
 * Source: Saltelli et al., Variance Based Sensitivity Analysis of Model Output (2010); Jansen,
 * Analysis of Variance Designs for Model Output (1999); Kucherenko, Tarantola & Annoni, Estimation
 * of Global Sensitivity Indices for Models with Dependent Variables (2012).
 *
 * In code: For inputs drawn per period, first order is the correlation with samples that share x
 * alone. Samples: a power of two; less than 4,096 where those of all variables would be more than three
 * runs, or more than 2²¹ times options and periods together; 256 at least.
 */
export function sensitivityFindings(problem: Problem): SensitivityFinding[] {
  const { variables } = problem;
  const count = redrawnOf(problem);
  if (variables.length === 0 || count < 2) return [];
  const again = redraws(problem, variables, count);
  return problem.values.flatMap((y, d) => {
    const mean = meanOf(y);
    const variance = squaresAbout(y, mean) / y.length;
    if (!(variance > 0 && Number.isFinite(variance))) return [];
    return again
      .flatMap((redraw) => indicesOf(problem, redraw, d, { mean, variance }) ?? [])
      .sort((a, b) => b.total.value - a.total.value);
  });
}

/** In how many samples each variable is drawn anew. */
function redrawnOf({ count, variables, leads, samples: { graph } }: Problem): number {
  const each = variables.length * graph.options.length * graph.periods;
  const most = Math.min(MOST_REDRAWN, (MOST_RUNS * count) / variables.length, MOST_NUMBERS / each);
  let redrawn = LEAST_REDRAWN;
  while (2 * redrawn <= most) redrawn *= 2;
  return Math.min(redrawn, leads().head);
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** The indices of one variable for one option; null where it changes nothing. */
function indicesOf(
  problem: Problem,
  { variable, redrawn, shared }: Redraw,
  option: number,
  moments: Moments,
): SensitivityFinding | null {
  const y = problem.values[option] as Float64Array;
  const after = redrawn[option] as Float64Array;
  const before = y.subarray(0, after.length);
  if (before.every((x, i) => x === after[i])) return null;
  const conditional = problem.conditionals().find((c) => c.variable === variable);
  const first = shared
    ? sharedVariance(before, shared[option] as Float64Array, moments)
    : conditional && correlationRatio(conditional, y, moments);
  if (!first) return null;
  return {
    variable: variable.name,
    option: optionId(problem, option),
    outcome: problem.valuation.objective.outcome ?? OVERALL,
    first,
    total: jansen(before, after, moments),
  };
}

/**
 * Var(E[y | x]) / Var(y): the mean of what the regression explains of its own samples and of what each
 * half's explains of the other, as in `gainOf`. Error from the influence function.
 */
function correlationRatio(
  { bins, regressor }: Conditional,
  y: Float64Array,
  { mean, variance }: Moments,
): Estimate {
  const n = bins.of.length;
  const { sharp, halfMeans } = regressor.on(y);
  const { all, halves } = sharp;
  let [own, crossed] = [0, 0];
  for (let b = 0; b < bins.count; b += 1) {
    const g = (all[b] as number) - mean;
    own += (bins.sizes[b] as number) * g * g;
    for (let half = 0; half < 2; half += 1) {
      const other = (halves[1 - half] as Float64Array)[b] as number;
      const size = regressor.halfSizes[half]?.[b] as number;
      const guess = other - mean;
      crossed += size * guess * (2 * ((halfMeans[half]?.[b] as number) - mean) - guess);
    }
  }
  const share = (own + crossed) / 2 / n / variance;
  const errors = new Float64Array(Math.min(n, ERROR_SAMPLES));
  for (let i = 0; i < errors.length; i += 1) {
    const d = (y[i] as number) - mean;
    const g = (all[bins.of[i] as number] as number) - mean;
    errors[i] = (g * (2 * d - g) - share * d * d) / variance;
  }
  return shareEstimate(share, errors, n);
}

/** Jansen's estimator of the total index: half the mean square of what drawing x anew changes. */
function jansen(before: Float64Array, after: Float64Array, moments: Moments): Estimate {
  return pairedShare(before, after, moments, (b, a) => ((b - a) * (b - a)) / 2);
}

/** First order as the covariance of two samples that share x alone. */
function sharedVariance(before: Float64Array, after: Float64Array, moments: Moments): Estimate {
  return pairedShare(before, after, moments, (b, a) => b * a);
}

/**
 * Mean of a part of the variance over pairs of values less their mean, as a share of the variance of
 * the same pairs, so that the noise they share cancels. Pairs that are not finite are left out.
 */
function pairedShare(
  before: Float64Array,
  after: Float64Array,
  { mean }: Moments,
  part: (before: number, after: number) => number,
): Estimate {
  const parts = new Float64Array(before.length);
  const squares = new Float64Array(before.length);
  let [count, partSum, squareSum] = [0, 0, 0];
  for (let i = 0; i < before.length; i += 1) {
    const b = (before[i] as number) - mean;
    const a = (after[i] as number) - mean;
    if (a - a !== 0) continue;
    parts[count] = part(b, a);
    squares[count] = (b * b + a * a) / 2;
    partSum += parts[count] as number;
    squareSum += squares[count] as number;
    count += 1;
  }
  const variance = squareSum / count;
  const share = partSum / count / variance;
  const errors = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    errors[i] = ((parts[i] as number) - share * (squares[i] as number)) / variance;
  }
  return shareEstimate(share, errors);
}

/** A share of variance from n samples, held within 0…1; its interval from the spread of their errors. */
function shareEstimate(share: number, errors: Float64Array, n = errors.length): Estimate {
  const error = meanAndError(errors).error * Math.sqrt(errors.length / n);
  const clamp = (x: number): number => Math.min(1, Math.max(0, x));
  return {
    value: clamp(share),
    low: clamp(share - Z95 * error),
    high: clamp(share + Z95 * error),
  };
}
