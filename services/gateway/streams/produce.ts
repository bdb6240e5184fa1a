import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent, RunRequest } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import { type EngineClient, EngineUnreachable } from '../engine-client.ts';
import type { RunEnding, Transcript } from './transcript.ts';

/** Pauses before a run that broke off is asked for again. */
const RETRY_MS = [100, 400, 1_500];

/**
 * Fills a transcript from the engine. A run that breaks off is asked for again, and what is there already
 * is left out: a run says the same every time. It ends `STREAM_CHANGED` where it turns out to be another
 * run than `runId`, because the engine was replaced meanwhile.
 */
export async function produce(
  transcript: Transcript,
  engine: EngineClient,
  run: { readonly request: RunRequest; readonly runId: string; readonly requestId: string },
  signal: AbortSignal,
): Promise<void> {
  const call = { signal, requestId: run.requestId };
  for (const pause of [...RETRY_MS, null]) {
    try {
      transcript.end(check(await readRun(transcript, engine.run(run.request, call)), run.runId));
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EngineUnreachable) || pause === null) {
        transcript.end(failure(error));
        return;
      }
      await delay(pause, undefined, { signal }).catch(() => {});
    }
  }
}

async function readRun(
  transcript: Transcript,
  events: AsyncIterable<RunEvent>,
): Promise<RunEnding> {
  let known = transcript.frameCount;
  for await (const event of events) {
    if (event.type === 'done' || event.type === 'error') return event;
    if (known > 0) known -= 1;
    else transcript.append(event);
  }
  throw new EngineUnreachable('The engine ended a run without its last line.');
}

function check(ending: RunEnding, runId: string): RunEnding {
  if (ending.type === 'error' || ending.runId === runId) return ending;
  return {
    type: 'error',
    code: 'STREAM_CHANGED',
    message: 'The engine was replaced while this ran; start the stream again.',
    retryable: true,
  };
}

function failure(error: unknown): RunEnding {
  if (error instanceof ProblemError) {
    const retryable = error.code === 'OVERLOADED' || error.code === 'TIMEOUT';
    return { type: 'error', code: error.code, message: error.message, retryable };
  }
  const message = 'The engine cannot be reached; try again shortly.';
  return { type: 'error', code: 'OVERLOADED', message, retryable: true };
}
