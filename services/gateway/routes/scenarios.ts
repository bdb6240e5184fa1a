import { type LintRequest, ScenarioParams } from '@scenario-sandbox/contract';
import { outlineOf } from '@scenario-sandbox/core/scenario/outline.ts';
import { type App, decodeText, ProblemError, parseJson } from '@scenario-sandbox/service';
import { findScenario, listScenarios, putScenario, removeScenario } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf } from '../engine-client.ts';
import { record } from '../record.ts';
import { acceptDocuments, type Document, documentOf, scenarioOf } from './documents.ts';

/** `/scenarios` and `/lint/scenario`: documents come as JSON or YAML, by their content type. */
export function scenarioRoutes(app: App, context: GatewayContext): void {
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptDocuments(scope);
    readRoutes(scope, context);
    changeRoutes(scope, context);
    scope.post('/lint/scenario', async (request, reply) =>
      context.engine
        .lint(lintRequest(documentOf(request.body)), callOf(request, reply))
        .catch(asEngineProblem),
    );
  });
}

function readRoutes(scope: App, context: GatewayContext): void {
  scope.get('/scenarios', async () => {
    const stored = await listScenarios(context.database);
    const hidden = new Set(stored.map((scenario) => scenario.id));
    const examples = [...context.examples.values()].filter((each) => !hidden.has(each.id));
    const scenarios = [
      ...stored.map(({ hash, updatedAt, ...line }) => ({
        ...line,
        scenarioHash: hash,
        origin: 'stored',
        updatedAt: updatedAt.toISOString(),
      })),
      ...examples.map((scenario) => ({
        ...outlineOf(scenario),
        scenarioHash: context.identify({ scenario, seed: 0 }).scenarioHash,
        origin: 'example',
        updatedAt: null,
      })),
    ];
    return { scenarios: scenarios.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  });
  scope.get('/scenarios/:id', { schema: { params: ScenarioParams } }, async (request) => {
    const { id } = request.params;
    const stored = await findScenario(context.database, id);
    const scenario = stored?.document ?? context.examples.get(id);
    if (scenario) return scenario;
    throw notFound();
  });
}

function changeRoutes(scope: App, context: GatewayContext): void {
  const schema = { params: ScenarioParams };
  scope.put('/scenarios/:id', { schema }, async (request, reply) => {
    const { id } = request.params;
    const scenario = scenarioOf(documentOf(request.body));
    if (scenario.id !== id) {
      throw new ProblemError('BAD_INPUT', 'id: expected the same in the path and the document.');
    }
    const { scenarioHash } = context.identify({ scenario, seed: 0 });
    const created = await putScenario(context.database, scenario, scenarioHash);
    const status = created ? 201 : 200;
    await record(context, request.ip, 'scenario.put', id, String(status));
    reply.code(status);
    return { id, scenarioHash, created };
  });
  scope.delete('/scenarios/:id', { schema }, async (request, reply) => {
    const { id } = request.params;
    const removed = await removeScenario(context.database, id);
    await record(context, request.ip, 'scenario.delete', id, removed ? '204' : '404');
    if (!removed) throw notFound();
    reply.code(204).send();
    return reply;
  });
}

/** A document as it is, or `{"text"}` or `{"scenario"}` in JSON. */
function lintRequest({ format, bytes }: Document): LintRequest {
  if (format === 'json') {
    const value = parseJson(bytes) as Record<string, unknown> | null;
    if (typeof value?.text === 'string') return { text: value.text };
    if (value && 'scenario' in value) return { scenario: value.scenario };
  }
  return { text: decodeText(bytes) };
}

function notFound(): ProblemError {
  return new ProblemError(
    'NOT_FOUND',
    'id: no such scenario is stored; GET /scenarios lists those there are.',
  );
}
