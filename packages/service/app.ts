import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Scenario } from '@scenario-sandbox/contract';
import Fastify from 'fastify';
import type { Registry } from 'prom-client';
import { acceptJson } from './body.ts';
import { allowOrigins } from './cors.ts';
import { answerErrors } from './errors.ts';
import { guardRequests } from './guards.ts';
import { answerHealth, type Checks } from './health.ts';
import { answerUnknownRoutes } from './methods.ts';
import { measureRequests } from './metrics.ts';
import { type ServerSettings, serverOptions } from './server-options.ts';
import { boundLastAnswers } from './shutdown.ts';
import type { App } from './types.ts';

export interface AppOptions extends ServerSettings {
  readonly version: string;
  /** Why the service is switched off; null while it is not. (Default: never) */
  readonly disabledReason?: () => string | null;
  /** What /readyz asks. (Default: nothing) */
  readonly checks?: Checks;
}

const noParameters = { type: 'object', properties: {}, additionalProperties: false };

/**
 * A service's HTTP application: problems for errors, request ids, health, readiness and metrics, logs
 * without what users wrote, guards against foreign pages, strict queries. Routes are added by the caller.
 */
export async function createApp(options: AppOptions): Promise<{ app: App; registry: Registry }> {
  const app: App = Fastify(serverOptions(options)).withTypeProvider<TypeBoxTypeProvider>();
  // A request with an expectation that is not known is answered like any other: RFC 9110, §10.1.1.
  app.server.on('checkExpectation', app.routing);
  const draining = labelAnswers(app);
  boundLastAnswers(app);
  checkQueries(app);
  const registry = measureRequests(app);
  logAnswers(app);
  acceptJson(app);
  answerErrors(app);
  answerUnknownRoutes(app);
  await allowOrigins(app, options.config);
  guardRequests(app, options.config);
  answerHealth(app, {
    service: options.service,
    version: options.version,
    disabledReason: options.disabledReason ?? (() => null),
    checks: options.checks ?? {},
    draining,
    registry,
  });
  return { app, registry };
}

/** Headers of every answer. Returns whether the service is closing. */
function labelAnswers(app: App): () => boolean {
  let draining = false;
  app.addHook('preClose', async () => {
    draining = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(draining && { connection: 'close' }),
    });
  });
  return () => draining;
}

/** Ajv takes a schema that stands twice in another for two of one name, so ids are left out. */
const withoutIds = <T>(schema: T): T =>
  JSON.parse(JSON.stringify(schema, (key, value) => (key === '$id' ? undefined : value)));

const SCENARIO = 'scenario.v1';

/** As `withoutIds`, and scenarios named: their schema is large, and is compiled once instead of once a place. */
const namingScenarios = <T>(schema: T): T =>
  JSON.parse(
    JSON.stringify(schema, (key, value) => {
      // An optional one is a copy, of the same properties.
      if (value?.properties === Scenario.properties) return { $ref: `${SCENARIO}#` };
      return key === '$id' ? undefined : value;
    }),
  );

/** A route that says nothing of its query takes none. */
function checkQueries(app: App): void {
  app.addSchema({ ...withoutIds(Scenario), $id: SCENARIO });
  app.addHook('onRoute', (route) => {
    if (route.schema?.body)
      route.schema = { ...route.schema, body: namingScenarios(route.schema.body) };
    if (route.config?.anyQuery || route.schema?.querystring || route.url === '*') return;
    route.schema = { ...route.schema, querystring: noParameters };
  });
}

function logAnswers(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.raw.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
