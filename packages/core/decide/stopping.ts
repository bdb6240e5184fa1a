import { normalQuantile } from '../math/elementary.ts';
import type { Samples, Simulator } from '../simulate/types.ts';
import { errorsFor, Z95 } from './estimates.ts';
import type { Frame } from './findings.ts';
import { problemOf } from './pose.ts';
import type { Problem } from './problem.ts';
import { certainDifference } from './utility.ts';

/** Chance of stopping with a wrong leader, over all looks and rivals. */
const WRONG = 0.01;
/** Looks that are paid for: 1,024 samples doubled nineteen times is more than a run may have. */
const LOOKS = 20;
/** A lead below this share of the best option's sd, or of the score scale, is not worth more samples. */
const INDIFFERENT = 0.01;

/** Whether more samples could change the decision. */
export interface Resolution {
  /** `clear`: every rival is behind. `indifferent`: those that may not be are as good. */
  readonly state: 'clear' | 'indifferent' | 'open';
  /** Samples after which to look again; null once resolved. */
  readonly next: number | null;
}

/**
 * The stopping rule of `precision: decision`, to be asked after 1,024 samples and after each doubling.
 * A rival is behind when the best candidate's lead over it, sample by sample, is z standard errors
 * above 0; it is as good when the lead is below 1 % of the best option's standard deviation (one
 * point of score) by as many. z is such that a wrong leader is stopped at in 1 % of runs at most (Bonferroni over 20 looks
 * and all rivals). A constraint whose probability may be either side of the one required keeps it open.
 * Source: Kim & Nelson, A Fully Sequential Procedure for Indifference-Zone Selection in Simulation
 * (2001), for the indifference zone.
 */
export function resolutionOf(frame: Frame, samples: Samples, simulator: Simulator): Resolution {
  const problem = problemOf(frame, samples, simulator);
  const open: Resolution = { state: 'open', next: 2 * samples.count };
  const unsure = problem.constraints.some(
    ({ probability, required }) => probability.low < required && required < probability.high,
  );
  if (unsure || problem.count < 2) return open;
  const rivals = problem.candidates.slice(1).map((rival) => standing(problem, rival));
  if (rivals.includes('open')) return open;
  return { state: rivals.includes('indifferent') ? 'indifferent' : 'clear', next: null };
}

/** How a rival stands against the best candidate. */
function standing(problem: Problem, rival: number): Resolution['state'] {
  const { candidates, utilities, utility, statistics, valuation } = problem;
  const best = candidates[0] as number;
  const z = errorsFor(-normalQuantile(WRONG / 2 / LOOKS / (candidates.length - 1)));
  const lead = certainDifference(
    utilities[best] as Float64Array,
    utilities[rival] as Float64Array,
    utility,
  );
  const error = (lead.high - lead.value) / Z95;
  if (lead.value > z * error) return 'clear';
  const outcome = valuation.criteria[0]?.outcome ?? 0;
  const spread =
    valuation.objective.kind === 'score' ? 100 : (statistics[best]?.[outcome]?.sd ?? 0);
  return lead.value + z * error <= INDIFFERENT * spread ? 'indifferent' : 'open';
}
