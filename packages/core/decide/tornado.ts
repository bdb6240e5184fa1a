import { quantileOf } from '../distributions/registry.ts';
import type { Parameters } from '../distributions/types.ts';
import type { InputSource } from '../language/graph.ts';
import type { TornadoBar } from './findings.ts';
import { quantileOfSorted, sortedOf } from './order.ts';
import { optionId, type Problem } from './problem.ts';
import { criteriaOf, OVERALL, outcomeName } from './valuation.ts';
import type { Variable } from './variables.ts';

/** Percentiles a variable is moved to; the base, with everything at its median, is between them. */
const LOW = [0.1, 0.3];
const HIGH = [0.7, 0.9];
const PROBES = [...LOW, ...HIGH];

/**
 * Tornado
 *
 * Each variable moved to its 10th and 90th percentile with all others at their median: what the
 * outcomes that count become, and, from a look at the 30th and 70th, whether they go one way
 * between. A variable drawn in every period moves in all periods alike. The widest swings come
 * first.
 *
 * Valid when: Variables work apart from one another: interactions, and the joint movement of
 * correlated variables, are not in it.
 *
 * Source: Eschenbach, Spiderplots versus Tornado Diagrams for Sensitivity Analysis (1992).
 *
 * In code: An input drawn per period whose parameters are expressions keeps one draw and has no
 * bar.
 */
export function tornadoBars(problem: Problem): TornadoBar[] {
  const { variables } = problem;
  if (variables.length === 0) return [];
  const moved = evaluateMoves(problem, variables);
  const bars = problem.frame.options.flatMap((option, d) =>
    moved.columns(d).flatMap(({ outcome, column }) =>
      variables.flatMap((variable, v): TornadoBar[] => {
        const input = definitionFor(problem, variable, option.id);
        const first = 1 + v * PROBES.length;
        const at = PROBES.map((_, p) => column[first + p] as number);
        const path = [...at.slice(0, LOW.length), column[0] as number, ...at.slice(LOW.length)];
        if (input === null || !path.every(Number.isFinite)) return [];
        if (path.every((y) => y === path[0])) return [];
        return [
          {
            variable: variable.name,
            option: optionId(problem, d),
            outcome,
            inputLow: moved.input(input, first),
            inputHigh: moved.input(input, first + PROBES.length - 1),
            low: path[0] as number,
            high: path[path.length - 1] as number,
            base: column[0] as number,
            monotone: goesOneWay(path),
          },
        ];
      }),
    ),
  );
  return bars.sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low));
}

interface Moves {
  /** Outcomes that count for an option, each over the base and then four rows for each variable. */
  columns(option: number): { outcome: string; column: Float64Array }[];
  /** Value of an input in a row. */
  input(input: number, row: number): number;
}

/** All rows in one evaluation: the base, then the probes of each variable. */
function evaluateMoves(problem: Problem, variables: readonly Variable[]): Moves {
  const { graph } = problem.samples;
  const count = 1 + variables.length * PROBES.length;
  const uniforms = graph.uniforms.map(({ perPeriod }) =>
    perPeriod ? null : new Float64Array(count).fill(0.5),
  );
  const values: (Float64Array | null)[] = graph.inputs.map(() => null);
  variables.forEach((variable, v) => {
    const direct = variable.perPeriod || variable.group.length > 1;
    for (const input of variable.inputs) {
      const quantile = direct ? marginal(problem, input) : null;
      const column = quantile
        ? new Float64Array(count).fill(quantile(0.5))
        : uniforms[graph.inputs[input]?.uniform ?? -1];
      PROBES.forEach((p, i) => {
        if (column) column[1 + v * PROBES.length + i] = quantile ? quantile(p) : p;
      });
      if (quantile && column) values[input] = column;
    }
  });
  // One trial for all rows: what is still drawn is the same in each.
  const trials = new Float64Array(count);
  const evaluated = problem.simulator.evaluate({ count, values, uniforms, trials });
  const overall = problem.valuation.overall(evaluated.outcomes);
  return {
    columns: (d) => columnsOf(problem, evaluated.outcomes[d] ?? [], overall[d] as Float64Array),
    input: (input, row) => (values[input] ?? evaluated.inputs[input])?.[row] ?? Number.NaN,
  };
}

function columnsOf(
  { valuation, samples, frame }: Problem,
  outcomes: readonly Float64Array[],
  overall: Float64Array,
): { outcome: string; column: Float64Array }[] {
  const names = new Set(criteriaOf(frame.scenario).map(outcomeName));
  const counted = samples.graph.outcomeNames.flatMap((outcome, o) => {
    const column = outcomes[o];
    return names.has(outcome) && column !== undefined ? [{ outcome, column }] : [];
  });
  return valuation.objective.kind === 'score'
    ? [{ outcome: OVERALL, column: overall }, ...counted]
    : counted;
}

/** Quantile function of an input alone: its distribution's, or that of its samples; null: neither. */
export function marginal(problem: Problem, input: number): ((p: number) => number) | null {
  const { distribution, perPeriod } = problem.samples.graph.inputs[input] as InputSource;
  if (distribution) return quantileOf(distribution.kind, distribution.parameters as Parameters);
  const column = problem.samples.inputs[input];
  if (column === undefined || perPeriod) return null;
  const sorted = sortedOf(column.subarray(0, problem.samples.inputCount).filter(Number.isFinite));
  return sorted.length > 0 ? (p) => quantileOfSorted(sorted, p) : null;
}

/** Place of the variable's definition that an option uses, or null. */
function definitionFor({ samples }: Problem, variable: Variable, option: string): number | null {
  const found = variable.inputs.find((i) => samples.graph.inputs[i]?.options.includes(option));
  return found ?? null;
}

function goesOneWay(path: readonly number[]): boolean {
  const steps = path.slice(1).map((y, i) => y - (path[i] as number));
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
}
