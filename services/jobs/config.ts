import {
  type Environment,
  readInteger,
  readServiceConfig,
  readText,
  readUrl,
  type ServiceConfig,
} from '@scenario-sandbox/service';

export interface JobsConfig extends ServiceConfig {
  /** (Default: 3003, JOBS_PORT) */
  readonly port: number;
  /** Where the engine answers. (Default: http://127.0.0.1:3002, ENGINE_URL) */
  readonly engineUrl: string;
  /** A PostgreSQL server; the embedded database where it is null. (DATABASE_URL) */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database. (Default: .sandbox, DATA_DIR) */
  readonly dataDir: string;
}

export function readJobsConfig(env: Environment): JobsConfig {
  return {
    ...readServiceConfig(env),
    port: readInteger(env, 'JOBS_PORT', { min: 1, max: 65_535, fallback: 3003 }),
    engineUrl: readUrl(env, 'ENGINE_URL', `http://127.0.0.1:${env.ENGINE_PORT ?? 3002}`),
    databaseUrl: readText(env, 'DATABASE_URL'),
    dataDir: readText(env, 'DATA_DIR') ?? '.sandbox',
  };
}
