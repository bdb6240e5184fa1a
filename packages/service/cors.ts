import cors from '@fastify/cors';
import type { ServiceConfig } from './config.ts';
import { isOwnOrigin } from './guards.ts';
import type { App } from './types.ts';

/** One text for all answers: a list would be joined anew for each, and kept by each open stream. */
const EXPOSED =
  'X-Request-Id, X-Session-Id, X-Stream-Resumed, Retry-After, RateLimit, RateLimit-Policy';
const DAY_SECONDS = 86_400;

/**
 * Allowed origins are echoed, others get no header. A request without an Origin gets the first entry,
 * so that `curl -I` shows what a browser would be told.
 */
export async function allowOrigins(app: App, config: ServiceConfig): Promise<void> {
  await app.register(cors, {
    delegator: (request, callback) => {
      const { origin, host } = request.headers;
      const allowed =
        origin === undefined || config.corsOrigins.includes(origin) || isOwnOrigin(origin, host);
      callback(null, {
        origin: allowed ? (origin ?? config.corsOrigins[0] ?? false) : false,
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
        allowedHeaders: ['Last-Event-ID', 'Content-Type', 'Authorization', 'Idempotency-Key'],
        exposedHeaders: EXPOSED,
        maxAge: DAY_SECONDS,
        strictPreflight: false,
      });
    },
  });
}
