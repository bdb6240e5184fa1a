import { dominanceFindings } from './dominance.ts';
import type { Findings } from './findings.ts';
import { informationOf, noInformation } from './information.ts';
import { pairFindings } from './pairs.ts';
import { paretoOptions } from './pareto.ts';
import type { Problem } from './problem.ts';
import { secondOpinions } from './second-opinions.ts';
import { sensitivityFindings } from './sensitivity.ts';
import { acceptabilityFindings } from './smaa.ts';
import { switchovers } from './switching.ts';
import { tornadoBars } from './tornado.ts';
import { weightSwitchovers } from './weight-switching.ts';

/** What the documentation says of a method. */
export interface MethodNote {
  readonly title: string;
  /** One plain sentence or two: what is worked out, and how. */
  readonly summary: string;
  /** When the figures mean what they say. */
  readonly validWhen: string;
  readonly source: string;
}

/** One analysis that can be switched off: the part of the findings by whose name it is known. */
export interface Analysis<T> extends MethodNote {
  /** The finding where the analysis is switched off or the scenario incomplete. */
  empty(unit: string): T;
  run(problem: Problem): T;
}

type Switchable = Exclude<
  keyof Findings,
  'frame' | 'identity' | 'objective' | 'options' | 'recommendation' | 'constraints'
>;

const none = (): [] => [];

/** Every analysis, by its part of the findings, in the order in which they run. */
export const analyses = {
  pairs: {
    title: 'Pairs of options',
    summary:
      'For each two options: the correlation of their overall values over the samples, how often one beats the other, and the mean difference with its interval.',
    validWhen: 'Always: options share their draws, so differences are taken sample by sample.',
    source: 'Clemen & Reilly, Making Hard Decisions (2014).',
    empty: none,
    run: pairFindings,
  },
  dominance: {
    title: 'Dominance',
    summary:
      'Options that another beats in every sample (order 0), at every quantile (order 1), or for everyone who dislikes risk (order 2).',
    validWhen:
      'It is a fact about the samples, the first 65,536 of them; a tail that none of them reached could break it.',
    source:
      'Hadar & Russell, Rules for Ordering Uncertain Prospects (1969); Levy, Stochastic Dominance (2016).',
    empty: none,
    run: dominanceFindings,
  },
  pareto: {
    title: 'Pareto frontier',
    summary:
      'Options that no other matches on every criterion and beats on one, in expected value.',
    validWhen: 'Several criteria; with one outcome it is the best option alone.',
    source: 'Keeney & Raiffa, Decisions with Multiple Objectives (1976).',
    empty: none,
    run: paretoOptions,
  },
  tornado: {
    title: 'Tornado',
    summary:
      'Each variable moved to its 10th and 90th percentile with all others at their median: what the outcomes become, and whether they go one way between.',
    validWhen:
      'One variable at a time: interactions and the joint movement of correlated variables are not in it.',
    source: 'Eschenbach, Spiderplots versus Tornado Diagrams for Sensitivity Analysis (1992).',
    empty: none,
    run: tornadoBars,
  },
  sensitivity: {
    title: 'Variance-based sensitivity',
    summary:
      'The share of the variance of the overall value that knowing a variable removes in expectation (first order, by regression on the samples), and the share left when all others are known (total, by drawing the variable anew in the first 1,024 samples, given its partners where it is correlated).',
    validWhen:
      'The variance is finite. For correlated variables the first order includes what a variable says of its partners, and may be above the total. Estimates below 0 or above 1 are noise and are set to the bound.',
    source:
      'Saltelli et al., Variance Based Sensitivity Analysis of Model Output (2010); Jansen, Analysis of Variance Designs for Model Output (1999); Kucherenko, Tarantola & Annoni, Estimation of Global Sensitivity Indices for Models with Dependent Variables (2012).',
    empty: none,
    run: sensitivityFindings,
  },
  switchovers: {
    title: 'Switching values',
    summary:
      'The value of each variable at which another option overtakes the recommended one in expectation, all else as uncertain as stated, with the probability of lying beyond it, by regression of the lead on the samples.',
    validWhen:
      'Only values that samples reach are searched. A variable that the two options define differently is left out: one draw moves both. For a correlated variable, its partners move with it as they do in the samples. For a variable drawn anew in every period, the value is that of its mean over the periods.',
    source: 'HM Treasury, The Green Book (2022).',
    empty: none,
    run: switchovers,
  },
  weightSwitchovers: {
    title: 'Weights that switch the recommendation',
    summary:
      'The nearest weight of each criterion below and above its own at which another option takes the lead, the other weights keeping their proportions.',
    validWhen:
      'Several criteria and no risk aversion: expected scores are then linear in a weight.',
    source: 'Kirkwood, Strategic Decision Making (1997).',
    empty: none,
    run: weightSwitchovers,
  },
  information: {
    title: 'Value of information',
    summary:
      'What knowing everything (EVPI), one variable, a group of correlated variables (EVPPI), or the result of a study (EVSI) before choosing is worth, by regression of the leads over the recommended option on the samples.',
    validWhen:
      'Choices are among the options that satisfy the constraints. A study observes its variable with normal noise of the standard deviation it states; 0 means the variable itself is seen, such as the result of a test. Where none is stated, a beta-distributed proportion is counted and any other variable has its own standard deviation as noise. Of a variable drawn anew in every period, what is learned or studied is its mean over the periods: EVPPI(mean) ≤ EVPPI(all its values) ≤ EVPI, so the figure is a lower bound of what knowing every period would be worth, and equal to it where the outcomes depend on the mean alone.',
    source:
      'Howard, Information Value Theory (1966); Strong, Oakley & Brennan, Estimating Multiparameter Partial Expected Value of Perfect Information from a Probabilistic Sensitivity Analysis Sample (2014); Strong, Oakley, Brennan & Breeze, Estimating the Expected Value of Sample Information Using the Probabilistic Sensitivity Analysis Sample (2015).',
    empty: noInformation,
    run: informationOf,
  },
  acceptability: {
    title: 'Rank acceptability',
    summary:
      'How often each option takes each rank when outcomes and uncertain weights are drawn together; the weights that put it first, and how sure that is with them.',
    validWhen: 'Several criteria of which a weight is a range or a place in an order.',
    source:
      'Lahdelma, Hokkanen & Salminen, SMAA: Stochastic Multiobjective Acceptability Analysis (1998); Lahdelma & Salminen, SMAA-2 (2001).',
    empty: none,
    run: acceptabilityFindings,
  },
  secondOpinions: {
    title: 'Second opinions',
    summary:
      'The order that TOPSIS, VIKOR and PROMETHEE II give the options by their expected outcomes and central weights, whether they agree on the first, and which options change the order of others by being there.',
    validWhen: 'Several criteria. These methods read expected outcomes and no uncertainty.',
    source:
      "Hwang & Yoon, Multiple Attribute Decision Making (1981); Opricovic & Tzeng, Compromise Solution by MCDM Methods (2004); Brans & Vincke, A Preference Ranking Organisation Method (1985); Belton & Gear, On a Short-coming of Saaty's Method of Analytic Hierarchies (1983).",
    empty: none,
    run: secondOpinions,
  },
} as const satisfies { [K in Switchable]: Analysis<Findings[K]> };

