import { type ImportDryRun, ImportUrlRequest } from '@scenario-sandbox/contract';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { readVariables } from '@scenario-sandbox/core/scenario/variables-csv.ts';
import { type App, decodeText, ProblemError } from '@scenario-sandbox/service';
import { findScenario } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf, type EngineCall } from '../engine-client.ts';
import { fetchDocument } from '../fetch-document.ts';
import { acceptDocuments, type Document, documentOf } from './documents.ts';

/** `POST /import/dry-run` and `/import/url`: what a text would become if it were imported. */
export function importRoutes(app: App, context: GatewayContext): void {
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptDocuments(scope, { csv: true });
    scope.post('/import/dry-run', async (request, reply) =>
      dryRun(documentOf(request.body), context, callOf(request, reply)),
    );
  });
  const schema = { body: ImportUrlRequest };
  const preHandler = context.limitRuns;
  app.post('/import/url', { schema, preHandler }, async (request, reply) => {
    if (!context.config.importUrl) {
      throw new ProblemError(
        'FORBIDDEN',
        'Import by address is off; an operator can set ENABLE_IMPORT_URL.',
      );
    }
    const call = callOf(request, reply);
    const document = await fetchDocument(request.body.url, call.signal, context.importFrom);
    return dryRun(document, context, call);
  });
}

async function dryRun(
  { format, bytes }: Document,
  context: GatewayContext,
  call: EngineCall,
): Promise<ImportDryRun> {
  const text = decodeText(bytes);
  return format === 'csv' ? dryRunTable(text) : dryRunScenario(text, format, context, call);
}

function dryRunTable(text: string): ImportDryRun {
  const { variables, problems } = readVariables(text);
  return {
    schema: 'import-dryrun.v1',
    format: 'csv',
    valid: problems.length === 0,
    scenario: null,
    scenarioHash: null,
    replaces: false,
    variables,
    problems: [...problems],
  };
}

async function dryRunScenario(
  text: string,
  format: 'json' | 'yaml',
  { database, engine }: GatewayContext,
  call: EngineCall,
): Promise<ImportDryRun> {
  const read = readScenario(text, { format });
  const scenario = 'scenario' in read ? read.scenario : null;
  const lint = await engine.lint({ text }, call).catch(asEngineProblem);
  return {
    schema: 'import-dryrun.v1',
    format,
    valid: lint.valid && scenario !== null,
    scenario,
    scenarioHash: scenario && lint.scenarioHash,
    replaces: scenario !== null && (await findScenario(database, scenario.id)) !== null,
    variables: null,
    problems: lint.problems,
  };
}
