import type { Health, Readiness } from '@scenario-sandbox/contract';
import type { Registry } from 'prom-client';
import type { App } from './types.ts';

/** What a service needs, by name: each answers `ok` or says what is missing. */
export type Checks = Readonly<Record<string, () => Promise<string>>>;

export interface Identification {
  readonly service: string;
  readonly version: string;
}

export interface HealthOptions extends Identification {
  /** Why the service is switched off; null while it is not. */
  readonly disabledReason: () => string | null;
  readonly checks: Checks;
  readonly draining: () => boolean;
  readonly registry: Registry;
}

const CHECK_TIMEOUT_MS = 2_000;
const operations = { config: { operations: true, anyQuery: true } };

export function answerHealth(app: App, options: HealthOptions): void {
  const { service, version, registry } = options;
  app.get('/healthz', operations, async (_request, reply): Promise<Health> => {
    const reason = options.disabledReason();
    const timestamp = new Date().toISOString();
    if (reason === null) return { status: 'healthy', service, version, timestamp };
    reply.code(503);
    return { status: 'disabled', reason, service, version, timestamp };
  });
  app.get('/readyz', operations, async (_request, reply): Promise<Readiness> => {
    const checks = await runChecks(options.checks);
    if (options.draining()) checks.shutdown = 'the service is shutting down';
    const ready = Object.values(checks).every((result) => result === 'ok');
    if (!ready) reply.code(503);
    return { status: ready ? 'ready' : 'not_ready', service, version, checks };
  });
  app.get('/metrics', operations, async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}

/** Runs all checks at once; one that fails or takes longer than 2 s says so. */
export async function runChecks(checks: Checks): Promise<Record<string, string>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
  );
  return Object.fromEntries(results);
}

async function outcomeOf(check: () => Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch {
    return 'not reachable';
  } finally {
    clearTimeout(timer);
  }
}
