export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type JobReference,
  type ResultOptions,
} from './client.ts';
export { SandboxError } from './errors.ts';
export type { StreamQuestion } from './stream.ts';
