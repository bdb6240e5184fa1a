import type { CriterionFinding, Findings } from '../../decide/findings.ts';
import { orZero } from '../view.ts';

/** What the criteria checks share: values of options recomputed from mean criterion values. */

/** The criteria of a scored objective; none with a single outcome. */
export function criteriaOf(findings: Findings): readonly CriterionFinding[] {
  return findings.objective?.kind === 'score' ? findings.objective.criteria : [];
}

/** How far the options lie apart on a criterion, 0…1. */
export function spreadOf(criterion: CriterionFinding): number {
  const values = criterion.values.filter(Number.isFinite);
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

/** Additive values by option from mean criterion values, weights brought to a sum of 1. */
export function additiveValues(criteria: readonly CriterionFinding[], options: number): number[] {
  const total = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return Array.from({ length: options }, (_, option) =>
    criteria.reduce(
      (sum, criterion) =>
        sum + (total > 0 ? criterion.weight / total : 0) * orZero(criterion.values[option] ?? 0),
      0,
    ),
  );
}

/** Position of the largest value; −1 of none. */
export function best(values: readonly number[]): number {
  return values.reduce(
    (top, value, i) => (value > (values[top] ?? -Infinity) ? i : top),
    values.length > 0 ? 0 : -1,
  );
}
