import {
  type Authorship,
  appendRecording,
  type Database,
  type RecordedEvent,
} from '@scenario-sandbox/store';
import type { Transcript } from './transcript.ts';

/** Events of this long are stored together. */
const BATCH_MS = 100;
/** A producer that says nothing renews its hold this often. */
const RENEW_MS = 1_000;

/** Another producer goes on with the recording. */
export class RecordingLost extends Error {
  override readonly name = 'RecordingLost';
}

/** Writes a recording: an event is told only once it is stored, so that no client knows more than the store. */
export class Recorder {
  readonly #database: Database;
  readonly #authorship: Authorship;
  readonly #transcript: Transcript;
  readonly #timer: NodeJS.Timeout;
  readonly #failed = new AbortController();
  #pending: RecordedEvent[] = [];
  #storing: Promise<void> | null = null;
  #storedAt = performance.now();
  #place: number;

  /** transcript: has what is recorded already. */
  constructor(database: Database, authorship: Authorship, transcript: Transcript) {
    this.#database = database;
    this.#authorship = authorship;
    this.#transcript = transcript;
    this.#place = transcript.frameCount;
    this.#timer = setInterval(() => this.#flush(), BATCH_MS);
    this.#timer.unref();
  }

  /** Aborts when nothing more can be stored; the reason says why. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  add(event: RecordedEvent): void {
    this.#pending.push(event);
  }

  /** Stores what is left, and with `ending` that the recording is whole and is kept for `lifetimeMs`. */
  async close(ending: { event: RecordedEvent; lifetimeMs: number } | null): Promise<void> {
    clearInterval(this.#timer);
    await this.#storing;
    this.#failed.signal.throwIfAborted();
    if (ending) this.add(ending.event);
    await this.#store(ending?.lifetimeMs ?? null);
  }

  /** Stops without storing what is left. */
  abandon(): void {
    clearInterval(this.#timer);
  }

  #flush(): void {
    const due = this.#pending.length > 0 || performance.now() - this.#storedAt > RENEW_MS;
    if (!due || this.#storing || this.#failed.signal.aborted) return;
    this.#storing = this.#store(null)
      .catch((cause) => this.#failed.abort(cause))
      .finally(() => {
        this.#storing = null;
      });
  }

  async #store(lifetimeMs: number | null): Promise<void> {
    const events = this.#pending;
    this.#pending = [];
    const batch = { place: this.#place, events };
    if (!(await appendRecording(this.#database, this.#authorship, batch, lifetimeMs))) {
      throw new RecordingLost('Another gateway goes on with this recording.');
    }
    this.#place += events.length;
    this.#storedAt = performance.now();
    for (const event of events) tell(this.#transcript, event);
  }
}

/** Adds a recorded event to a transcript. */
export function tell(transcript: Transcript, event: RecordedEvent): void {
  if (event.type === 'done' || event.type === 'error') transcript.end(event);
  else transcript.append(event);
}
