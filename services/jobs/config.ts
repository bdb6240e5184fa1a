import { availableParallelism } from 'node:os';
import {
  type BackendConfig,
  type Environment,
  readBackendConfig,
  readInteger,
  readServiceConfig,
  type ServiceConfig,
} from '@scenario-sandbox/service';

export interface JobsConfig extends ServiceConfig, BackendConfig {
  /** (Default: 3003, JOBS_PORT) */
  readonly port: number;
  /** Jobs that run at a time, on all services together. (Default: 4, MAX_CONCURRENT_JOBS) */
  readonly maxConcurrentJobs: number;
  /** Longest time of a job from its start. (Default: 600000, JOB_TIMEOUT_MS) */
  readonly jobTimeoutMs: number;
  /**
   * Chunks that this service has in hand at a time. (Default: one a core and one more, so that a core has its
   * next one while the results of the last are stored; JOBS_WORKERS)
   */
  readonly workers: number;
  /** Times that a chunk is tried again before it is given up. (Default: 3, JOBS_RETRIES) */
  readonly retries: number;
}

export function readJobsConfig(env: Environment): JobsConfig {
  const integer = (name: string, min: number, max: number, fallback: number) =>
    readInteger(env, name, { min, max, fallback });
  return {
    ...readServiceConfig(env),
    ...readBackendConfig(env),
    port: integer('JOBS_PORT', 1, 65_535, 3003),
    maxConcurrentJobs: integer('MAX_CONCURRENT_JOBS', 1, 1_000, 4),
    jobTimeoutMs: integer('JOB_TIMEOUT_MS', 100, 30 * 86_400_000, 600_000),
    workers: integer('JOBS_WORKERS', 1, 64, availableParallelism() + 1),
    retries: integer('JOBS_RETRIES', 0, 20, 3),
  };
}
