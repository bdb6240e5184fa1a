import type { Scenario } from '@scenario-sandbox/contract';
import type { Statistics } from '../simulate/types.ts';

/**
 * Findings: everything the product says of a run, as figures. Reports, critiques, charts and
 * comparisons read this and nothing earlier. Plain data: it can be cloned, stored and hashed.
 *
 * Units: outcomes and inputs are in their own unit; regret, margin and values of information in
 * `objective.unit`; probabilities and shares are 0…1. Option and variable names are ids.
 */

/** A Monte Carlo estimate with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface InputFinding {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  /** Kind of distribution, in the registry's word. */
  readonly kind: string;
  readonly shared: boolean;
  readonly options: readonly string[];
  readonly perPeriod: boolean;
  readonly source: string | null;
  readonly note: string | null;
  readonly mean: number;
  readonly sd: number;
  readonly p5: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
}

/** A fixed input or a computed line, as written. */
export interface ConstantFinding {
  readonly name: string;
  readonly option: string | null;
  readonly value: number;
  readonly unit: string | null;
  readonly source: string | null;
  readonly note: string | null;
}

export interface Frame {
  readonly scenario: Scenario;
  readonly options: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
  }[];
  readonly inputs: readonly InputFinding[];
  readonly constants: readonly ConstantFinding[];
  /** Inputs and model lines that no outcome reads. */
  readonly unused: readonly string[];
  readonly outcomes: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly label: string;
  }[];
  readonly series: readonly { readonly name: string; readonly unit: string | null }[];
  readonly periods: { readonly count: number; readonly unit: string } | null;
  readonly samples: number;
  readonly seed: number;
  readonly sampler: 'sobol' | 'random';
  /** Why no option can be recommended, or null. Prose-only scenarios have no numbers to rank by. */
  readonly incomplete: string | null;
}

/** What the options are ranked by. */
export interface Objective {
  /** `outcome`: one outcome, in its unit. `score`: several criteria, in score points (0…100). */
  readonly kind: 'outcome' | 'score';
  readonly outcome: string | null;
  readonly direction: 'maximise' | 'minimise';
  readonly unit: string;
  readonly criteria: readonly CriterionFinding[];
  /**
   * Consistency ratio of the pairwise comparisons that the weights come from; above 0.1 they
   * contradict one another. Absent where weights are written.
   */
  readonly consistencyRatio?: number;
}

export interface CriterionFinding {
  readonly id: string;
  readonly label: string;
  readonly outcome: string | null;
  readonly direction: 'maximise' | 'minimise';
  /** Normalised central weight, 0…1, and its range where it is uncertain. */
  readonly weight: number;
  readonly weightMin: number;
  readonly weightMax: number;
  /** Outcome at value 0 and at value 1. */
  readonly worst: number;
  readonly best: number;
  /** Mean value (0…1) by option, in the order of the options. */
  readonly values: readonly number[];
}

export interface OptionFinding {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** 0…100: expected overall value × 100. */
  readonly score: number;
  readonly rank: number;
  /** The figure that ranks: expected objective, or certainty equivalent with `risk`. */
  readonly value: Estimate;
  readonly probabilityBest: Estimate;
  readonly expectedRegret: number;
  readonly maximumRegret: number;
  readonly certaintyEquivalent: number | null;
  readonly outcomes: Readonly<Record<string, Statistics>>;
  /** By series name: one Statistics per period. */
  readonly series: Readonly<Record<string, readonly Statistics[]>>;
}

export interface Recommendation {
  /** Null when nothing can be recommended; `reason` then says why. */
  readonly primary: string | null;
  readonly runnerUp: string | null;
  readonly reason: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** The winner's lead over the runner-up, in the objective's unit, with its Monte Carlo interval. */
  readonly margin: Estimate;
  /** The interval of the margin holds 0: more samples or a coin. */
  readonly tooCloseToCall: boolean;
  readonly probabilityBest: number;
  /**
   * Of the absolute deviations of the winner's lead over the runner-up from its mean, the share that the largest
   * one in a thousand make up, of the samples kept; 0 where it is never behind.
   */
  readonly rareShare: number;
}

/** One swing: the variable moved to its 10th and 90th percentile, all else at its median. */
export interface TornadoBar {
  readonly variable: string;
  readonly option: string;
  readonly outcome: string;
  readonly inputLow: number;
  readonly inputHigh: number;
  readonly low: number;
  readonly high: number;
  /** The outcome with every variable at its median. */
  readonly base: number;
  /** The outcome does not rise or fall steadily between the two. */
  readonly monotone: boolean;
}

