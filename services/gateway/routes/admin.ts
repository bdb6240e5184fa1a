import {
  type AdminHealth,
  AuditQuery,
  eventId,
  KillSwitchRequest,
  SeedRequest,
  type ServiceHealth,
  type SessionSummary,
  SessionsQuery,
} from '@scenario-sandbox/contract';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { type App, acceptAnythingAsJson, runChecks } from '@scenario-sandbox/service';
import { listSessions, putScenario, type Session, setKillSwitch } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { guardAdmin } from '../plugins/admin-access.ts';
import { record } from '../record.ts';
import { askServices } from '../service-health.ts';

const DEFAULT_LIMIT = '100';
const config = { admin: true };

/** `/admin/*`: the kill switch, and what an operator looks at. */
export function adminRoutes(app: App, context: GatewayContext): void {
  app.register(
    async (plugin) => {
      const scope = plugin as App;
      guardAdmin(scope, context.config);
      acceptAnythingAsJson(scope);
      switchRoute(scope, context);
      readRoutes(scope, context);
      seedRoute(scope, context);
    },
    { prefix: '/admin' },
  );
}

function switchRoute(scope: App, context: GatewayContext): void {
  const schema = { body: KillSwitchRequest };
  scope.post('/kill-switch', { schema, config }, async (request) => {
    const { enabled, reason } = request.body;
    const state = await setKillSwitch(context.database, enabled, reason ?? null);
    context.killSwitch.update(state);
    const action = enabled ? 'kill-switch.on' : 'kill-switch.off';
    await record(context, request.ip, action, null, '200');
    return context.killSwitch.current();
  });
}

function readRoutes(scope: App, context: GatewayContext): void {
  scope.get('/health', { config }, () => readHealth(context));
  scope.get('/metrics', { config }, async () => ({
    metrics: await context.registry.getMetricsAsJSON(),
    ...(context.usage && { usage: context.usage.list() }),
  }));
  scope.get('/sessions', { schema: { querystring: SessionsQuery }, config }, async (request) => {
    const { state = null, limit = DEFAULT_LIMIT } = request.query;
    const sessions = await listSessions(context.database, { state, limit: Number(limit) });
    return { sessions: sessions.map(summaryOf) };
  });
  scope.get('/audit', { schema: { querystring: AuditQuery }, config }, async (request) => ({
    entries: await context.audit.list(Number(request.query.limit ?? DEFAULT_LIMIT)),
  }));
}

function seedRoute(scope: App, context: GatewayContext): void {
  scope.post('/seed', { schema: { body: SeedRequest }, config }, async (request) => {
    const scenarios = request.body.scenarios ?? [...context.examples.values()];
    for (const scenario of scenarios) {
      const { scenarioHash } = context.identify({ scenario, seed: 0 });
      await putScenario(context.database, scenario, scenarioHash);
      await record(context, request.ip, 'scenario.put', scenario.id, '200');
    }
    return { loaded: scenarios.map((scenario) => scenario.id) };
  });
}

async function readHealth(context: GatewayContext): Promise<AdminHealth> {
  const killSwitch = context.killSwitch.current();
  const [checks, others] = await Promise.all([
    runChecks(context.checks),
    askServices(context.config),
  ]);
  const ready = Object.values(checks).every((result) => result === 'ok');
  const own: ServiceHealth = {
    service: 'gateway',
    status: ready ? 'ready' : 'not_ready',
    version: ENGINE_VERSION,
    checks,
    answeredInMs: null,
  };
  const services = [own, ...others];
  const degraded = services.some(({ status }) => status !== 'ready');
  return {
    status: killSwitch.enabled ? 'disabled' : degraded ? 'degraded' : 'healthy',
    version: ENGINE_VERSION,
    engineVersion: ENGINE_VERSION,
    uptimeSeconds: Math.round(performance.now() / 1_000),
    openStreams: context.hub.openCount,
    killSwitch,
    checks,
    services,
  };
}

function summaryOf(session: Session): SessionSummary {
  const { run } = session;
  return {
    sessionId: session.id,
    state: session.state,
    scenarioId: run?.scenarioId ?? null,
    route: run?.route ?? null,
    runId: run?.runId ?? null,
    engineVersion: run?.engineVersion ?? null,
    resumes: session.resumes,
    lastId: session.lastPlace === null ? null : eventId(session.lastPlace),
    createdAt: session.createdAt.toISOString(),
    changedAt: session.changedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}
