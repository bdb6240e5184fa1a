import {
  isErrorCode,
  type Lint,
  type LintRequest,
  type ReportRequest,
  type RunEvent,
  type RunRequest,
} from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';

/** The engine did not answer, or broke off. The same request can be made again. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable';
}

export interface EngineDocument {
  readonly contentType: string;
  readonly body: string;
}

/** What the gateway asks of an engine. Aborting a request stops the work behind it. */
export interface EngineClient {
  /** Errors: EngineUnreachable; ProblemError where the engine refuses the run. */
  run(request: RunRequest, signal: AbortSignal): AsyncIterable<RunEvent>;
  report(request: ReportRequest, signal: AbortSignal): Promise<EngineDocument>;
  lint(request: LintRequest, signal: AbortSignal): Promise<Lint>;
  /** `ok`, or what is missing. */
  check(): Promise<string>;
}

/** An engine that listens at a URL. */
export function connectEngine(url: string): EngineClient {
  return {
    async *run(request, signal) {
      const response = await post(`${url}/runs`, request, signal);
      if (!response.body) throw new EngineUnreachable('The engine answered without a body.');
      yield* readLines(response.body);
    },
    report: async (request, signal) => {
      const response = await post(`${url}/reports`, request, signal);
      return {
        contentType: response.headers.get('content-type') ?? 'application/octet-stream',
        body: await text(response),
      };
    },
    lint: async (request, signal) =>
      JSON.parse(await text(await post(`${url}/lint`, request, signal))) as Lint,
    check: async () => {
      const response = await fetch(`${url}/healthz`);
      await response.body?.cancel();
      return response.ok ? 'ok' : `answers ${response.status}`;
    },
  };
}

async function post(url: string, body: unknown, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
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

/** What a failed request to the engine is to our own caller. */
export function asEngineProblem(error: unknown): never {
  if (!(error instanceof EngineUnreachable)) throw error;
  throw new ProblemError('OVERLOADED', 'The engine cannot be reached; try again shortly.', {
    headers: { 'retry-after': '1' },
    cause: error,
  });
}
