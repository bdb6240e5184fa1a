export { type AppOptions, createApp } from './app.ts';
export { acceptAnythingAsJson, decodeText, parseJson } from './body.ts';
export {
  type BackendConfig,
  boundHost,
  ConfigError,
  type Environment,
  neighbourUrl,
  readBackendConfig,
  readChoice,
  readInteger,
  readList,
  readServiceConfig,
  readSwitch,
  readText,
  readUrl,
  type ServiceConfig,
} from './config.ts';
export { describeFault, logFault } from './errors.ts';
export { type Checks, runChecks } from './health.ts';
export { listen, StartError } from './listen.ts';
export { Counter, durationBuckets, Gauge, Histogram, Registry } from './metrics.ts';
export { type NarratorSettings, readNarratorSettings } from './narrator-settings.ts';
export { ProblemError, problemDetails } from './problem.ts';
export { closeOnSignal, startOrExit } from './shutdown.ts';
export { asSweepProblem } from './sweep-problem.ts';
export type { App } from './types.ts';
