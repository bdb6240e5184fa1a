import { buildOpenapi } from '@scenario-sandbox/contract';
import type { App } from '@scenario-sandbox/service';
import { DOCS_POLICY, docsPage } from '../docs-page.ts';

const HEADERS = {
  'content-security-policy': DOCS_POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** `GET /openapi.json`, and `GET /docs`: the same for people. */
export function docsRoutes(app: App, version: string): void {
  app.get('/openapi.json', async () => buildOpenapi(version));
  app.get('/docs', async (_request, reply) =>
    reply
      .headers(HEADERS)
      .type('text/html; charset=utf-8')
      .send(docsPage(buildOpenapi(version))),
  );
}
