import {
  type FullQuestion,
  ReportQuery as Query,
  type ReportQuery,
  reportContentTypes,
} from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import { findSession } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf } from '../engine-client.ts';
import { again, noteKnown, questionOfRun } from '../known-runs.ts';

/** `GET /report`: of a scenario and seed, or of the run of a session or run id. */
export function reportRoutes(app: App, context: GatewayContext): void {
  const schema = { querystring: Query };
  app.head('/report', { schema }, async (request, reply) => {
    await findQuestion(request.query, context);
    return reply.type(reportContentTypes[request.query.format ?? 'json']).send();
  });
  app.get('/report', { schema, preHandler: context.limitRuns }, async (request, reply) => {
    const { format = 'json' } = request.query;
    const question = await findQuestion(request.query, context);
    const { contentType, body } = await context.engine
      .report({ ...question, format }, callOf(request, reply))
      .catch(asEngineProblem);
    return reply.type(contentType).send(body);
  });
}

/** The question that a report is asked for by. Errors: BAD_INPUT, NOT_FOUND. */
async function findQuestion(query: ReportQuery, context: GatewayContext): Promise<FullQuestion> {
  const { scenarioId = 'demo', seed, sessionId, runId } = query;
  if (sessionId === undefined && runId === undefined) {
    const found = await context.scenarios.get(scenarioId, seed === undefined ? null : Number(seed));
    await noteKnown(context, [found]);
    return { scenario: found.scenario, seed: found.seed };
  }
  const name = sessionId === undefined ? 'runId' : 'sessionId';
  const given = [query.scenarioId, seed, sessionId, runId].filter((each) => each !== undefined);
  if (given.length > 1) {
    throw new ProblemError('BAD_INPUT', `${name}: expected alone, without another selection.`);
  }
  if (runId !== undefined) return questionOfRun(runId, context);
  const session = await findSession(context.database, sessionId ?? '');
  if (session?.run) return again(session.run, 'sessionId', context);
  throw new ProblemError('NOT_FOUND', 'sessionId: unknown, or older than a session is kept.');
}
