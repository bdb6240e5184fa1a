import {
  type Environment,
  type NarratorSettings,
  readInteger,
  readNarratorSettings,
  readServiceConfig,
  type ServiceConfig,
} from '@scenario-sandbox/service';

export interface EngineConfig extends ServiceConfig {
  /** (Default: 3002, ENGINE_PORT) */
  readonly port: number;
  /** Most samples of one run. (Default: 100,000,000, QUOTA_PER_RUN) */
  readonly maxSamples: number;
  /** Null: the built-in one alone. (ENABLE_NARRATOR_LLM) */
  readonly narrator: NarratorSettings | null;
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
    narrator: readNarratorSettings(env),
  };
}
