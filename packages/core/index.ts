export { ENGINE_VERSION } from './version.ts';
