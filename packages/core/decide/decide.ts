import type { Scenario } from '@scenario-sandbox/contract';
import type { Graph } from '../language/graph.ts';
import type { RunSettings, Samples, Simulator, Summary } from '../simulate/types.ts';
import type { Findings, Frame, Identity } from './findings.ts';
import { problemOf } from './pose.ts';
import type { Problem } from './problem.ts';
import { optionFindings } from './ranking.ts';
import { notYet, recommendationOf } from './recommendation.ts';
import { type AnalysisName, analyses } from './registry.ts';

/** A run, and what it is a run of. */
export interface DecideContext {
  readonly scenario: Scenario;
  readonly graph: Graph;
  readonly settings: RunSettings;
  readonly samples: Samples;
  readonly simulator: Simulator;
  readonly frame: Frame;
  readonly identity: Identity;
  /** Names of the analyses to run; null: all. */
  readonly analyses: readonly string[] | null;
  /** Leaves out the quantiles that distributions are drawn from, which no summary shows. (Default: false) */
  readonly brief?: boolean;
  /** Figures of the whole run, where `samples` are only its first; null where they are all. (Default: null) */
  readonly whole?: Summary | null;
}

/** Called after each analysis with its name and the share of them that is done, rising to 1. */
export type OnStep = (name: string, share: number) => void;

const names = Object.keys(analyses) as AnalysisName[];

/**
 * Findings of a run: options ranked, recommendation, and every analysis that is switched on. Those that
 * are not, and all in a scenario that is incomplete or yields no value, are empty.
 * Errors: a name in `analyses` that is not an analysis.
 */
export function decide(context: DecideContext, onStep: OnStep = () => {}): Findings {
  const { frame, samples, identity } = context;
  const wanted = wantedOf(context.analyses);
  const incomplete = frame.incomplete ?? (samples.count > 0 ? null : 'No sample was drawn.');
  if (incomplete !== null) return nothing(frame, identity, incomplete);
  const problem = problemOf(frame, samples, context.simulator, context);
  const options = optionFindings(problem);
  onStep('ranking', 1 / (wanted.length + 1));
  const parts = emptyParts(problem.valuation.objective.unit);
  wanted.forEach((name, i) => {
    if (problem.count > 0) runInto(parts, name, problem);
    onStep(name, (i + 2) / (wanted.length + 1));
  });
  return {
    frame,
    objective: problem.valuation.objective,
    options,
    recommendation: recommendationOf(problem, options, parts.acceptability),
    ...parts,
    constraints: problem.constraints,
    identity,
  };
}

type Parts = { -readonly [K in AnalysisName]: Findings[K] };

function emptyParts(unit: string): Parts {
  const entries = names.map((name) => [name, analyses[name].empty(unit)]);
  return Object.fromEntries(entries) as Parts;
}

function runInto<K extends AnalysisName>(parts: Parts, name: K, problem: Problem): void {
  const analysis: { run(problem: Problem): Findings[AnalysisName] } = analyses[name];
  parts[name] = analysis.run(problem) as Parts[K];
}

/** The analyses to run, in the registry's order. */
function wantedOf(wanted: readonly string[] | null): AnalysisName[] {
  if (wanted === null) return names;
  const unknown = wanted.find((name) => !names.includes(name as AnalysisName));
  if (unknown !== undefined) {
    throw new RangeError(`analyses: there is no ${unknown}; name some of ${names.join(', ')}.`);
  }
  return names.filter((name) => wanted.includes(name));
}

/** Findings of a scenario that cannot be ranked. */
function nothing(frame: Frame, identity: Identity, reason: string): Findings {
  return {
    frame,
    objective: null,
    options: [],
    recommendation: notYet(reason),
    ...emptyParts(''),
    constraints: [],
    identity,
  };
}
