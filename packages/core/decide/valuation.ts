import type { CriterionSpec, Scenario } from '@scenario-sandbox/contract';
import type { Samples, Statistics } from '../simulate/types.ts';
import type { CriterionFinding, Frame, Objective } from './findings.ts';
import { type Weights, weightsOf } from './weights.ts';

/** Name of the overall value where an outcome's name stands; no model line can be called so. */
export const OVERALL = 'overall value';

/** One criterion as a function of an outcome. */
export interface Criterion {
  readonly id: string;
  /** Index of the outcome in `graph.outcomeNames`. */
  readonly outcome: number;
  /** Value, 0…1, of one figure of the outcome; linear ones go on beyond their ends. */
  readonly value: (x: number) => number;
  readonly linear: boolean;
}

/** How outcomes become the figure that ranks the options. */
export interface Valuation {
  readonly objective: Objective;
  readonly weights: Weights;
  readonly criteria: readonly Criterion[];
  /**
   * Overall value of each option in each sample, larger is better: the outcome itself (with its sign
   * turned when it is minimised), or Σ wₖ vₖ in score points. Shape [option][sample].
   */
  overall(outcomes: readonly (readonly Float64Array[])[]): Float64Array[];
}

/**
 * Overall value
 *
 * One outcome in its own unit; or several criteria, each turned into a value from 0 to 1, as the
 * weighted sum of these values in score points from 0 to 100. A value goes in a straight line from
 * the worst to the best of the criterion's scale, or along the points of its value function and
 * level beyond them. Samples in which an option has no finite value are left out for all options.
 *
 * Valid when: The criteria are preferentially independent: what a step on one is worth does not
 * depend on the others. Without a scale, values run from the least 5th to the greatest 95th
 * percentile over the options, so that another option could change them.
 *
 * Source: Keeney & Raiffa, Decisions with Multiple Objectives (1976), ch. 3.
 *
 * In code: Statistics by [option][outcome].
 */
export function valuationOf(
  frame: Frame,
  samples: Samples,
  statistics: readonly (readonly Statistics[])[],
): Valuation {
  const specs = criteriaOf(frame.scenario);
  const weights = weightsOf(frame.scenario, specs);
  const names = samples.graph.outcomeNames;
  const scored = specs.map((spec, k) => criterionOf(spec, k, names, statistics, weights));
  const criteria = scored.map((s) => s.criterion);
  const first = specs[0];
  const single = specs.length === 1 && first?.value === undefined && first?.scale === undefined;
  const outcome = single ? outcomeName(specs[0] as CriterionSpec) : null;
  const direction = single ? (specs[0] as CriterionSpec).direction : 'maximise';
  const objective: Objective = {
    kind: single ? 'outcome' : 'score',
    outcome,
    direction,
    unit: single ? unitOf(frame, outcome, specs[0]) : 'points',
    ...(weights.consistencyRatio !== null && { consistencyRatio: weights.consistencyRatio }),
    criteria: scored.map(({ finding, criterion }) => ({
      ...finding,
      values: samples.outcomes.map((columns, d) =>
        criterion.linear
          ? criterion.value(statistics[d]?.[criterion.outcome]?.mean ?? Number.NaN)
          : meanValue(columns, criterion),
      ),
    })),
  };
  return {
    objective,
    weights,
    criteria,
    overall: (outcomes) =>
      outcomes.map((columns) =>
        single
          ? signed(columns[criteria[0]?.outcome ?? 0] as Float64Array, direction)
          : additive(columns, criteria, weights.central),
      ),
  };
}

/** The scenario's criteria, the objective being one on its outcome. */
export function criteriaOf(scenario: Scenario): readonly CriterionSpec[] {
  if (scenario.criteria !== undefined) return scenario.criteria;
  if (scenario.objective === undefined) return [];
  return 'maximise' in scenario.objective
    ? [{ id: 'objective', outcome: scenario.objective.maximise, direction: 'maximise' }]
    : [{ id: 'objective', outcome: scenario.objective.minimise, direction: 'minimise' }];
}

/** The outcome a criterion reads: its own, or the direct scores compiled for it. */
export const outcomeName = (spec: CriterionSpec): string => spec.outcome ?? `score:${spec.id}`;

