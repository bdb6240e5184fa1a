import type { Compare, Scenario } from '@scenario-sandbox/contract';
import { compileScenario } from '../language/compile.ts';
import { type Question, ScenarioInvalid } from '../question.ts';
import { contributions } from './attribution.ts';
import type { Change } from './changes.ts';
import { nameOfChange } from './names.ts';
import { chosenValue, runSide, type SideRun } from './side.ts';

/** One or more changes that are made together. */
interface Step {
  readonly paths: readonly string[];
  apply(question: Required<Question>): Required<Question>;
}

type Sides = { readonly left: SideRun; readonly right: SideRun };

/** Changes that are told apart; further ones count together. */
const MOST_STEPS = 30;

/**
 * What each change contributes to the difference of the values of what is recommended, the weightiest
 * first. Changes that cannot be made one without the other (a model line and the variable it reads) are
 * made together, and so is everything when even that leaves a scenario that cannot be run.
 */
export function keyDrivers(
  left: Question,
  right: Question,
  changes: readonly Change[],
  sides: Sides,
  host: { readonly cancelled?: Int32Array },
): Compare['key_drivers'] {
  const from = full(left, sides.left);
  const to = full(right, sides.right);
  const steps = stepsOf(from, to, changes);
  const [start, end] = [chosenValue(sides.left.findings), chosenValue(sides.right.findings)];
  const shares = contributions(steps.length, (made) => {
    if (made.size === 0) return start;
    if (made.size === steps.length) return end;
    const question = steps.reduce((q, step, i) => (made.has(i) ? step.apply(q) : q), from);
    return chosenValue(runSide(question, host).findings);
  });
  const total = end - start;
  return steps
    .map(({ paths }, i) => {
      const contribution = shares[i] as number;
      const share = total === 0 ? null : contribution / total;
      const names = paths.map((path) => nameOfChange(path, left.scenario, right.scenario));
      return { change: paths.join(', '), name: names.join(', '), contribution, share };
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

function full(question: Question, { settings }: SideRun): Required<Question> {
  return { analyses: [], ...question, seed: settings.seed, samples: settings.samples };
}

function stepsOf(
  from: Required<Question>,
  to: Required<Question>,
  changes: readonly Change[],
): Step[] {
  const settings: Step[] = [
    ...(from.seed === to.seed
      ? []
      : [{ paths: ['seed'], apply: (q: Required<Question>) => ({ ...q, seed: to.seed }) }]),
    ...(from.samples === to.samples
      ? []
      : [
          { paths: ['samples'], apply: (q: Required<Question>) => ({ ...q, samples: to.samples }) },
        ]),
  ];
  const alone = changes.filter((change) => canRun(change.apply(from.scenario)));
  // What cannot stand alone needs something that comes or goes with it.
  const apart =
    alone.length < changes.length ? alone.filter(({ kind }) => kind === 'changed') : alone;
  const bound = changes.filter((change) => !apart.includes(change));
  const shown = apart.slice(0, MOST_STEPS);
  const rest = [...apart.slice(MOST_STEPS), ...bound];
  const grouped = [...shown.map((change) => [change]), ...(rest.length > 0 ? [rest] : [])];
  const together = grouped.length > 0 && canMix(from.scenario, grouped) ? grouped : [[...changes]];
  return [...together.filter((group) => group.length > 0).map(stepOf), ...settings];
}

function stepOf(changes: readonly Change[]): Step {
  return {
    paths: changes.map(({ path }) => path),
    apply: (question) => ({
      ...question,
      scenario: changes.reduce((scenario, change) => change.apply(scenario), question.scenario),
    }),
  };
}

/** Whether the groups can be made in any order, as far as each alone and all but each tell. */
function canMix(scenario: Scenario, groups: readonly (readonly Change[])[]): boolean {
  const made = (chosen: readonly (readonly Change[])[]) =>
    chosen.flat().reduce((changed, change) => change.apply(changed), scenario);
  return groups.every(
    (group) => canRun(made([group])) && canRun(made(groups.filter((other) => other !== group))),
  );
}

function canRun(scenario: Scenario): boolean {
  return 'graph' in compileScenario(scenario);
}

/** The drivers, or null where a mixture of the two cannot be run after all. */
export function keyDriversWhereTheyMix(
  ...args: Parameters<typeof keyDrivers>
): Compare['key_drivers'] {
  try {
    return keyDrivers(...args);
  } catch (error) {
    if (!(error instanceof ScenarioInvalid)) throw error;
    const { left, right } = args[3];
    const contribution = chosenValue(right.findings) - chosenValue(left.findings);
    const all = 'all changes together';
    return [{ change: all, name: all, contribution, share: contribution === 0 ? null : 1 }];
  }
}
