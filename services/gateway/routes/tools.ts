import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { App } from '@scenario-sandbox/service';

const VIEWER = new URL('../../../artifacts/tools/sse-viewer.html', import.meta.url);

/** `GET /tools/sse-viewer.html`: the viewer for integrators, where its requests are of our own origin. */
export async function toolRoutes(app: App): Promise<void> {
  const page = await readFile(VIEWER, 'utf8');
  const policy = policyFor(page);
  app.get('/tools/sse-viewer.html', { config: { anyQuery: true } }, async (_request, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'x-frame-options': 'DENY' })
      .type('text/html; charset=utf-8')
      .send(page),
  );
}

/** Lets the page's own script and style run, by their hashes, and nothing else. */
function policyFor(page: string): string {
  const hashOf = (tag: string) => {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  return [
    "default-src 'none'",
    `script-src ${hashOf('script')}`,
    `style-src ${hashOf('style')}`,
    "connect-src 'self' http: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