export type AnalysisName = keyof typeof analyses;

/** What is always worked out, in the order of the findings. */
export const foundations = {
  objective: {
    title: 'Overall value',
    summary:
      'One outcome in its own unit, or several criteria as the additive value of their value functions in score points, 0…100. Samples in which an option has no finite value are left out for all options.',
    validWhen:
      'Criteria are preferentially independent: what a step on one is worth does not depend on the others. Without a scale, value runs from the least 5th to the greatest 95th percentile over the options.',
    source: 'Keeney & Raiffa, Decisions with Multiple Objectives (1976).',
  },
  options: {
    title: 'Ranking, probability of being best, regret',
    summary:
      'Options by expected overall value, or by certainty equivalent under exponential utility where the scenario states a risk tolerance; how often each is best, ties split; mean and greatest shortfall to the best option of each sample.',
    validWhen:
      'Intervals are 95 %. Those of means come from the means of 32 to 63 runs of consecutive samples, which shows how even Sobol points are; those of shares take samples for independent and are wider than they need be with Sobol points.',
    source:
      'Savage, The Theory of Statistical Decision (1951); Howard, Decision Analysis: Practice and Promise (1988).',
  },
  constraints: {
    title: 'Chance constraints',
    summary:
      'The share of samples that keep each constraint, with its score interval; satisfied when the share reaches the required probability.',
    validWhen: 'Always.',
    source:
      'Charnes & Cooper, Chance-Constrained Programming (1959); Wilson, Probable Inference (1927).',
  },
  recommendation: {
    title: 'Recommendation and confidence',
    summary:
      'The first in rank of the options that satisfy every constraint. Confidence is high when the lower end of its probability of being best is 0.8 or more, medium from 0.5, else low; with uncertain weights the share of first ranks counts where it is smaller; low when the lead over the runner-up is too close to call or no option is feasible; one step lower when more samples could change who is feasible.',
    validWhen:
      'The model and its ranges are right: confidence speaks of the model, not of the world.',
    source: 'A rule of this product; Clemen & Reilly, Making Hard Decisions (2014), for its parts.',
  },
} as const satisfies Record<string, MethodNote>;
