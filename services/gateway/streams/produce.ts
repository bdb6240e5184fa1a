import { setTimeout as delay } from 'node:timers/promises';
import { errors, type RunEvent, type RunRequest } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import { type EngineClient, EngineUnreachable } from '../engine-client.ts';
import type { RunEnding, Transcript } from './transcript.ts';

/** Pauses before a run that broke off is asked for again: an engine that is restarted is back in 5 s, on a busy machine too. */
const RETRY_MS = [100, 400, 1_500, 3_000];

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
      transcript.end(
        checkEnding(await readRun(transcript, engine.run(run.request, call)), run.runId),
      );
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

/** The ending, or an error where it is that of another run. */
export function checkEnding(ending: RunEnding, runId: string): RunEnding {
  if (ending.type === 'error' || ending.runId === runId) return ending;
  return changed('The engine was replaced while this ran');
}

export function changed(why: string): RunEnding {
  const message = `${why}; start the stream again.`;
  return { type: 'error', code: 'STREAM_CHANGED', message, retryable: true };
}

/** How a stream ends whose run failed. */
export function failure(error: unknown): RunEnding {
  if (error instanceof ProblemError) {
    const { code, message } = error;
    return { type: 'error', code, message, retryable: errors[code].retryable };
  }
  if (error instanceof EngineUnreachable) {
    const message = 'The engine cannot be reached; try again shortly.';
    return { type: 'error', code: 'OVERLOADED', message, retryable: true };
  }
  const message = 'The run failed; try again.';
  return { type: 'error', code: 'INTERNAL', message, retryable: true };
}
