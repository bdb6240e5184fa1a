import { estimate, exact } from './estimates.ts';
import type { AcceptabilityFinding, Estimate, OptionFinding, Recommendation } from './findings.ts';
import { optionId, type Problem } from './problem.ts';
import { certainDifference } from './utility.ts';
import { errorOfWhole } from './whole.ts';

/** Least probability of being best for high and for medium confidence. */
const HIGH = 0.8;
const MEDIUM = 0.5;
/** Least share of the samples that must give every option a value for confidence above low. */
const VALUED = 0.95;

/**
 * Recommendation and confidence
 *
 * Recommended is the first in rank of the options that satisfy every constraint; of all options
 * where none does, and the report says so.
 *
 * Confidence is high when the lower end of the interval of its probability of being best is 0.8 or
 * more, medium from 0.5, else low. With uncertain weights the share of first ranks over weights and
 * outcomes counts where it is smaller. It is low whatever that probability when the lead over the
 * runner-up is too close to call (its interval holds 0), when there is no second option, when no
 * option satisfies the constraints, and when more than 5 % of the samples give some option no
 * value; one step lower when the interval of a constraint's probability holds the required one.
 *
 * Valid when: The model and its ranges are right: confidence speaks of the model, not of the world.
 *
 * Source: A rule of this product; Clemen & Reilly, Making Hard Decisions (2014), for its parts.
 */
export function recommendationOf(
  problem: Problem,
  options: readonly OptionFinding[],
  acceptability: readonly AcceptabilityFinding[],
): Recommendation {
  const [winner, runnerUp] = problem.candidates;
  if (winner === undefined || problem.count === 0) {
    return notYet(
      'No sample gives every option a value: the model yields NaN or infinity in each.',
    );
  }
  const id = optionId(problem, winner);
  const margin = runnerUp === undefined ? exact(0) : marginOf(problem, winner, runnerUp);
  const tooCloseToCall = runnerUp !== undefined && !(margin.low > 0);
  const best = options[winner]?.probabilityBest ?? exact(0);
  const firstRank = acceptability.find((a) => a.option === id)?.ranks[0] ?? 1;
  const failed = problem.constraints.filter((c) => c.option === id && !c.satisfied);
  const sure = Math.min(best.low, firstRank);
  const valued = problem.count >= VALUED * problem.samples.count;
  const settled = runnerUp !== undefined && !tooCloseToCall && failed.length === 0 && valued;
  return {
    primary: id,
    runnerUp: runnerUp === undefined ? null : optionId(problem, runnerUp),
    reason:
      failed.length === 0
        ? null
        : `No option satisfies every constraint; ${id} fails ${failed.map((c) => c.id).join(', ')}.`,
    confidence: settled ? confidence(sure, nearConstraint(problem, id)) : 'low',
    margin,
    tooCloseToCall,
    probabilityBest: best.value,
  };
}

/** The answer where there is nothing to rank. */
export function notYet(reason: string): Recommendation {
  return {
    primary: null,
    runnerUp: null,
    reason,
    confidence: 'low',
    margin: exact(0),
    tooCloseToCall: false,
    probabilityBest: 0,
  };
}

function marginOf(problem: Problem, winner: number, runnerUp: number): Estimate {
  const { utilities, utility, worth, whole, valuation } = problem;
  if (whole !== null) {
    const lead = (worth[winner]?.value ?? 0) - (worth[runnerUp]?.value ?? 0);
    return estimate(lead, errorOfWhole(whole, valuation, winner, runnerUp));
  }
  return certainDifference(
    utilities[winner] as Float64Array,
    utilities[runnerUp] as Float64Array,
    utility,
  );
}

function confidence(sure: number, near: boolean): Recommendation['confidence'] {
  if (sure >= HIGH) return near ? 'medium' : 'high';
  return sure >= MEDIUM && !near ? 'medium' : 'low';
}

/** Whether more samples could tell otherwise about a constraint of the option. */
function nearConstraint({ constraints }: Problem, id: string): boolean {
  return constraints.some(
    ({ option, probability, required }) =>
      option === id && probability.low < required && required < probability.high,
  );
}
