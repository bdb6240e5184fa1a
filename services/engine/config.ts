import {
  type Environment,
  readInteger,
  readServiceConfig,
  type ServiceConfig,
} from '@scenario-sandbox/service';

export interface EngineConfig extends ServiceConfig {
  /** (Default: 3002, ENGINE_PORT) */
  readonly port: number;
  /** Most samples of one run. (Default: 100,000,000, QUOTA_PER_RUN) */
  readonly maxSamples: number;
}

export function readEngineConfig(env: Environment): EngineConfig {
  return {
    ...readServiceConfig(env),
    port: readInteger(env, 'ENGINE_PORT', { min: 1, max: 65_535, fallback: 3002 }),
    maxSamples: readInteger(env, 'QUOTA_PER_RUN', {
      min: 1,
      max: 100_000_000,
      fallback: 100_000_000,
    }),
  };
}
