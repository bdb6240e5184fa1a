import { estimate, exact, shareOfRare } from './estimates.ts';
import type { AcceptabilityFinding, Estimate, OptionFinding, Recommendation } from './findings.ts';
import { optionId, type Problem } from './problem.ts';
import { certainDifference } from './utility.ts';
import { errorOfWhole } from './whole.ts';

/** Least probability of being best for high and for medium confidence. */
const HIGH = 0.8;
const MEDIUM = 0.5;
/** Least share of the samples that must give every option a value for confidence above low. */
const VALUED = 0.95;
/** Most that one sample in a thousand may make up of the lead's deviations. */
const FAR = 0.1;

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
 * value; one step lower when the interval of a constraint's probability holds the required one, and
 * when the lead rests on rare cases: when, of its absolute deviations from its mean, the largest in a
 * thousand make up more than a tenth, and the recommended option is behind in some sample.
 *
 * Valid when: The model and its ranges are right: confidence speaks of the model, not of the world.
 * Rare cases are looked for in 1,000 samples or more. Of normal leads a thousandth makes up 0.4 %, of
 * lognormal ones (σ = 2) 8 %, of an event of probability 0.001 half.
 *
 * Source: A rule of this product; Clemen & Reilly, Making Hard Decisions (2014), for its parts;
 * Embrechts, Klüppelberg & Mikosch, Modelling Extremal Events (1997), §6.2, on the share of the largest
 * terms in a sum.
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
  const rareShare = runnerUp === undefined ? 0 : rareShareOf(problem, winner, runnerUp);
  const unsure = nearConstraint(problem, id) || rareShare > FAR;
  const settled = runnerUp !== undefined && !tooCloseToCall && failed.length === 0 && valued;
  return {
    primary: id,
    runnerUp: runnerUp === undefined ? null : optionId(problem, runnerUp),
    reason:
      failed.length === 0
        ? null
        : `No option satisfies every constraint; ${id} fails ${failed.map((c) => c.id).join(', ')}.`,
    confidence: settled ? confidence(sure, unsure) : 'low',
    margin,
    tooCloseToCall,
    probabilityBest: best.value,
    rareShare,
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
    rareShare: 0,
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

/** One step lower where something else is unsure. */
function confidence(sure: number, unsure: boolean): Recommendation['confidence'] {
  if (sure >= HIGH) return unsure ? 'medium' : 'high';
  return sure >= MEDIUM && !unsure ? 'medium' : 'low';
}

/** `rareShare` of the winner's lead; 0 where it is never behind, as the choice then hangs on no mean. */
function rareShareOf({ utilities }: Problem, winner: number, runnerUp: number): number {
  const own = utilities[winner] as Float64Array;
  const other = utilities[runnerUp] as Float64Array;
  const lead = new Float64Array(own.length);
  let isBehind = false;
  for (let i = 0; i < lead.length; i += 1) {
    lead[i] = (own[i] as number) - (other[i] as number);
    isBehind ||= (lead[i] as number) < 0;
  }
  return isBehind ? shareOfRare(lead) : 0;
}

/** Whether more samples could tell otherwise about a constraint of the option. */
function nearConstraint({ constraints }: Problem, id: string): boolean {
  return constraints.some(
    ({ option, probability, required }) =>
      option === id && probability.low < required && required < probability.high,
  );
}
