import type { GateResult } from './gate/evidence.ts';

/** What a step or gate has to say. */
export interface Finding {
  readonly verdict: 'pass' | 'fail' | 'skip';
  readonly evidence: string;
  /** A part that could not be done on this machine, and why; it does not change the verdict. */
  readonly notDone?: string;
}

export const pass = (evidence: string): Finding => ({ verdict: 'pass', evidence });
export const fail = (evidence: string): Finding => ({ verdict: 'fail', evidence });
export const skip = (evidence: string): Finding => ({ verdict: 'skip', evidence });

/** Passes where nothing is wrong. */
export function noneOf(wrong: readonly string[], evidence: string): Finding {
  return wrong.length === 0 ? pass(evidence) : fail(wrong.join('; '));
}

export interface Step<Context> {
  readonly id: string;
  readonly title: string;
  /** A thrown error is a failure, with its message as the evidence. */
  find(context: Context): Promise<Finding>;
}

/** Runs one step with a clock. */
export async function take<Context>(step: Step<Context>, context: Context): Promise<GateResult> {
  const startedMs = performance.now();
  const { verdict, evidence, notDone } = await step
    .find(context)
    .catch((error): Finding => fail(error instanceof Error ? error.message : String(error)));
  const durationMs = Math.round(performance.now() - startedMs);
  const { id, title } = step;
  return { id, title, verdict, evidence, durationMs, ...(notDone && { notDone }) };
}
