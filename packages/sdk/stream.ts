import {
  endingEvents,
  type JobEvent,
  type Route,
  type StreamEvent,
} from '@scenario-sandbox/contract';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { errorOf, SandboxError } from './errors.ts';

/** A stream to ask for. See `GET /stream`. */
export interface StreamQuestion {
  readonly route: Route;
  readonly scenarioId?: string;
  readonly seed?: number;
  readonly sessionId?: string;
  readonly budget?: number;
  /** Tokens a second; 0 as fast as the socket takes them. */
  readonly pace?: number;
}

export interface StreamOptions {
  readonly signal?: AbortSignal;
  /** Times a cut connection is resumed. (Default: 1, which is what the service allows.) */
  readonly resumes?: number;
  /** Called when a cut connection is about to be resumed after `lastEventId`. */
  readonly onResume?: (lastEventId: string) => void;
}

/** An event with the id the service gave it. */
export type Identified<Event> = Event & { readonly id: string };
export type IdentifiedEvent = Identified<StreamEvent>;

const RECONNECT_MS = 1000;

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

async function* eventsOf<Event>(response: Response): AsyncGenerator<Identified<Event>> {
  if (response.body === null) return;
  const messages = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { id, data } of messages) {
    yield { ...(JSON.parse(data) as Event), id: id ?? '' };
  }
}

/**
 * Every event of a stream once, in order, through cut connections, to its one ending: `done`,
 * `cancelled` or `error`. Errors: SandboxError for an answer that is one, of a resume only where trying again
 * is of no use; the last error when a cut connection cannot be resumed.
 */
export async function* streamEvents<Event extends StreamEvent | JobEvent>(
  url: URL,
  fetcher: typeof fetch,
  { signal, resumes = 1, onResume }: StreamOptions = {},
): AsyncGenerator<Identified<Event>> {
  const place = new URL(url);
  let lastEventId = '';
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetcher(place, {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId && { 'last-event-id': lastEventId }),
        },
        ...(signal && { signal }),
      });
      if (response.status === 204) return;
      if (!response.ok) throw await errorOf(response);
      for await (const event of eventsOf<Event>(response)) {
        lastEventId = event.id;
        // A resume outside its session could not be cancelled, nor see that the engine has changed.
        if ('sessionId' in event) place.searchParams.set('sessionId', event.sessionId);
        yield event;
        if (endingEvents.includes(event.type)) return;
      }
      if (attempt >= resumes) throw new TypeError('the stream was cut before its end');
    } catch (error) {
      // Of a service that restarts, one before it says so: a resume waits, the first request does not.
      const passes = !(error instanceof SandboxError) || (error.retryable && attempt > 0);
      if (!passes || signal?.aborted || attempt >= resumes) throw error;
    }
    onResume?.(lastEventId);
    await pause(RECONNECT_MS, signal);
  }
}
