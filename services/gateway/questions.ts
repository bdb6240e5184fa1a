import type { CompareSide, FullQuestion } from '@scenario-sandbox/contract';
import { checkScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { ProblemError } from '@scenario-sandbox/service';
import type { GatewayContext } from './context.ts';

/**
 * A question by id or with its scenario, as whole as another service needs it.
 * field: what errors name. Errors: BAD_INPUT, NOT_FOUND, UNPROCESSABLE.
 */
export async function wholeQuestion(
  side: CompareSide,
  field: string,
  { scenarios, config }: GatewayContext,
): Promise<FullQuestion> {
  const { scenarioId, scenario, seed, samples } = side;
  const prefix = field === '' ? '' : `${field}.`;
  if ((scenarioId === undefined) === (scenario === undefined)) {
    throw new ProblemError(
      'BAD_INPUT',
      `${prefix}scenarioId: expected either scenarioId or scenario.`,
    );
  }
  const rest = samples === undefined ? {} : { samples };
  if (scenario === undefined) {
    const found = await scenarios.get(scenarioId ?? '', seed ?? null);
    return { scenario: found.scenario, seed: found.seed, ...rest };
  }
  const checked = checkScenario(scenario);
  if ('problems' in checked) {
    const [first] = checked.problems;
    throw new ProblemError(
      'UNPROCESSABLE',
      `${prefix}scenario: ${first?.message ?? 'cannot be run.'}`,
      {
        problems: checked.problems,
      },
    );
  }
  const own = checked.scenario;
  return { scenario: own, seed: seed ?? own.seed ?? config.defaultSeed, ...rest };
}
