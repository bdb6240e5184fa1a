export { buildEngine, type EngineOptions } from './app.ts';
export { type EngineConfig, readEngineConfig } from './config.ts';
