import { InsightsQuery, type Report } from '@scenario-sandbox/contract';
import { riskHotspots, topDrivers } from '@scenario-sandbox/core/compare/insights.ts';
import { type App, ProblemError } from '@scenario-sandbox/service';
import { findRunOrder } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf } from '../engine-client.ts';
import { findQuestion } from './report.ts';

/** `GET /insights/…`: what the report of a run says, picked out and put in order. */
export function insightRoutes(app: App, context: GatewayContext): void {
  const insights = { 'top-drivers': topDrivers, 'risk-hotspots': riskHotspots } as const;
  const schema = { querystring: InsightsQuery };
  const preHandler = context.limitRuns;
  for (const [name, insight] of Object.entries(insights)) {
    app.get(`/insights/${name}`, { schema, preHandler }, async (request, reply) => {
      const question = await questionOfRun(request.query.runId, context);
      const { body } = await context.engine
        .report({ ...question, format: 'json' }, callOf(request, reply))
        .catch(asEngineProblem);
      return insight(JSON.parse(body) as Report);
    });
  }
}

/** The question of a run that was streamed, or made by a job. Errors: NOT_FOUND. */
async function questionOfRun(runId: string, context: GatewayContext) {
  const order = await findRunOrder(context.database, runId);
  if (order) return order.question;
  const { scenario, seed } = await findQuestion({ runId }, context).catch((error) => {
    if (!(error instanceof ProblemError) || error.code !== 'NOT_FOUND') throw error;
    throw new ProblemError(
      'NOT_FOUND',
      'runId: no run of this id is known; stream it or make it a job first.',
    );
  });
  return { scenario, seed };
}
