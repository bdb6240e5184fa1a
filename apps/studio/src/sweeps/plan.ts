import {
  MAX_SWEEP_RUNS,
  MAX_SWEEP_SAMPLES,
  type Scenario,
  type SweepRequest,
  type Vary,
} from '@scenario-sandbox/contract';
import { shapeOf } from '../document/density.ts';
import { inputOf } from '../document/inputs.ts';

/** A variable that a sweep can set, with the range it has in the scenario. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** One row of the form, as typed. */
export interface Varied {
  readonly variable: string;
  readonly min: string;
  readonly max: string;
  readonly steps: string;
}

export interface Plan {
  readonly design: 'grid' | 'latin-hypercube';
  readonly varied: readonly Varied[];
  /** Runs of a Latin hypercube, as typed. */
  readonly runs: string;
}

/** What options share and is a figure or a distribution: 90 % of it, or a fifth below to a fifth above. */
export function variablesOf(scenario: Scenario): Variable[] {
  return Object.entries(scenario.variables ?? {}).flatMap(([name, spec]) => {
    const { label, unit, kind, fields } = inputOf(name, spec, ['variables', name]);
    const shape = shapeOf(spec);
    if (shape) return [{ name, label, unit, min: shape.p5, max: shape.p95 }];
    const figure = kind === 'number' ? fields[0]?.value : null;
    if (typeof figure !== 'number') return [];
    const [a, b] = figure === 0 ? [0, 1] : [figure * 0.8, figure * 1.2];
    return [{ name, label, unit, min: Math.min(a, b), max: Math.max(a, b) }];
  });
}

export function variedOf({ name, min, max }: Variable): Varied {
  return { variable: name, min: figure(min), max: figure(max), steps: '5' };
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** How many runs a plan is, and what to mend before it can start. */
export interface PlanCheck {
  readonly runs: number;
  readonly problem: string | null;
  /** There are too many runs. */
  readonly tooLarge: boolean;
}

/** Most runs that a sweep may have with so many samples each. */
const mostRuns = (samples: number): number =>
  Math.min(MAX_SWEEP_RUNS, Math.floor(MAX_SWEEP_SAMPLES / samples));

/** samples: of one run; 1 where that is not known. */
export function checkPlan(plan: Plan, samples: number): PlanCheck {
  const wrong = (problem: string, runs = 0) => ({ runs, problem, tooLarge: false });
  const problem = plan.varied.map(rowProblem).find((each) => each !== null) ?? null;
  const steps = plan.varied.map((row) => wholeOf(row.steps));
  const runs =
    plan.design === 'grid' ? steps.reduce((product, n) => product * n, 1) : wholeOf(plan.runs);
  if (plan.varied.length === 0) return wrong('Add a variable to vary.');
  const names = plan.varied.map(({ variable }) => variable);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) return wrong(`${twice} stands there twice; remove one of the two.`, runs);
  if (problem) return wrong(problem);
  if (!(runs >= 2)) return wrong('Give a whole number of 2 or more.');
  const most = mostRuns(samples);
  if (runs > most) {
    const words = (count: number) => count.toLocaleString('en');
    return {
      runs,
      problem: `${words(runs)} runs are more than the ${words(most)} that a sweep may have.`,
      tooLarge: true,
    };
  }
  return { runs, problem: null, tooLarge: false };
}

/** Ways to make a plan that is too large one that can start, with what each does. */
export function smallerPlans(plan: Plan, samples: number): readonly (readonly [string, Plan])[] {
  const most = mostRuns(samples);
  const steps = Math.floor(most ** (1 / plan.varied.length) + 1e-9);
  const spread = Math.min(1000, most);
  const fewer = plan.varied.map((row) => ({
    ...row,
    steps: String(Math.min(steps, wholeOf(row.steps) || steps)),
  }));
  return [
    ...(plan.design === 'grid' && steps >= 2
      ? [[`At most ${steps} steps each`, { ...plan, varied: fewer }] as const]
      : []),
    [
      `Spread ${spread.toLocaleString('en')} runs over the ranges`,
      { ...plan, design: 'latin-hypercube', runs: String(spread) },
    ],
  ];
}

function rowProblem({ variable, min, max, steps }: Varied): string | null {
  if (min.trim() === '' || max.trim() === '' || !(Number(min) < Number(max))) {
    return `${variable}: “from” must be a number below “to”.`;
  }
  return wholeOf(steps) >= 2 ? null : `${variable}: give 2 steps or more.`;
}

const wholeOf = (text: string): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : Number.NaN;
};

/** The request of a plan that `checkPlan` finds nothing wrong with. */
export function requestOf(scenarioId: string, { design, varied, runs }: Plan): SweepRequest {
  const vary = varied.map(({ variable, min, max, steps }): Vary => {
    const ends = { min: Number(min), max: Number(max) };
    return { variable, range: design === 'grid' ? { ...ends, steps: Number(steps) } : ends };
  });
  return { scenarioId, design, vary, ...(design === 'latin-hypercube' && { runs: Number(runs) }) };
}
