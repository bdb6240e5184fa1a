import { Readable } from 'node:stream';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Passes a request on to another service, and its answer back as it comes. */
export type Relay = (
  request: FastifyRequest,
  reply: FastifyReply,
  to: {
    readonly url: string;
    readonly method?: 'GET' | 'POST';
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<FastifyReply>;

/** Headers of an answer that are its own, not the connection's. */
const PASSED = [
  'content-type',
  'cache-control',
  'retry-after',
  'x-accel-buffering',
  'x-job-id',
  'x-stream-resumed',
];

/** A relay whose answers end when the app closes: clients of a stream then come back for the rest. */
export function createRelay(app: App): Relay {
  const open = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const controller of open) controller.abort();
  });
  return async (request, reply, { url, method = 'POST', body, headers = {} }) => {
    const controller = new AbortController();
    open.add(controller);
    reply.raw.once('close', () => {
      open.delete(controller);
      controller.abort();
    });
    const response = await ask(url, {
      method,
      headers: {
        'x-request-id': request.id,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: controller.signal,
    });
    for (const name of PASSED) {
      const value = response.headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    reply.code(response.status);
    if (!response.body) return reply.send();
    const answer = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    // The one who asked is gone, or we are closing: nobody is left to tell.
    answer.on('error', () => reply.raw.destroy());
    return reply.send(answer);
  };
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new ProblemError(
      'OVERLOADED',
      'A service behind this one cannot be reached; try again shortly.',
      {
        headers: { 'retry-after': '1' },
        cause,
      },
    );
  }
}
