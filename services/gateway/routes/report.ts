import {
  ReportQuery as Query,
  type ReportQuery,
  reportContentTypes,
} from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import { findSession, findSessionOfRun } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf } from '../engine-client.ts';
import type { Found } from '../scenario-library.ts';

/** `GET /report`: of a scenario and seed, or of the run of a session or run id. */
export function reportRoutes(app: App, context: GatewayContext): void {
  const schema = { querystring: Query };
  app.head('/report', { schema }, async (request, reply) => {
    await findQuestion(request.query, context);
    return reply.type(reportContentTypes[request.query.format ?? 'json']).send();
  });
  app.get('/report', { schema, preHandler: context.limitRuns }, async (request, reply) => {
    const { format = 'json' } = request.query;
    const { scenario, seed } = await findQuestion(request.query, context);
    const { contentType, body } = await context.engine
      .report({ scenario, seed, format }, callOf(request, reply))
      .catch(asEngineProblem);
    return reply.type(contentType).send(body);
  });
}

/** The question that a report is asked for by. Errors: BAD_INPUT, NOT_FOUND. */
export async function findQuestion(query: ReportQuery, context: GatewayContext): Promise<Found> {
  const { scenarioId = 'demo', seed, sessionId, runId } = query;
  if (sessionId === undefined && runId === undefined) {
    return context.library.get(scenarioId, seed === undefined ? null : Number(seed));
  }
  const name = sessionId === undefined ? 'runId' : 'sessionId';
  const given = [query.scenarioId, seed, sessionId, runId].filter((each) => each !== undefined);
  if (given.length > 1) {
    throw new ProblemError('BAD_INPUT', `${name}: expected alone, without another selection.`);
  }
  const session = sessionId
    ? await findSession(context.database, sessionId)
    : await findSessionOfRun(context.database, runId ?? '');
  const run = session?.run;
  const found = run && (await context.library.find(run.scenarioId, run.seed));
  if (run && found?.identity.runId === run.runId) return found;
  throw new ProblemError(
    'NOT_FOUND',
    run
      ? `${name}: its scenario or the engine changed since; ask by scenarioId and seed.`
      : `${name}: unknown, or older than a session is kept.`,
  );
}