function criterionOf(
  spec: CriterionSpec,
  k: number,
  names: readonly string[],
  statistics: readonly (readonly Statistics[])[],
  weights: Weights,
): { criterion: Criterion; finding: Omit<CriterionFinding, 'values'> } {
  const outcome = names.indexOf(outcomeName(spec));
  if (outcome < 0) {
    throw new Error(
      `criteria[${k}]: the model has no outcome ${outcomeName(spec)}; name one of ${names.join(', ')}`,
    );
  }
  const { worst, best } = scaleOf(
    spec,
    statistics.map((s) => s[outcome] as Statistics),
  );
  const value =
    spec.value === undefined ? linear(worst, best) : piecewise(spec.value, spec.direction);
  const central = weights.central[k] ?? 0;
  return {
    criterion: { id: spec.id, outcome, value, linear: spec.value === undefined },
    finding: {
      id: spec.id,
      label: spec.label ?? spec.id,
      outcome: spec.outcome ?? null,
      direction: spec.direction,
      weight: central,
      weightMin: weights.min[k] ?? central,
      weightMax: weights.max[k] ?? central,
      worst,
      best,
    },
  };
}

/** Outcomes worth 0 and 1: as given, or the range of the options' samples from 5 % to 95 %. */
function scaleOf(
  spec: CriterionSpec,
  options: readonly Statistics[],
): { worst: number; best: number } {
  if (spec.value !== undefined) {
    const points = [...spec.value].sort((a, b) => a[1] - b[1]);
    return { worst: points[0]?.[0] ?? 0, best: points[points.length - 1]?.[0] ?? 0 };
  }
  if (spec.scale !== undefined) return spec.scale;
  const [low, high] = displayRange(options);
  return spec.direction === 'maximise' ? { worst: low, best: high } : { worst: high, best: low };
}

/** Least p5 and greatest p95 over the options; least and greatest of all where those are equal. */
function displayRange(options: readonly Statistics[]): readonly [number, number] {
  const finite = options.filter((s) => Number.isFinite(s.p5) && Number.isFinite(s.p95));
  const low = Math.min(...finite.map((s) => s.p5));
  const high = Math.max(...finite.map((s) => s.p95));
  if (low < high) return [low, high];
  return [Math.min(...finite.map((s) => s.min)), Math.max(...finite.map((s) => s.max))];
}

/** (x − worst)/(best − worst); 0 everywhere where the two are equal: nothing tells the options apart. */
function linear(worst: number, best: number): (x: number) => number {
  const width = best - worst;
  if (width === 0 || !Number.isFinite(width)) return (x) => (x - x === 0 ? 0 : x);
  return (x) => (x - worst) / width;
}

/** Points in order of x, the value of the last one at a repeated x; NaN stays NaN. */
function piecewise(
  points: readonly (readonly [number, number])[],
  direction: 'maximise' | 'minimise',
): (x: number) => number {
  const sorted = [...points].sort((a, b) => a[0] - b[0]);
  const first = sorted[0] ?? [0, 0];
  const last = sorted[sorted.length - 1] ?? first;
  const falls = direction === 'minimise';
  return (x) => {
    if (Number.isNaN(x)) return x;
    if (x === Infinity || x === -Infinity) return x > 0 === falls ? -Infinity : Infinity;
    if (x <= first[0]) return first[1];
    if (x >= last[0]) return last[1];
    const above = sorted.findIndex((p) => p[0] > x);
    const [x0, v0] = sorted[above - 1] as readonly [number, number];
    const [x1, v1] = sorted[above] as readonly [number, number];
    return v0 + ((v1 - v0) * (x - x0)) / (x1 - x0);
  };
}

function additive(
  columns: readonly Float64Array[],
  criteria: readonly Criterion[],
  weights: readonly number[],
): Float64Array {
  const count = columns[0]?.length ?? 0;
  const total = new Float64Array(count);
  criteria.forEach(({ outcome, value }, k) => {
    const column = columns[outcome] as Float64Array;
    const weight = 100 * (weights[k] ?? 0);
    for (let i = 0; i < count; i += 1) {
      total[i] = (total[i] as number) + weight * value(column[i] as number);
    }
  });
  return total;
}

function signed(column: Float64Array, direction: 'maximise' | 'minimise'): Float64Array {
  return direction === 'maximise' ? column : column.map((x) => -x);
}

/** Mean value of an outcome's samples that have a finite one; NaN where there is none. */
function meanValue(columns: readonly Float64Array[], { outcome, value }: Criterion): number {
  const column = columns[outcome] as Float64Array;
  let [sum, n] = [0, 0];
  for (let i = 0; i < column.length; i += 1) {
    const v = value(column[i] as number);
    if (v - v !== 0) continue;
    sum += v;
    n += 1;
  }
  return sum / n;
}

function unitOf(frame: Frame, outcome: string | null, spec: CriterionSpec | undefined): string {
  if (spec?.unit !== undefined) return spec.unit;
  return frame.outcomes.find((o) => o.name === outcome)?.unit ?? '';
}
