import type { Samples } from '../simulate/types.ts';
import { meanOf, wilson } from './estimates.ts';
import type { ConstraintFinding, Frame } from './findings.ts';

/**
 * How often each option keeps each chance constraint, with Wilson's interval. It is satisfied when the
 * share of samples reaches the required probability; the interval says how sure that is.
 * Source: Charnes & Cooper, Chance-Constrained Programming (1959).
 */
export function constraintFindings(frame: Frame, samples: Samples): ConstraintFinding[] {
  const specs = frame.scenario.constraints ?? [];
  return specs.flatMap(({ id, probability: required }) => {
    const place = samples.graph.constraintNames.indexOf(id);
    return frame.options.flatMap((option, d) => {
      const column = samples.constraints[d]?.[place];
      if (column === undefined) return [];
      const probability = wilson(meanOf(column), column.length);
      const satisfied = probability.value >= required;
      return [{ id, option: option.id, probability, required, satisfied }];
    });
  });
}
