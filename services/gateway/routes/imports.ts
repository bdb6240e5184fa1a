import type { ImportDryRun } from '@scenario-sandbox/contract';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { readVariables } from '@scenario-sandbox/core/scenario/variables-csv.ts';
import { type App, decodeText } from '@scenario-sandbox/service';
import { findScenario } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { asEngineProblem, callOf, type EngineCall } from '../engine-client.ts';
import { acceptDocuments, documentOf } from './documents.ts';

/** `POST /import/dry-run`: what a text would become if it were imported. */
export function importRoutes(app: App, context: GatewayContext): void {
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptDocuments(scope, { csv: true });
    scope.post('/import/dry-run', async (request, reply): Promise<ImportDryRun> => {
      const { format, bytes } = documentOf(request.body);
      const text = decodeText(bytes);
      if (format === 'csv') return dryRunTable(text);
      return dryRunScenario(text, format, context, callOf(request, reply));
    });
  });
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
