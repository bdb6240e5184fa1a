import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { App } from './types.ts';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5, 10, 30];

export { Counter, Gauge, Histogram, Registry } from 'prom-client';
export { SECONDS as durationBuckets };

/**
 * A registry with the process's own figures, and the counts and durations of requests. Routes are
 * labelled by their pattern, never by what was asked. A stream is counted; how long it ran is not a latency.
 */
export function measureRequests(app: App): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer; streams are left out.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.inc({ method: request.method, route, status: reply.raw.statusCode });
    if (!request.routeOptions.config.stream) {
      durations.observe({ method: request.method, route }, reply.elapsedTime / 1_000);
    }
  });
  return registry;
}
