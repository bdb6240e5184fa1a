import { Lint, LintRequest } from '@scenario-sandbox/contract';
import { lintText } from '@scenario-sandbox/core/scenario/index.ts';
import type { App } from '@scenario-sandbox/service';

/** `POST /lint`: everything found in a scenario, without running it. */
export function lintRoute(app: App): void {
  app.post('/lint', { schema: { body: LintRequest, response: { 200: Lint } } }, async (request) =>
    'text' in request.body
      ? lintText(request.body.text)
      : lintText(JSON.stringify(request.body.scenario), { format: 'json' }),
  );
}
