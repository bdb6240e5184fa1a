import { InsightsQuery, type Report } from '@scenario-sandbox/contract';
import { riskHotspots, topDrivers } from '@scenario-sandbox/core/compare/insights.ts';
import type { App } from '@scenario-sandbox/service';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf } from '../engine-client.ts';
import { questionOfRun } from '../known-runs.ts';

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
