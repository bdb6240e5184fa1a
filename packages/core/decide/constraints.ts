import type { Samples } from '../simulate/types.ts';
import { meanOf, wilson } from './estimates.ts';
import type { ConstraintFinding, Frame } from './findings.ts';

/**
 * Chance constraints
 *
 * The share of samples in which each option keeps each constraint, with its interval. A constraint
 * is satisfied when the share reaches the required probability; an option that fails one is not
 * recommended while another satisfies them all.
 *
 * Valid when: The required probability is not within the interval; otherwise more samples could
 * tell otherwise, and confidence is one step lower.
 *
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
