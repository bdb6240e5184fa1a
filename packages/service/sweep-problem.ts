import { DesignInvalid } from '@scenario-sandbox/core/sweep/designs.ts';
import { SweepTooLarge } from '@scenario-sandbox/core/sweep/head.ts';
import { TargetUnknown } from '@scenario-sandbox/core/sweep/substitute.ts';
import { ProblemError } from './problem.ts';

/** What a sweep that cannot be made is on the wire; any other error is given back as it is. */
export function asSweepProblem(error: unknown): unknown {
  if (error instanceof SweepTooLarge) return new ProblemError('RESOURCE_LIMIT', error.message);
  if (error instanceof TargetUnknown || error instanceof DesignInvalid) {
    return new ProblemError('BAD_INPUT', error.message);
  }
  return error;
}
