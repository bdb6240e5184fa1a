import type { Scenario } from '@scenario-sandbox/contract';
import { exp, log } from '../math/elementary.ts';
import { estimate, meanAndError, meanOf } from './estimates.ts';
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
}

const neutral: Utility = {
  neutral: true,
  utilities: (values) => values,
  certain: (mean) => mean,
  slope: () => 1,
};

/**
 * u(v) = −exp(−(v − v₀)/ρ) with ρ the tolerance and v₀ the least of all values, so that no exponent is
 * above 0 and nothing overflows: the log-sum-exp shift. Certainty equivalent: v₀ − ρ·log(mean exp(…)).
 * Exponential utility has the delta property (what one would pay for information is the rise of the
 * certainty equivalent), so information can be priced by it. `averse` without a tolerance is taken
 * as neutral: how averse nobody said.
 * values: overall values, larger is better, shape [option][sample].
 * Sources: Howard, Decision Analysis: Practice and Promise (1988); Pratt, Risk Aversion in the Small
 * and in the Large (1964).
 */
export function utilityOf(scenario: Scenario, values: readonly Float64Array[]): Utility {
  const tolerance = scenario.risk?.tolerance;
  if (scenario.risk?.attitude !== 'averse' || tolerance === undefined) return neutral;
  let least = Infinity;
  for (const column of values) for (const v of column) if (v < least) least = v;
  return {
    neutral: false,
    utilities: (column) => column.map((v) => -exp(-(v - least) / tolerance)),
    certain: (mean) => least - tolerance * log(-mean),
    slope: (mean) => -tolerance / mean,
  };
}

/** Certainty equivalent of one option with its 95 % Monte Carlo interval (delta method). */
export function certaintyEquivalent(utilities: Float64Array, utility: Utility): Estimate {
  const { mean, error } = meanAndError(utilities);
  return estimate(utility.certain(mean), error * utility.slope(mean));
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
  const n = left.length;
  const leftMean = meanOf(left);
  const rightMean = meanOf(right);
  const [a, b] = [utility.slope(leftMean), utility.slope(rightMean)];
  const centre = a * leftMean - b * rightMean;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const d = a * (left[i] as number) - b * (right[i] as number) - centre;
    squares += d * d;
  }
  const error = n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
  const lead = utility.certain(leftMean) - utility.certain(rightMean);
  return estimate(lead, error);
}
