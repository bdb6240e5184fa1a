import { closed } from './parts.ts';
import { Scenario } from './scenario.ts';
import { SessionState } from './sessions.ts';
import { type Static, Type } from './type.ts';

const Instant = Type.String({ format: 'date-time' });

/** `POST /admin/kill-switch`. */
export const KillSwitchRequest = Type.Object(
  {
    enabled: Type.Boolean({ description: 'true or false' }),
    reason: Type.Optional(Type.String({ maxLength: 500, description: 'at most 500 characters' })),
  },
  closed,
);

export const KillSwitch = Type.Object(
  {
    enabled: Type.Boolean(),
    reason: Type.Union([Type.String(), Type.Null()]),
    /** When it was last changed; null where it never was. */
    since: Type.Union([Instant, Type.Null()]),
  },
  closed,
);
export type KillSwitch = Static<typeof KillSwitch>;

/** How one service answers when the gateway asks whether it is ready. */
export const ServiceHealth = Type.Object(
  {
    service: Type.Enum(['gateway', 'engine', 'jobs']),
    status: Type.Enum(['ready', 'not_ready', 'unreachable']),
    /** Null where it does not answer. */
    version: Type.Union([Type.String(), Type.Null()]),
    /** What it needs: each is `ok` or says what is missing. */
    checks: Type.Record(Type.String(), Type.String()),
    /** How long its answer took; null for the gateway itself and where none came. */
    answeredInMs: Type.Union([Type.Number(), Type.Null()]),
  },
  closed,
);
export type ServiceHealth = Static<typeof ServiceHealth>;

/** `GET /admin/health`: the gateway and what it talks to. */
export const AdminHealth = Type.Object(
  {
    status: Type.Enum(['healthy', 'degraded', 'disabled']),
    version: Type.String(),
    engineVersion: Type.String(),
    uptimeSeconds: Type.Number(),
    openStreams: Type.Integer(),
    killSwitch: KillSwitch,
    /** Each is `ok` or says what is missing. */
    checks: Type.Record(Type.String(), Type.String()),
    services: Type.Array(ServiceHealth),
  },
  closed,
);
export type AdminHealth = Static<typeof AdminHealth>;

/** What one client asked for, since the gateway started. */
export const ClientUsage = Type.Object(
  {
    /** Hash of its address, another after each start. */
    client: Type.String(),
    requests: Type.Integer(),
    /** Requests by method and route pattern. */
    routes: Type.Record(Type.String(), Type.Integer()),
  },
  closed,
);
export type ClientUsage = Static<typeof ClientUsage>;

/** `GET /admin/metrics`. */
export const AdminMetrics = Type.Object(
  {
    metrics: Type.Array(Type.Unknown()),
    /** With ENABLE_USAGE_TRACKING: clients with the most requests first. */
    usage: Type.Optional(Type.Array(ClientUsage)),
  },
  closed,
);

export const SessionSummary = Type.Object(
  {
    sessionId: Type.String(),
    state: SessionState,
    scenarioId: Type.Union([Type.String(), Type.Null()]),
    route: Type.Union([Type.String(), Type.Null()]),
    runId: Type.Union([Type.String(), Type.Null()]),
    engineVersion: Type.Union([Type.String(), Type.Null()]),
    resumes: Type.Integer(),
    lastId: Type.Union([Type.String(), Type.Null()]),
    createdAt: Instant,
    changedAt: Instant,
    expiresAt: Instant,
  },
  closed,
);
export type SessionSummary = Static<typeof SessionSummary>;
export const SessionList = Type.Object({ sessions: Type.Array(SessionSummary) }, closed);

/** One state change: who (hashed), what, when, how it went. */
export const AuditEntry = Type.Object(
  {
    at: Instant,
    actor: Type.String(),
    action: Type.String(),
    target: Type.Union([Type.String(), Type.Null()]),
    result: Type.String(),
  },
  closed,
);
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditList = Type.Object({ entries: Type.Array(AuditEntry) }, closed);

/** `POST /admin/seed`: stores these scenarios, or the built-in examples where none are given. */
export const SeedRequest = Type.Object(
  { scenarios: Type.Optional(Type.Array(Scenario, { maxItems: 100 })) },
  closed,
);
export const SeedResult = Type.Object({ loaded: Type.Array(Type.String()) }, closed);
