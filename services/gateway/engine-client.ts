import {
  isErrorCode,
  type Lint,
  type LintRequest,
  type ReportRequest,
  type RunEvent,
  type RunRequest,
} from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The engine did not answer, or broke off. The same request can be made again. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable';
}

export interface EngineDocument {
  readonly contentType: string;
  readonly body: string;
}

/** How a request to the engine belongs to one of ours. */
export interface EngineCall {
  readonly signal: AbortSignal;
  /** Under which the engine logs it as well. */
  readonly requestId: string;
}

/** What the gateway asks of an engine. Aborting a request stops the work behind it. */
export interface EngineClient {
  /** Errors: EngineUnreachable; ProblemError where the engine refuses the run. */
  run(request: RunRequest, call: EngineCall): AsyncIterable<RunEvent>;
  report(request: ReportRequest, call: EngineCall): Promise<EngineDocument>;
  lint(request: LintRequest, call: EngineCall): Promise<Lint>;
  /** `ok`, or what is missing. */
  check(): Promise<string>;
}

/** An engine that listens at a URL. */
export function connectEngine(url: string): EngineClient {
  return {
    async *run(request, call) {
      const response = await post(`${url}/runs`, request, call);
      if (!response.body) throw new EngineUnreachable('The engine answered without a body.');
      yield* readLines(response.body);
    },
    report: async (request, call) => {
      const response = await post(`${url}/reports`, request, call);
      return {
        contentType: response.headers.get('content-type') ?? 'application/octet-stream',
        body: await text(response),
      };
    },
    lint: async (request, call) =>
      JSON.parse(await text(await post(`${url}/lint`, request, call))) as Lint,
    check: async () => {
      const response = await fetch(`${url}/healthz`);
      await response.body?.cancel();
      return response.ok ? 'ok' : `answers ${response.status}`;
    },
  };
}

async function post(url: string, body: unknown, call: EngineCall): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': call.requestId },
      body: JSON.stringify(body),
      signal: call.signal,
    });
  } catch (cause) {
    throw new EngineUnreachable('The engine did not answer.', { cause });
  }
  if (response.ok) return response;
  throw await refusal(response);
}

async function text(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new EngineUnreachable('The engine broke off.', { cause });
  }
}

async function refusal(response: Response): Promise<Error> {
  const problem = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  if (!isErrorCode(problem?.code)) {
    return new EngineUnreachable(`The engine answered ${response.status}.`);
  }
  const problems = Array.isArray(problem.problems) ? { problems: problem.problems } : {};
  return new ProblemError(problem.code, String(problem.detail), problems);
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<RunEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as RunEvent;
    }
  } catch (cause) {
    throw new EngineUnreachable('The engine broke off.', { cause });
  }
}

/** The call that a request of ours makes; it is aborted when the caller goes away. */
export function callOf(request: FastifyRequest, reply: FastifyReply): EngineCall {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return { signal: gone.signal, requestId: request.id };
}

/** What a failed request to the engine is to our own caller. */
export function asEngineProblem(error: unknown): never {
  if (!(error instanceof EngineUnreachable)) throw error;
  throw new ProblemError('OVERLOADED', 'The engine cannot be reached; try again shortly.', {
    headers: { 'retry-after': '1' },
    cause: error,
  });
}
