import type { SweepPlan } from '@scenario-sandbox/contract';
import { compileScenario } from '../language/compile.ts';
import { type Question, settingsOf } from '../question.ts';
import { type Design, DesignInvalid, designOf, sizeOf } from './designs.ts';
import { checkSize } from './head.ts';
import { targetOf } from './substitute.ts';

/**
 * The design of a sweep that can be made. Errors: DesignInvalid, TargetUnknown, SweepTooLarge.
 * Values that the scenario does not bear are found run by run.
 */
export function checkedDesign(question: Question, plan: SweepPlan): Design {
  const { seed, samples } = settingsOf(question);
  for (const { variable } of plan.vary) targetOf(question.scenario, variable);
  // Before the points are laid out, which would take the memory that the limit is there to save.
  checkSize(sizeOf(plan), samples);
  const design = designOf(plan, seed);
  if (plan.discover) checkDiscover(question, plan.discover);
  return design;
}

function checkDiscover(
  { scenario }: Question,
  { outcome, below, above }: NonNullable<SweepPlan['discover']>,
): void {
  if (below === undefined && above === undefined) {
    throw new DesignInvalid('discover: needs below, above, or both.');
  }
  const compiled = compileScenario(scenario);
  if ('graph' in compiled && !compiled.graph.outcomeNames.includes(outcome)) {
    throw new DesignInvalid(
      `discover: there is no outcome ${outcome}; name one of ${compiled.graph.outcomeNames.join(', ')}.`,
    );
  }
}
