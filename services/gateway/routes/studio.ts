import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '@scenario-sandbox/service';

/** Isolation that SharedArrayBuffer needs, and what a page of ours never does. */
const PAGE_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};
const IMMUTABLE = 'public, max-age=31536000, immutable';
const NOT_BUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">' +
  '<title>Scenario Sandbox</title><h1>The studio is being built</h1>' +
  '<p>This page opens it by itself in a few seconds; if not, the start has printed why. All else works without it.</p></html>';

/** The page's own policy, as its build wrote it, and that nobody may frame it. */
function policyOf(page: string): string {
  const written = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  return `${(written ?? "default-src 'none'").replaceAll('&#39;', "'")}; frame-ancestors 'none'`;
}

/**
 * `GET /`: the studio, from the folder of its build. Files under /assets have their content's hash in
 * their name and may be kept for ever; who takes gzip gets them compressed.
 */
export async function studioRoutes(app: App, folder: string): Promise<void> {
  app.get('/', { config: { anyQuery: true } }, async (_request, reply) => {
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (page === null) reply.code(503).header('retry-after', '2');
    return reply
      .headers({ ...PAGE_HEADERS, 'content-security-policy': policyOf(page ?? NOT_BUILT) })
      .type('text/html; charset=utf-8')
      .send(page ?? NOT_BUILT);
  });
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    // As the build left them beside the files.
    preCompressed: true,
    setHeaders: (reply) => {
      reply.header('vary', 'Origin, Accept-Encoding');
      reply.header('cache-control', IMMUTABLE);
      reply.header('cross-origin-embedder-policy', 'require-corp');
      reply.header('cross-origin-resource-policy', 'same-origin');
    },
  });
}
