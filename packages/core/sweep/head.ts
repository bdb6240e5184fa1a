import type { RunNames, Scenario, SweepHead } from '@scenario-sandbox/contract';
import { MAX_SWEEP_RUNS, MAX_SWEEP_SAMPLES } from '@scenario-sandbox/contract/sweep.ts';
import { criteriaOf, outcomeName } from '../decide/valuation.ts';
import { optionsOf, outcomesOf } from '../frame.ts';
import { compileScenario } from '../language/compile.ts';
import { unitsOf } from '../language/units/units.ts';
import { outcomeName as labelOf } from '../narrate/view.ts';
import { identityOf, type Question, settingsOf } from '../question.ts';
import type { Design } from './designs.ts';

/** A sweep of more runs or samples than allowed. The message says how many, and how many may be. */
export class SweepTooLarge extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SweepTooLarge';
  }
}

/** Errors: SweepTooLarge. */
export function checkSize(runs: number, samples: number): void {
  if (runs > MAX_SWEEP_RUNS) {
    throw new SweepTooLarge(
      `vary: ${runs} runs asked for, at most ${MAX_SWEEP_RUNS} a sweep; take fewer values.`,
    );
  }
  if (runs * samples > MAX_SWEEP_SAMPLES) {
    throw new SweepTooLarge(
      `samples: ${runs} runs of ${samples} samples are ${runs * samples}, at most ${MAX_SWEEP_SAMPLES} a sweep; take fewer.`,
    );
  }
}

/** What a sweep says of itself before its runs. */
export function headOf(question: Question, design: Design): SweepHead {
  const { scenarioId, scenarioHash, engineVersion } = identityOf(question);
  const { seed, samples } = settingsOf(question);
  const { scenario } = question;
  return {
    schema: 'sweep.v1',
    scenarioId,
    scenarioHash,
    seed,
    samples,
    engineVersion,
    design: design.name,
    variables: [...design.variables],
    objective: objectiveOf(scenario),
    ...namesOf(scenario),
  };
}

/** What the options and outcomes of a scenario are called. */
export function namesOf(scenario: Scenario): RunNames {
  const compiled = compileScenario(scenario);
  const outcomes = 'graph' in compiled ? outcomesOf(scenario, compiled.graph, compiled.units) : [];
  return {
    options: optionsOf(scenario).map(({ id, name }) => ({ id, name })),
    outcomes: outcomes.map(({ name, unit }) => {
      const label = labelOf({ outcomes }, name);
      return { name, label, unit };
    }),
  };
}

/** What the scenario ranks by, as `valuationOf` settles it. */
function objectiveOf(scenario: Scenario): SweepHead['objective'] {
  if (scenario.objective === undefined && scenario.criteria === undefined) return null;
  const criterion = onlyCriterionOf(scenario);
  if (!criterion) return { name: 'score', direction: 'maximise', unit: 'points' };
  const { direction, unit } = criterion;
  const name = outcomeName(criterion);
  return { name, direction, unit: unit ?? unitsOf(scenario)[name] ?? '' };
}

/** Which way is better. Said without the unit, which takes long to work out. */
export function directionOf(scenario: Scenario): 'maximise' | 'minimise' {
  return onlyCriterionOf(scenario)?.direction ?? 'maximise';
}

/** The one criterion whose outcome is ranked by as it is; null where scores are. */
function onlyCriterionOf(scenario: Scenario) {
  const [first, ...others] = criteriaOf(scenario);
  if (!first || others.length > 0) return null;
  return first.value === undefined && first.scale === undefined ? first : null;
}
