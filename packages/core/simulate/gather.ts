import { isEmittedStep } from './loop-module.ts';
import type { Lowered, Step, Value } from './lower.ts';

/** Steps that are put in order together: of many more, too many values would wait in memory at once. */
const WINDOW = 256;

/**
 * Puts what stands before loops in such an order that arithmetic stands together and one function can do it
 * (`lineSteps`): kernels as early as what they need allows, arithmetic as late as what needs it does.
 */
export function gather(lowered: Lowered): Lowered {
  const isScalar = ({ out }: Step) => out !== null && (lowered.values[out] as Value).scalar;
  return {
    ...lowered,
    stages: lowered.stages.map(({ before, loop }) => ({
      // Scalars hang on nothing but scalars and earlier stages.
      before: [
        ...before.filter(isScalar),
        ...windowsOf(before.filter((step) => !isScalar(step))).flatMap(gathered),
      ],
      loop,
    })),
  };
}

function windowsOf(steps: readonly Step[]): Step[][] {
  const count = Math.ceil(steps.length / WINDOW);
  return Array.from({ length: count }, (_, i) => steps.slice(i * WINDOW, (i + 1) * WINDOW));
}

/** Arithmetic of level 0, then kernels of level 0, arithmetic of level 1, … */
function gathered(steps: readonly Step[]): Step[] {
  const levels = levelsOf(steps);
  const turnOf = (step: Step, i: number) =>
    2 * (levels[i] as number) + (isEmittedStep(step) ? 0 : 1);
  return steps
    .map((step, i) => ({ step, turn: turnOf(step, i) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ step }) => step);
}

/** Of a kernel or a store: how many kernels must come before it, one after another. Of arithmetic: the least level of what needs it. */
function levelsOf(steps: readonly Step[]): number[] {
  const ready = new Map<number, number>();
  const levels = steps.map((step) => {
    const level = Math.max(0, ...step.args.map((v) => ready.get(v) ?? 0));
    if (step.out !== null) ready.set(step.out, isEmittedStep(step) ? level : level + 1);
    return level;
  });
  const last = Math.max(0, ...ready.values());
  const needed = new Map<number, number>();
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i] as Step;
    if (isEmittedStep(step)) levels[i] = needed.get(step.out as number) ?? last;
    for (const v of step.args) needed.set(v, Math.min(needed.get(v) ?? last, levels[i] as number));
  }
  return levels;
}
