import type { DesignName, SweepPlan, Vary } from '@scenario-sandbox/contract';
import { sourceKey } from '../language/source-key.ts';
import { permutation } from '../random/permutation.ts';
import { uniforms } from '../simulate/uniforms.ts';

/** The points of a sweep. Common random numbers: every run has the seed of the sweep. */
export interface Design {
  readonly name: DesignName;
  readonly variables: readonly string[];
  /** How many runs. */
  readonly count: number;
  /** Values of run `index`, parallel to `variables`; null leaves a variable as the scenario has it. */
  point(index: number): (number | null)[];
}

/** A plan that is no design. The message names the field and the way out. */
export class DesignInvalid extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DesignInvalid';
  }
}

/**
 * The design of a plan; grid where it names none. `seed` moves the points of a latin hypercube only.
 * Errors: DesignInvalid.
 */
export function designOf(plan: SweepPlan, seed: number): Design {
  const name = plan.design ?? 'grid';
  const variables = plan.vary.map(({ variable }) => variable);
  const twice = variables.find((variable, i) => variables.indexOf(variable) < i);
  if (twice !== undefined) {
    throw new DesignInvalid(`vary: ${twice} stands there twice; give all its values in one entry.`);
  }
  if (plan.runs !== undefined && name !== 'latin-hypercube') {
    throw new DesignInvalid('runs: for the latin-hypercube design only; leave it out.');
  }
  return { name, variables, ...makers[name](plan, seed) };
}

/** How many runs a plan is of, before its points are laid out; of one that is no design, a guess. */
export function sizeOf({ design = 'grid', vary, runs }: SweepPlan): number {
  const counts = vary.map(({ values, range }) => values?.length ?? range?.steps ?? 1);
  const sizes: { readonly [K in DesignName]: number } = {
    grid: counts.reduce((product, count) => product * count, 1),
    list: Math.max(...counts),
    'one-at-a-time': counts.reduce((sum, count) => sum + count, 1),
    'latin-hypercube': Math.max(runs ?? 1, ...counts),
  };
  return sizes[design];
}

type Points = Pick<Design, 'count' | 'point'>;

/** Every design, by its name. */
const makers: { readonly [K in DesignName]: (plan: SweepPlan, seed: number) => Points } = {
  grid: ({ vary }) => grid(vary.map(valuesOf)),
  list: ({ vary }) => list(vary.map(valuesOf)),
  'one-at-a-time': ({ vary }) => oneAtATime(vary.map(valuesOf)),
  'latin-hypercube': latinHypercube,
};

/** Every combination; the last variable changes fastest. */
function grid(lists: readonly (readonly number[])[]): Points {
  return {
    count: lists.reduce((product, values) => product * values.length, 1),
    point(index) {
      const point: number[] = [];
      let rest = index;
      for (let v = lists.length - 1; v >= 0; v -= 1) {
        const values = lists[v] as readonly number[];
        point.unshift(values[rest % values.length] as number);
        rest = Math.floor(rest / values.length);
      }
      return point;
    },
  };
}

/** The first values of all variables, the second ones, and so on. */
function list(lists: readonly (readonly number[])[]): Points {
  const count = lists[0]?.length ?? 0;
  if (lists.some((values) => values.length !== count)) {
    throw new DesignInvalid('vary: the list design needs equally many values of each variable.');
  }
  return { count, point: (index) => lists.map((values) => values[index] as number) };
}

/** The scenario as it is, then each value of each variable with all others as they are. */
function oneAtATime(lists: readonly (readonly number[])[]): Points {
  const steps = lists.flatMap((values, v) => values.map((value) => ({ v, value })));
  return {
    count: steps.length + 1,
    point(index) {
      const step = steps[index - 1];
      return lists.map((_, v) => (step?.v === v ? step.value : null));
    },
  };
}

/**
 * n points, one in each of n equal slices of every variable's range, in random order and at a random
 * place in the slice. Source: McKay, Beckman & Conover, A Comparison of Three Methods for Selecting
 * Values of Input Variables in the Analysis of Output from a Computer Code (1979).
 */
function latinHypercube({ vary, runs }: SweepPlan, seed: number): Points {
  if (runs === undefined) {
    throw new DesignInvalid('runs: a latin-hypercube needs the number of runs; give it.');
  }
  const columns = vary.map(({ variable, values, range }) => {
    if (values !== undefined || range === undefined || range.steps !== undefined) {
      throw new DesignInvalid(
        `vary: ${variable} needs a range with min and max alone in a latin-hypercube.`,
      );
    }
    checkRange(variable, range);
    const key = sourceKey(`sweep:${variable}`);
    const draws = uniforms(seed, key, 2 * runs);
    const slices = permutation(runs, (i) => draws[i] as number);
    return Array.from(slices, (slice, i) => {
      const share = (slice + (draws[runs + i] as number)) / runs;
      return range.min + share * (range.max - range.min);
    });
  });
  return { count: runs, point: (index) => columns.map((column) => column[index] as number) };
}

function valuesOf({ variable, values, range }: Vary): readonly number[] {
  if ((values === undefined) === (range === undefined)) {
    throw new DesignInvalid(`vary: ${variable} needs either values or a range; give one of them.`);
  }
  if (values !== undefined) {
    if (new Set(values).size < values.length) {
      throw new DesignInvalid(`vary: a value of ${variable} stands there twice; leave one out.`);
    }
    return values;
  }
  const { min, max, steps } = range as NonNullable<typeof range>;
  if (steps === undefined) {
    throw new DesignInvalid(`vary: the range of ${variable} needs steps; say how many values.`);
  }
  checkRange(variable, { min, max });
  return Array.from({ length: steps }, (_, i) =>
    i === steps - 1 ? max : min + (i * (max - min)) / (steps - 1),
  );
}

function checkRange(variable: string, { min, max }: { min: number; max: number }): void {
  if (min < max) return;
  throw new DesignInvalid(`vary: the range of ${variable} needs a min that is below its max.`);
}
