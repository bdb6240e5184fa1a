import { isIP } from 'node:net';
import { BUILT_IN_MODEL } from '@scenario-sandbox/contract';
import {
  type BackendConfig,
  ConfigError,
  type Environment,
  neighbourUrl,
  readBackendConfig,
  readInteger,
  readList,
  readNarratorSettings,
  readServiceConfig,
  readSwitch,
  readText,
  readUrl,
  type ServiceConfig,
} from '@scenario-sandbox/service';

const DAY_MS = 86_400_000;

export interface GatewayConfig extends ServiceConfig, BackendConfig {
  /** (Default: 3001, GATEWAY_PORT) */
  readonly port: number;
  /** (Default: http://127.0.0.1:3003, with HOST and JOBS_PORT; JOBS_URL) */
  readonly jobsUrl: string;
  /** Bearer token of the admin routes; null: loopback callers only. (ADMIN_TOKEN) */
  readonly adminToken: string | null;
  /** Addresses beside loopback that this machine calls from, where it is seen from a container. (ADMIN_ADDRESSES) */
  readonly adminAddresses: readonly string[];
  /** Seed of scenarios without one. (Default: 42, DEFAULT_SEED) */
  readonly defaultSeed: number;
  /** (Default: 4000, MAX_TOKENS_PER_RUN) */
  readonly maxTokensPerRun: number;
  /** Narrators that a stream may ask for, the built-in one first. (ENABLE_NARRATOR_LLM, NARRATOR_LLM_MODEL) */
  readonly models: readonly string[];
  /** Turns the kill switch on at the start. (GLOBAL_KILL_SWITCH) */
  readonly killSwitch: boolean;
  /** Keeps reports in memory. (ENABLE_CACHE) */
  readonly cacheReports: boolean;
  /** Counts requests by client and route. (ENABLE_USAGE_TRACKING) */
  readonly usageTracking: boolean;
  /** Routes that fail on demand. (ENABLE_FAULT_ROUTES, never with NODE_ENV=production) */
  readonly faultRoutes: boolean;
  /** Reads documents from https addresses. (ENABLE_IMPORT_URL) */
  readonly importUrl: boolean;
  /** Runs a client may start in a minute; null: any number. (ENABLE_RATE_LIMITING, QUOTA_PER_MINUTE, default 60) */
  readonly runsPerMinute: number | null;
  /** Tokens a second. (Default: 50, STREAM_PACE) */
  readonly streamPace: number;
  /** (Default: 1, STREAM_MAX_RESUMES) */
  readonly streamMaxResumes: number;
  /** Streams that one client address may have open at once. (Default: 10000, STREAM_MAX_PER_CLIENT) */
  readonly streamMaxPerClient: number;
  /** Silence after which a comment is written. (Default: 15000, STREAM_HEARTBEAT_MS) */
  readonly streamHeartbeatMs: number;
  /** A client that takes nothing for this long is let go. (Default: 30000, SLOW_CONSUMER_TIMEOUT_MS) */
  readonly slowConsumerTimeoutMs: number;
  /** How long a session is remembered. (Default: 24 h, SESSION_LIFETIME_MS) */
  readonly sessionLifetimeMs: number;
}

/** Errors: ConfigError naming the first variable that makes no sense. */
export function readGatewayConfig(env: Environment): GatewayConfig {
  const integer = (name: string, min: number, max: number, fallback: number) =>
    readInteger(env, name, { min, max, fallback });
  const jobsPort = integer('JOBS_PORT', 1, 65_535, 3_003);
  const narrator = readNarratorSettings(env);
  const runsPerMinute = integer('QUOTA_PER_MINUTE', 1, 1_000_000, 60);
  return {
    ...readServiceConfig(env),
    ...readBackendConfig(env),
    port: integer('GATEWAY_PORT', 0, 65_535, 3_001),
    jobsUrl: readUrl(env, 'JOBS_URL', neighbourUrl(env, jobsPort)),
    adminToken: readText(env, 'ADMIN_TOKEN'),
    adminAddresses: readAddresses(env),
    defaultSeed: integer('DEFAULT_SEED', 0, Number.MAX_SAFE_INTEGER, 42),
    maxTokensPerRun: integer('MAX_TOKENS_PER_RUN', 1, 1_000_000, 4_000),
    models: [BUILT_IN_MODEL, ...(narrator ? [narrator.model] : [])],
    killSwitch: readSwitch(env, 'GLOBAL_KILL_SWITCH'),
    cacheReports: readSwitch(env, 'ENABLE_CACHE'),
    usageTracking: readSwitch(env, 'ENABLE_USAGE_TRACKING'),
    faultRoutes: readFaultRoutes(env),
    importUrl: readSwitch(env, 'ENABLE_IMPORT_URL'),
    runsPerMinute: readSwitch(env, 'ENABLE_RATE_LIMITING') ? runsPerMinute : null,
    streamPace: integer('STREAM_PACE', 0, 100_000, 50),
    streamMaxResumes: integer('STREAM_MAX_RESUMES', 0, 1_000_000, 1),
    streamMaxPerClient: integer('STREAM_MAX_PER_CLIENT', 1, 1_000_000, 10_000),
    streamHeartbeatMs: integer('STREAM_HEARTBEAT_MS', 1_000, 300_000, 15_000),
    slowConsumerTimeoutMs: integer('SLOW_CONSUMER_TIMEOUT_MS', 100, 3_600_000, 30_000),
    sessionLifetimeMs: integer('SESSION_LIFETIME_MS', 60_000, 365 * DAY_MS, DAY_MS),
  };
}

function readFaultRoutes(env: Environment): boolean {
  const on = readSwitch(env, 'ENABLE_FAULT_ROUTES');
  if (on && readServiceConfig(env).production) {
    throw new ConfigError('ENABLE_FAULT_ROUTES', 'false or unset with NODE_ENV=production');
  }
  return on;
}

function readAddresses(env: Environment): string[] {
  const addresses = readList(env, 'ADMIN_ADDRESSES', []);
  if (addresses.some((address) => isIP(address) === 0)) {
    throw new ConfigError('ADMIN_ADDRESSES', 'IP addresses, separated by commas');
  }
  return addresses;
}
