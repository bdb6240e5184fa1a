export { type Client, type ClientOptions, createClient } from './client.ts';
export { SandboxError } from './errors.ts';
export type { StreamQuestion } from './stream.ts';
