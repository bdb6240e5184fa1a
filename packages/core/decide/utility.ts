import type { Scenario } from '@scenario-sandbox/contract';
import { exp, log } from '../math/elementary.ts';
import { errorOfMean, estimate, meanAndError, meanOf } from './estimates.ts';
import type { Estimate } from './findings.ts';

/**
 * What is averaged instead of the overall value, and the way back to the value's unit. Neutral: the
 * value itself. Averse: exponential utility with one tolerance for all.
 */
export interface Utility {
  readonly neutral: boolean;
  /** Utilities of overall values; rising in them. Neutral: the same array. */
  utilities(values: Float64Array): Float64Array;
  /** The sure value that is worth a mean utility. */
  certain(meanUtility: number): number;
  /** d certain / d meanUtility. */
  slope(meanUtility: number): number;
  /** What one option's overall values are worth for certain. */
  certainty(values: Float64Array): Estimate;
}

const neutral: Utility = {
  neutral: true,
  utilities: (values) => values,
  certain: (mean) => mean,
  slope: () => 1,
  certainty: (values) => {
    const { mean, error } = meanAndError(values);
    return estimate(mean, error);
  },
};

/** Exponents are held at this: its square, summed over all samples, is a number still. */
const MOST_EXPONENT = 300;
/** Mean utilities are held off 0, where every sample is too far above the others to be told from it. */
const LEAST_MEAN = 1e-300;

/** Whether outcomes are averaged as they are. `averse` without a tolerance is: how averse nobody said. */
export const isNeutral = ({ risk }: Scenario): boolean =>
  risk?.attitude !== 'averse' || risk.tolerance === undefined;

/**
 * Risk tolerance
 *
 * Where the scenario states a tolerance R, outcomes count by exponential utility, −exp(−v/R), and
 * an option is worth its certainty equivalent: the sure amount that would be liked as much as its
 * uncertain outcome. What information is worth is then by how much it raises the certainty
 * equivalent.
 *
 * Valid when: The tolerance is the same whatever the outcome: adding one sum to everything changes
 * no choice. Outcomes more than 300 tolerances below the greatest of the options' least values
 * count as 300 below.
 *
 * Source: Pratt, Risk Aversion in the Small and in the Large (1964); Howard, Decision Analysis:
 * Practice and Promise (1988).
 *
 * In code: values: overall values, larger is better, shape [option][sample].
 */
export function utilityOf(scenario: Scenario, values: readonly Float64Array[]): Utility {
  const tolerance = scenario.risk?.tolerance;
  if (isNeutral(scenario) || tolerance === undefined) return neutral;
  const origin = Math.max(...values.map(leastOf));
  return {
    neutral: false,
    utilities: (column) =>
      column.map((v) => -exp(Math.min(MOST_EXPONENT, -(v - origin) / tolerance))),
    certain: (mean) => origin - tolerance * log(Math.max(LEAST_MEAN, -mean)),
    slope: (mean) => tolerance / Math.max(LEAST_MEAN, -mean),
    certainty: (column) => certaintyEquivalent(column, tolerance),
  };
}

/**
 * Certainty equivalent of one option with its 95 % Monte Carlo interval (delta method): the mean of
 * exp(−(v − least)/ρ) taken back to the unit of v, which is exact where all values are one.
 */
function certaintyEquivalent(values: Float64Array, tolerance: number): Estimate {
  const least = leastOf(values);
  const { mean, error } = meanAndError(values.map((v) => exp(-(v - least) / tolerance)));
  return estimate(least - tolerance * log(mean), (tolerance * error) / mean);
}

function leastOf(values: Float64Array): number {
  let least = Infinity;
  for (const v of values) if (v < least) least = v;
  return least;
}

/**
 * By how much the first option's certainty equivalent is above the second's, with the interval of
 * the difference sample by sample: what the two share cancels.
 */
export function certainDifference(
  left: Float64Array,
  right: Float64Array,
  utility: Utility,
): Estimate {
  const leftMean = meanOf(left);
  const rightMean = meanOf(right);
  const [a, b] = [utility.slope(leftMean), utility.slope(rightMean)];
  const apart = new Float64Array(left.length);
  for (let i = 0; i < apart.length; i += 1) {
    apart[i] = a * (left[i] as number) - b * (right[i] as number);
  }
  const error = errorOfMean(apart);
  const lead = utility.certain(leftMean) - utility.certain(rightMean);
  return estimate(lead, error);
}
