import type { Problem, Scenario } from '@scenario-sandbox/contract';
import { DEFAULT_SAMPLES, type Question } from '@scenario-sandbox/core/question.ts';
import { checkScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { PoolFull } from '@scenario-sandbox/runner/pool.ts';
import { ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Most figures that a run may keep, one for each model line, option and sample: 2 GiB of numbers. */
const MOST_FIGURES = 2 ** 28;

/** The question of a request. Errors: RESOURCE_LIMIT over the quota, UNPROCESSABLE for no scenario. */
export function questionOf(
  body: { readonly scenario: Scenario; readonly seed: number; readonly samples?: number },
  maxSamples: number,
): Question & { readonly samples: number } {
  const checked = checkScenario(body.scenario);
  if ('problems' in checked) throw unprocessable(checked.problems);
  const samples = body.samples ?? checked.scenario.samples ?? DEFAULT_SAMPLES;
  if (samples > maxSamples) {
    throw new ProblemError(
      'RESOURCE_LIMIT',
      `samples: ${samples} asked for, at most ${maxSamples} a run (QUOTA_PER_RUN).`,
    );
  }
  requireRoom(checked.scenario, samples);
  return { scenario: checked.scenario, seed: body.seed, samples };
}

/** Errors: RESOURCE_LIMIT for a run whose figures would take the memory of everyone else's. */
function requireRoom(scenario: Scenario, samples: number): void {
  const lines = Object.keys(scenario.model ?? {}).length + (scenario.criteria ?? []).length;
  const options = scenario.options.length;
  const most = Math.floor(MOST_FIGURES / Math.max(1, lines * options));
  if (samples <= most) return;
  throw new ProblemError(
    'RESOURCE_LIMIT',
    `samples: ${samples} asked for, at most ${most} with ${lines} model lines and criteria and ${options} options; ask for fewer, or run it with "sandbox run" on a machine of your own.`,
  );
}

/** The problems of a scenario that cannot be run, the first of them in the answer's own words. */
export function unprocessable(problems: readonly Problem[]): ProblemError {
  const message = problems[0]?.message ?? 'scenario: cannot be run.';
  return new ProblemError('UNPROCESSABLE', message, { problems });
}

/** What the pool's errors are on the wire. */
export function asProblem(error: unknown): unknown {
  return error instanceof PoolFull
    ? new ProblemError('OVERLOADED', 'The engine is busy; try again shortly.', {
        headers: { 'retry-after': '1' },
      })
    : error;
}

/** Aborts when the caller closes the request before its answer is whole. */
export function abortedByCaller(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('the caller closed the request'));
  });
  request.raw.once('error', () => controller.abort(new Error('the caller closed the request')));
  return controller.signal;
}
