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

/** One analysis that can be switched off: the part of the findings by whose name it is known. */
export interface Analysis<T> {
  /** The finding where the analysis is switched off or the scenario incomplete. */
  empty(unit: string): T;
  run(problem: Problem): T;
}

type Switchable = Exclude<
  keyof Findings,
  'frame' | 'identity' | 'objective' | 'options' | 'recommendation' | 'constraints'
>;

const none = (): [] => [];

/**
 * Every analysis, by its part of the findings, in the order in which they run. What each computes, when
 * it is valid and where it comes from is in the docstring of its function, and from there in docs/methods.md.
 */
export const analyses = {
  pairs: { empty: none, run: pairFindings },
  dominance: { empty: none, run: dominanceFindings },
  pareto: { empty: none, run: paretoOptions },
  tornado: { empty: none, run: tornadoBars },
  sensitivity: { empty: none, run: sensitivityFindings },
  switchovers: { empty: none, run: switchovers },
  weightSwitchovers: { empty: none, run: weightSwitchovers },
  information: { empty: noInformation, run: informationOf },
  acceptability: { empty: none, run: acceptabilityFindings },
  secondOpinions: { empty: none, run: secondOpinions },
} as const satisfies { [K in Switchable]: Analysis<Findings[K]> };

export type AnalysisName = keyof typeof analyses;
