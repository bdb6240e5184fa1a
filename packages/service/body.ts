import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';
import type { App } from './types.ts';

const MAX_DEPTH = 64;

/**
 * JSON from bytes that a stranger sent. Errors: BAD_INPUT for bytes that are not UTF-8, text that is not
 * JSON (with its place, not its words), nesting deeper than 64, and keys that would reach a prototype.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ProblemError('BAD_INPUT', `the body: not valid JSON${placeOf(error, text)}.`);
  }
  assertTame(value);
  return value;
}

/** Text from bytes. Errors: BAD_INPUT unless they are UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError('BAD_INPUT', 'the body: expected UTF-8 text.');
  }
}

function placeOf(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return text.trim() === '' ? ': it is empty' : '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function assertTame(value: unknown): void {
  const pending: [value: unknown, depth: number][] = [[value, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [item, depth] = next;
    if (typeof item !== 'object' || item === null) continue;
    if (depth >= MAX_DEPTH) {
      throw new ProblemError('BAD_INPUT', `the body: nested deeper than ${MAX_DEPTH} levels.`);
    }
    for (const [key, child] of Object.entries(item)) {
      if (key === '__proto__') throw new ProblemError('BAD_INPUT', 'the body: a reserved key.');
      pending.push([child, depth + 1]);
    }
  }
}

const readBody = async (_request: FastifyRequest, body: Buffer) => parseJson(body);

/** Takes JSON bodies, and no others. */
export function acceptJson(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readBody);
}

/**
 * In this scope, takes every body for JSON, whatever its content type says, and an empty one for `{}`.
 */
export function acceptAnythingAsJson(app: App): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    // One that cannot be read would be refused before any parser is asked.
    request.headers['content-type'] = 'application/json';
  });
  const readAnything = async (_request: FastifyRequest, body: Buffer) =>
    body.length === 0 ? {} : parseJson(body);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readAnything);
}
