export { buildGateway, type GatewayOptions } from './app.ts';
export { type GatewayConfig, readGatewayConfig } from './config.ts';
export { connectEngine, type EngineClient } from './engine-client.ts';
export { loadExamples } from './examples.ts';
export { STUDIO_FOLDER } from './studio-folder.ts';
