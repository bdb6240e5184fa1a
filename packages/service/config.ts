/** The environment as a start reads it: only main.ts passes process.env. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that makes no sense. The message is one line that names the variable. */
export class ConfigError extends Error {
  constructor(name: string, expected: string) {
    super(`${name}: expected ${expected}.`);
    this.name = 'ConfigError';
  }
}

/** An empty variable counts as unset: compose files pass those through. */
export function readText(env: Environment, name: string): string | null {
  const text = env[name]?.trim();
  return text ? text : null;
}

export function readInteger(
  env: Environment,
  name: string,
  bounds: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  const text = readText(env, name);
  if (text === null) return bounds.fallback;
  const value = Number(text);
  if (!/^(0|[1-9][0-9]*)$/.test(text) || value < bounds.min || value > bounds.max) {
    throw new ConfigError(name, `a whole number from ${bounds.min} to ${bounds.max}`);
  }
  return value;
}

const switchWords: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  on: true,
  false: false,
  '0': false,
  off: false,
};

/** Off unless set. */
export function readSwitch(env: Environment, name: string): boolean {
  const text = readText(env, name);
  if (text === null) return false;
  const value = switchWords[text.toLowerCase()];
  if (value === undefined) throw new ConfigError(name, 'true or false');
  return value;
}

export function readChoice<Choice extends string>(
  env: Environment,
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const text = readText(env, name);
  if (text === null) return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new ConfigError(name, `one of ${choices.join(', ')}`);
  return choice;
}

/** Comma-separated. */
export function readList(env: Environment, name: string, fallback: readonly string[]): string[] {
  const text = readText(env, name);
  if (text === null) return [...fallback];
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Absolute http(s) URL. */
export function readUrl(env: Environment, name: string, fallback: string): string {
  const text = readText(env, name) ?? fallback;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConfigError(name, 'a URL such as http://127.0.0.1:3002');
  }
  return text.replace(/\/+$/, '');
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every service reads. */
export interface ServiceConfig {
  /** Address to bind. (Default: 127.0.0.1, HOST) */
  readonly host: string;
  /** Names a request may call us by, besides loopback ones and `host`. (Default: none, ALLOWED_HOSTS) */
  readonly allowedHosts: readonly string[];
  /** Origins whose pages may call us; the first is sent where a request has none. (CORS_ORIGINS) */
  readonly corsOrigins: readonly string[];
  /** (Default: info, LOG_LEVEL) */
  readonly logLevel: (typeof logLevels)[number];
  /** NODE_ENV=production. */
  readonly production: boolean;
}

const DEFAULT_ORIGINS = ['http://localhost:3000', 'http://localhost:5173', 'http://localhost:8080'];

/** Errors: ConfigError naming the first variable that makes no sense. */
export function readServiceConfig(env: Environment): ServiceConfig {
  return {
    host: readText(env, 'HOST') ?? '127.0.0.1',
    allowedHosts: readHosts(env),
    corsOrigins: readOrigins(env),
    logLevel: readChoice(env, 'LOG_LEVEL', logLevels, 'info'),
    production: readText(env, 'NODE_ENV') === 'production',
  };
}

const wildcardHosts = new Set(['0.0.0.0', '::']);

/** The one name or address that services bind, as a Host header has it; null where they bind every address. */
export function boundHost({ host }: Pick<ServiceConfig, 'host'>): string | null {
  if (wildcardHosts.has(host)) return null;
  return host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}

/** Where a service of this machine is: it binds the same HOST. */
export function neighbourUrl(env: Environment, port: number): string {
  return `http://${boundHost(readServiceConfig(env)) ?? '127.0.0.1'}:${port}`;
}

function readHosts(env: Environment): string[] {
  const hosts = readList(env, 'ALLOWED_HOSTS', []).map((host) => host.toLowerCase());
  if (hosts.some((host) => !/^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/.test(host))) {
    throw new ConfigError('ALLOWED_HOSTS', 'host names without ports, separated by commas');
  }
  return hosts;
}

function readOrigins(env: Environment): string[] {
  const origins = readList(env, 'CORS_ORIGINS', DEFAULT_ORIGINS);
  const bad = origins.some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (bad || origins.length === 0) {
    throw new ConfigError(
      'CORS_ORIGINS',
      'origins such as https://app.example.com, separated by commas and without a path',
    );
  }
  return origins;
}

/** Servers that the state can be kept on; the queue is told which one it is. */
const databaseBackends = ['postgres', 'citus'] as const;

/** Where a service that keeps state finds it, and the engine. */
export interface BackendConfig {
  /** (Default: http://127.0.0.1:3002, with HOST and ENGINE_PORT; ENGINE_URL) */
  readonly engineUrl: string;
  /** A PostgreSQL server; null: the embedded database. (DATABASE_URL) */
  readonly databaseUrl: string | null;
  /** What answers at DATABASE_URL. (Default: postgres, DATABASE_BACKEND) */
  readonly databaseBackend: (typeof databaseBackends)[number];
  /** Folder of the embedded database. (Default: .sandbox, DATA_DIR) */
  readonly dataDir: string;
}

export function readBackendConfig(env: Environment): BackendConfig {
  const bounds = { min: 1, max: 65_535, fallback: 3_002 };
  const enginePort = readInteger(env, 'ENGINE_PORT', bounds);
  return {
    engineUrl: readUrl(env, 'ENGINE_URL', neighbourUrl(env, enginePort)),
    databaseUrl: readText(env, 'DATABASE_URL'),
    databaseBackend: readChoice(env, 'DATABASE_BACKEND', databaseBackends, 'postgres'),
    dataDir: readText(env, 'DATA_DIR') ?? '.sandbox',
  };
}
