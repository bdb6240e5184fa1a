import { setTimeout as delay } from 'node:timers/promises';
import {
  type BoxesRequest,
  type ChunkRequest,
  type CompareOrder,
  isErrorCode,
  type ReportRequest,
  type SweepTail,
} from '@scenario-sandbox/contract';
import type { Chunk } from '@scenario-sandbox/core/sweep/chunk.ts';
import { ProblemError } from '@scenario-sandbox/service';

/** What the workers ask of an engine. Aborting a request stops the work behind it. */
export interface Engine {
  chunk(request: ChunkRequest, signal: AbortSignal): Promise<Chunk>;
  /** The report as JSON text. */
  report(request: ReportRequest, signal: AbortSignal): Promise<string>;
  /** The comparison as JSON text. */
  compare(request: CompareOrder, signal: AbortSignal): Promise<string>;
  boxes(request: BoxesRequest, signal: AbortSignal): Promise<SweepTail['discovery']>;
  /** `ok`, or what is missing. */
  check(): Promise<string>;
}

/** The engine broke off in the middle of an answer: the work may be what broke it. */
export class EngineBroke extends Error {
  override readonly name = 'EngineBroke';
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * An engine that listens at a URL. While it is not there, or too busy, it is waited for: that is not the
 * fault of what is asked. Errors: ProblemError where it refuses; EngineBroke; the signal's reason.
 */
export function connectEngine(url: string): Engine {
  const ask = async (path: string, body: unknown, signal: AbortSignal): Promise<string> => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const answer = await post(url + path, body, signal);
      if (answer !== null) return answer;
      await delay(pauseMs, undefined, { signal });
    }
  };
  return {
    chunk: async (request, signal) => {
      const answer = await ask('/chunks', request, signal);
      const end = answer.indexOf('\n');
      return { figures: JSON.parse(answer.slice(0, end)), text: answer.slice(end + 1) };
    },
    report: (request, signal) => ask('/reports', request, signal),
    compare: (request, signal) => ask('/compares', request, signal),
    boxes: async (request, signal) => JSON.parse(await ask('/boxes', request, signal)).discovery,
    check: async () => {
      const response = await fetch(`${url}/healthz`);
      await response.body?.cancel();
      return response.ok ? 'ok' : `answers ${response.status}`;
    },
  };
}

/** The answer's text; null where the engine is not there or too busy. */
async function post(url: string, body: unknown, signal: AbortSignal): Promise<string | null> {
  let response: Response;
  let text: string;
  try {
    const headers = { 'content-type': 'application/json' };
    response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
    text = await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    if (notThere.has(codeOf(cause))) return null;
    throw new EngineBroke('The engine broke off.', { cause });
  }
  if (response.ok) return text;
  const problem = parse(text);
  if (problem?.code === 'OVERLOADED') return null;
  if (isErrorCode(problem?.code)) throw new ProblemError(problem.code, String(problem.detail));
  throw new EngineBroke(`The engine answered ${response.status}.`);
}

const notThere = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function codeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code ?? '';
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}
