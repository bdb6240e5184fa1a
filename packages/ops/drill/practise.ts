import type { Pilot } from '../pilot.ts';

/** One step, and how it goes: it throws, or says what it saw. */
export type Step = readonly [name: string, take: () => Promise<string>];

/** What may happen to a pilot, and the way back. */
export interface Scenario {
  readonly title: string;
  /** On a pilot that is up. Each step but the last leads to the next. */
  steps(pilot: Pilot): readonly Step[];
}

/** One step of a drill, with what was seen. */
export interface DrillStep {
  readonly name: string;
  readonly passed: boolean;
  readonly evidence: string;
  readonly durationMs: number;
}

export interface Practised {
  readonly title: string;
  readonly passed: boolean;
  readonly durationMs: number;
  readonly steps: readonly DrillStep[];
}

export interface Drill {
  readonly passed: boolean;
  readonly scenarios: readonly Practised[];
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Takes steps until one fails. It passes where all do, in the time they may take together. */
export async function practise(
  title: string,
  steps: readonly Step[],
  limitMs: number,
): Promise<Practised> {
  const done: DrillStep[] = [];
  const startedMs = performance.now();
  for (const [name, take] of steps) {
    const stepMs = performance.now();
    const [passed, evidence] = await take().then(
      (seen) => [true, seen] as const,
      (error) => [false, messageOf(error)] as const,
    );
    done.push({ name, passed, evidence, durationMs: Math.round(performance.now() - stepMs) });
    if (!passed) break;
  }
  const durationMs = Math.round(performance.now() - startedMs);
  const complete = done.length === steps.length && done.every(({ passed }) => passed);
  return { title, passed: complete && durationMs <= limitMs, durationMs, steps: done };
}

/** Practises one scenario after another on one pilot, until one fails. onScenario: told of each as it ends. */
export async function practiseAll(
  pilot: Pilot,
  scenarios: readonly Scenario[],
  limitMs: number,
  onScenario: (practised: Practised) => void = () => {},
): Promise<Drill> {
  const done: Practised[] = [];
  for (const { title, steps } of scenarios) {
    const practised = await practise(title, steps(pilot), limitMs);
    done.push(practised);
    onScenario(practised);
    if (!practised.passed) break;
  }
  const passed = done.length === scenarios.length && done.every((each) => each.passed);
  return { passed, scenarios: done };
}