export interface SensitivityFinding {
  readonly variable: string;
  readonly option: string;
  readonly outcome: string;
  readonly first: Estimate;
  readonly total: Estimate;
}

export interface Switchover {
  readonly variable: string;
  /** The options whose value of the variable is meant: all that share one definition of it. */
  readonly options: readonly string[];
  readonly from: string;
  readonly to: string;
  /** The value of the variable at which `to` overtakes `from`, all else uncertain as stated. */
  readonly threshold: number;
  /** `to` wins when the variable is above (or below) the threshold. */
  readonly side: 'above' | 'below';
  /** Where `from` leads again, above the threshold; not there where `to` leads on. */
  readonly until?: number;
  /** Probability that the variable lies on that side, and before `until` where there is one. */
  readonly probability: number;
  /** Probability that it lies beyond `until`; there with it only. */
  readonly probabilityBeyond?: number;
  /** (threshold − mean) / sd of the variable. */
  readonly distanceSd: number;
}

export interface WeightSwitchover {
  readonly criterion: string;
  readonly from: string;
  readonly to: string;
  readonly threshold: number;
  readonly weight: number;
}

export interface InformationFinding {
  readonly unit: string;
  readonly evpi: Estimate;
  /** Per variable (and per correlated group): EVPPI, never above EVPI. Sorted, largest first. */
  readonly evppi: readonly {
    readonly variable: string;
    readonly value: number;
    readonly error: number;
  }[];
  readonly groups: readonly { readonly variables: readonly string[]; readonly value: number }[];
  readonly studies: readonly {
    readonly variable: string;
    readonly n: number;
    /** Standard deviation of one observation, where the scenario states it. */
    readonly sd?: number;
    readonly cost: number;
    readonly evsi: number;
    readonly net: number;
    /** Standard error of `evsi`, and so of `net`. */
    readonly error: number;
  }[];
}

export interface DominanceFinding {
  readonly dominated: string;
  readonly by: string;
  /** 0: in every sample; 1, 2: first- and second-order stochastic dominance. */
  readonly order: 0 | 1 | 2;
}

export interface ConstraintFinding {
  readonly id: string;
  readonly option: string;
  readonly probability: Estimate;
  readonly required: number;
  readonly satisfied: boolean;
}

export interface AcceptabilityFinding {
  readonly option: string;
  /** Share of weight and outcome samples in which the option takes rank 1, 2, … */
  readonly ranks: readonly number[];
  /** Mean weights, by criterion id, of the samples in which it is first. */
  readonly centralWeights: Readonly<Record<string, number>> | null;
  /** Probability of being first when the central weights are taken as true. */
  readonly confidenceFactor: number | null;
}

/** A second opinion by another multi-criteria method. */
export interface SecondOpinion {
  readonly method: 'topsis' | 'vikor' | 'promethee2';
  readonly ranking: readonly { readonly option: string; readonly score: number }[];
  readonly agrees: boolean;
  /** Options whose removal changes the order of the others under this method. */
  readonly rankReversals: readonly string[];
}

/** How samples of two options move together, and how inputs do. */
export interface SimilarityFinding {
  readonly left: string;
  readonly right: string;
  readonly correlation: number;
  /** P(left beats right) on the objective. */
  readonly probabilityLeftBeats: number;
  readonly meanDifference: Estimate;
}

export interface Findings {
  readonly frame: Frame;
  /** Null where the scenario is incomplete; then the lists below are empty. */
  readonly objective: Objective | null;
  readonly options: readonly OptionFinding[];
  readonly recommendation: Recommendation;
  readonly pairs: readonly SimilarityFinding[];
  readonly dominance: readonly DominanceFinding[];
  /** Options on the Pareto frontier of expected criterion values. */
  readonly pareto: readonly string[];
  readonly tornado: readonly TornadoBar[];
  readonly sensitivity: readonly SensitivityFinding[];
  readonly switchovers: readonly Switchover[];
  readonly weightSwitchovers: readonly WeightSwitchover[];
  readonly information: InformationFinding;
  readonly constraints: readonly ConstraintFinding[];
  readonly acceptability: readonly AcceptabilityFinding[];
  readonly secondOpinions: readonly SecondOpinion[];
  readonly identity: Identity;
}

/** Content hashes: the same question has the same id everywhere. */
export interface Identity {
  readonly scenarioId: string;
  readonly scenarioHash: string;
  readonly runId: string;
  readonly engineVersion: string;
}
