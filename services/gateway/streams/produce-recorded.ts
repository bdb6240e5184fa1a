import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BUILT_IN_MODEL, type RunEvent } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import {
  type Authorship,
  beginRecording,
  type Database,
  readRecording,
  releaseRecording,
  takeRecording,
} from '@scenario-sandbox/store';
import { type EngineClient, EngineUnreachable } from '../engine-client.ts';
import { changed, checkEnding, failure } from './produce.ts';
import { Recorder, RecordingLost, tell } from './recorder.ts';
import type { RunEnding, Transcript } from './transcript.ts';
import type { RunKey } from './transcripts.ts';

/** How often a recording of another gateway is read. */
const POLL_MS = 150;
/** A producer that has not renewed its hold for this long is gone. */
const LEASE_MS = 5_000;
/** A text that fell back to the built-in narrator is not kept long: the model may answer again. */
const FALLBACK_LIFETIME_MS = 600_000;

export interface RecordedSources {
  readonly database: Database;
  readonly engine: EngineClient;
  /** How long a whole text is kept. */
  readonly lifetimeMs: number;
}

/**
 * Fills a transcript with a narration that is not the same every time. Who begins it first, of all gateways,
 * has the engine make it and records it; everybody else reads the record. One that its producer left, or
 * whose narrator failed, goes on with the built-in narrator. It ends `STREAM_CHANGED` where a stream is
 * to be resumed whose recording is gone: nothing could be said that goes with what the client has.
 */
export async function produceRecorded(
  transcript: Transcript,
  sources: RecordedSources,
  run: RunKey,
  signal: AbortSignal,
): Promise<void> {
  const authorship = { key: run.key, producer: randomUUID() };
  try {
    const mine =
      run.begins && (await beginRecording(sources.database, authorship, sources.lifetimeMs));
    await (mine
      ? record(transcript, sources, run, authorship, signal, 'model')
      : follow(transcript, sources, run, authorship, signal));
  } catch (error) {
    if (signal.aborted || transcript.ending) return;
    transcript.end(failure(error));
  }
}

async function follow(
  transcript: Transcript,
  sources: RecordedSources,
  run: RunKey,
  authorship: Authorship,
  signal: AbortSignal,
): Promise<void> {
  const { database } = sources;
  const read = async () => {
    const recording = await readRecording(database, authorship.key, transcript.frameCount);
    for (const event of recording?.events ?? []) tell(transcript, event);
    return recording;
  };
  while (!signal.aborted) {
    if (!(await read())) return transcript.end(changed('Its text is not kept any more'));
    if (transcript.ending) return;
    if (await takeRecording(database, authorship, LEASE_MS)) {
      await read();
      return record(transcript, sources, run, authorship, signal, 'fallback');
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

/** Makes the rest of a recording. Where another takes it over meanwhile, that one's is told. */
async function record(
  transcript: Transcript,
  sources: RecordedSources,
  run: RunKey,
  authorship: Authorship,
  signal: AbortSignal,
  from: 'model' | 'fallback',
): Promise<void> {
  const { database, engine, lifetimeMs } = sources;
  const recorder = new Recorder(database, authorship, transcript);
  const stop = AbortSignal.any([signal, recorder.failed]);
  const call = { signal: stop, requestId: run.requestId };
  const speech = new Speech(transcript, recorder, run.request.budget);
  try {
    const told =
      from === 'model'
        ? await speech.tell(engine.run({ ...run.request, model: run.model }, call)).catch(orNone)
        : null;
    const ending =
      told?.type === 'done'
        ? told
        : await speech.fallBack((budget) => engine.run({ ...run.request, budget }, call));
    const event = checkEnding({ ...ending, totalTokens: speech.spoken }, run.runId);
    if (event.type === 'error') throw new ProblemError(event.code, event.message);
    const kept = told?.type === 'done' ? lifetimeMs : FALLBACK_LIFETIME_MS;
    await recorder.close({ event, lifetimeMs: kept });
  } catch (error) {
    recorder.abandon();
    await releaseRecording(database, authorship).catch(() => {});
    const cause = recorder.failed.aborted ? recorder.failed.reason : error;
    if (cause instanceof RecordingLost) return follow(transcript, sources, run, authorship, signal);
    throw cause;
  }
}

/** A narrator that failed, as none. Errors: what the run was refused for. */
function orNone(error: unknown): null {
  if (error instanceof EngineUnreachable) return null;
  throw error;
}

/** What is said in a recording, by whom. */
class Speech {
  spoken: number;
  #percent = 0;
  readonly #recorder: Recorder;
  readonly #budget: number;

  constructor(transcript: Transcript, recorder: Recorder, budget: number) {
    this.spoken = transcript.tokensBefore(transcript.frameCount);
    this.#recorder = recorder;
    this.#budget = budget;
  }

  /** Records a run of the language model; its last event is returned. */
  async tell(events: AsyncIterable<RunEvent>): Promise<RunEnding> {
    for await (const event of events) {
      if (event.type === 'done' || event.type === 'error') return event;
      if (event.type === 'token') this.spoken += 1;
      else this.#percent = event.percent;
      this.#recorder.add(event);
    }
    throw new EngineUnreachable('The engine ended a run without its last line.');
  }

  /** Says that the built-in narrator goes on, and lets it. */
  async fallBack(
    run: (budget: number) => AsyncIterable<RunEvent>,
  ): Promise<Extract<RunEnding, { type: 'done' }>> {
    const message = 'The language model failed; the built-in narrator goes on';
    this.#recorder.add({ type: 'progress', percent: Math.max(90, this.#percent), message });
    if (this.spoken > 0) this.#say('\n\n');
    const left = Math.max(1, this.#budget - this.spoken);
    for await (const event of run(left)) {
      if (event.type === 'token') this.#say(event.text);
      else if (event.type === 'done') return event;
      else if (event.type === 'error') throw new ProblemError(event.code, event.message);
    }
    throw new EngineUnreachable('The engine ended a run without its last line.');
  }

  #say(text: string): void {
    if (this.spoken >= this.#budget) return;
    this.#recorder.add({ type: 'token', text, model: BUILT_IN_MODEL });
    this.spoken += 1;
  }
}
