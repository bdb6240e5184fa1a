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
 * Stopping early (`precision: decision`)
 *
 * After 1,024 samples, and each time their number has doubled, it is asked whether more could
 * change the choice. They could not when every other option is behind by more than chance explains,
 * or is as good: behind by less than 1 % of the best option's standard deviation (one point of
 * score). A constraint that could still go either way keeps the run going.
 *
 * Valid when: The choice is wanted, not every figure: means of a run that stopped early are as
 * rough as its number of samples makes them. A wrong leader is stopped at in 1 % of runs at most.
 *
 * Source: Kim & Nelson, A Fully Sequential Procedure for Indifference-Zone Selection in Simulation
 * (2001), for the zone of indifference; the 1 % is shared among 20 looks and all rivals
 * (Bonferroni).
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
