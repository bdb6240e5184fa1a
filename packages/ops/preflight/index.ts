import type { GateResult } from '../gate/evidence.ts';
import type { Measured } from '../measure.ts';
import { Pilot } from '../pilot.ts';
import { type Step, skip, take } from '../step.ts';
import { type Preflight, steps } from './steps.ts';

export interface PreflightResult {
  readonly passed: boolean;
  readonly steps: readonly GateResult[];
  readonly measured: Measured | null;
}

const unable = (step: Step<Preflight>): Step<Preflight> => ({
  ...step,
  find: async () => skip('the pilot did not start'),
});

/** What comes after this step needs a pilot that has started. */
const START = 'start';

/** Takes the thirteen steps on a pilot of its own. onStep: told of each as it ends. */
export async function preflight(
  env: NodeJS.ProcessEnv,
  onStep: (step: GateResult) => void = () => {},
): Promise<PreflightResult> {
  const context: Preflight = { env, pilot: await Pilot.prepare(env), measured: null };
  const done: GateResult[] = [];
  let started = true;
  try {
    for (const step of steps) {
      const result: GateResult = await take(started ? step : unable(step), context);
      if (step.id === START) started = result.verdict === 'pass';
      done.push(result);
      onStep(result);
    }
  } finally {
    await context.pilot.remove();
  }
  const passed = done.every(({ verdict }) => verdict === 'pass');
  return { passed, steps: done, measured: context.measured };
}
