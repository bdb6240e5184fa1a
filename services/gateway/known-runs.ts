import type { FullQuestion } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import { findRun, findRunOrder, type NamedRun, noteRuns } from '@scenario-sandbox/store';
import type { GatewayContext } from './context.ts';
import type { Found } from './scenario-library.ts';

/** Runs whose ids an answer tells can be asked for by these. An answer is given even where that fails. */
export async function noteKnown(context: GatewayContext, runs: readonly Found[]): Promise<void> {
  const named = runs.map(({ scenario, seed, identity: { runId } }) => ({
    runId,
    scenarioId: scenario.id,
    seed,
  }));
  await noteRuns(context.database, named).catch(context.onFault);
}

/** The question of a run that was reported, compared, streamed or made by a job. Errors: NOT_FOUND. */
export async function questionOfRun(runId: string, context: GatewayContext): Promise<FullQuestion> {
  const order = await findRunOrder(context.database, runId);
  if (order) return order.question;
  const run = await findRun(context.database, runId);
  if (run) return again(run, 'runId', context);
  throw new ProblemError(
    'NOT_FOUND',
    'runId: no run of this id is known; ask for its report, stream it or make it a job first.',
  );
}

/** The question of a run, if it still is what it was. field: what an error names. Errors: NOT_FOUND. */
export async function again(
  run: NamedRun,
  field: string,
  { scenarios }: GatewayContext,
): Promise<FullQuestion> {
  const found = await scenarios.find(run.scenarioId, run.seed);
  if (found?.identity.runId === run.runId) return { scenario: found.scenario, seed: found.seed };
  throw new ProblemError(
    'NOT_FOUND',
    `${field}: its scenario or the engine changed since; ask by scenarioId and seed.`,
  );
}
