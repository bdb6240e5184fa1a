import type { Scenario } from '@scenario-sandbox/contract';
import type { Identity } from './decide/findings.ts';
import { scenarioHash } from './scenario/hash.ts';
import type { Problem } from './scenario/problems.ts';
import type { RunSettings } from './simulate/types.ts';
import { hashOf } from './text/hash.ts';
import { ENGINE_VERSION } from './version.ts';

export const DEFAULT_SEED = 42;
export const DEFAULT_SAMPLES = 20_000;

/** A question to the engine. Equal questions have equal answers, byte for byte. */
export interface Question {
  readonly scenario: Scenario;
  /** Default: the scenario's, else 42. */
  readonly seed?: number;
  /** Default: the scenario's, else 20,000. */
  readonly samples?: number;
  /** Names of the analyses to run; all of them by default. */
  readonly analyses?: readonly string[];
}

export function settingsOf({ scenario, seed, samples }: Question): RunSettings {
  return {
    seed: seed ?? scenario.seed ?? DEFAULT_SEED,
    samples: samples ?? scenario.samples ?? DEFAULT_SAMPLES,
    sampler: scenario.sampler ?? 'sobol',
  };
}

/** Content hashes of a question: the same on every machine, without running it. */
export function identityOf(question: Question): Identity {
  const hash = scenarioHash(question.scenario);
  return {
    scenarioId: question.scenario.id,
    scenarioHash: hash,
    runId: runIdOf(hash, settingsOf(question), question.analyses),
    engineVersion: ENGINE_VERSION,
  };
}

/** Content hash of a run, from the content hash of its scenario. */
export function runIdOf(
  scenarioHash: string,
  settings: RunSettings,
  analyses?: readonly string[],
): string {
  return hashOf({
    scenarioHash,
    ...settings,
    ...(analyses && { analyses: [...analyses].sort() }),
    engineVersion: ENGINE_VERSION,
  });
}

/** A scenario that cannot be run as it is written. */
export class ScenarioInvalid extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join(' '));
    this.name = 'ScenarioInvalid';
    this.problems = problems;
  }
}
