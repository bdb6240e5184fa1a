import {
  NOMINAL_TOKENS_PER_SECOND,
  type RunEvent,
  type StreamEvent,
} from '@scenario-sandbox/contract';
import { encodeFrame } from './frames.ts';

export type RunEnding = Extract<RunEvent, { type: 'done' | 'error' }>;

const FIRST_BYTES = 16_384;
const TOKEN_MS = 1_000 / NOMINAL_TOKENS_PER_SECOND;

/**
 * What a run says between `start` and its end, encoded once and shared by all streams of the run. Grows
 * while the run is going on. Frame 0 is the event after `start`, so frame i has place i + 2.
 */
export class Transcript {
  readonly #model: string;
  readonly #listeners = new Set<() => void>();
  /** offsets[i] is where frame i begins; one more than there are frames. */
  readonly #offsets: number[] = [0];
  /** tokens[i] is the number of tokens before frame i; one more than there are frames. */
  readonly #tokens: number[] = [0];
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #ending: RunEnding | null = null;
  #notice: NodeJS.Immediate | undefined;

  constructor(model: string) {
    this.#model = model;
  }

  get frameCount(): number {
    return this.#offsets.length - 1;
  }

  get byteCount(): number {
    return this.#offsets.at(-1) ?? 0;
  }

  /** How the run ended; null while it goes on. */
  get ending(): RunEnding | null {
    return this.#ending;
  }

  /** Place of the last event, once the run has ended. */
  get endPlace(): number {
    return this.frameCount + 2;
  }

  tokensBefore(frame: number): number {
    return this.#tokens[frame] ?? 0;
  }

  /** The bytes of frames from … to − 1; they stay as they are while the transcript grows. */
  slice(from: number, to: number): Buffer {
    return this.#bytes.subarray(this.#offsets[from], this.#offsets[to]);
  }

  /** The frame, of from + 1 … until, up to which there are no more than so many bytes; one frame at least. */
  fitting(from: number, until: number, bytes: number): number {
    const limit = (this.#offsets[from] ?? 0) + bytes;
    let to = from + 1;
    while (to < until && (this.#offsets[to + 1] ?? 0) <= limit) to += 1;
    return to;
  }

  /** A token names its narrator where that is not the run's. */
  append(event: Extract<RunEvent, { type: 'progress' | 'token' }> & { model?: string }): void {
    const tokens = this.#tokens.at(-1) ?? 0;
    const full: StreamEvent =
      event.type === 'progress'
        ? { type: 'progress', percent: event.percent, message: event.message }
        : {
            type: 'token',
            text: event.text,
            tokenIndex: tokens,
            timestamp: tokens * TOKEN_MS,
            model: event.model ?? this.#model,
          };
    this.#store(encodeFrame(this.frameCount + 2, full));
    this.#tokens.push(event.type === 'token' ? tokens + 1 : tokens);
    this.#notify();
  }

  end(ending: RunEnding): void {
    if (this.#ending) throw new Error('The transcript has ended.');
    this.#ending = ending;
    this.#notify();
  }

  /** Calls back when there is more to read; returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the event at `place` is there, or the run has ended before it. */
  async reach(place: number, signal: AbortSignal): Promise<void> {
    while (this.frameCount + 1 < place && !this.#ending && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          unsubscribe();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const unsubscribe = this.subscribe(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  #store(frame: Buffer): void {
    const start = this.byteCount;
    const end = start + frame.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    frame.copy(this.#bytes, start);
    this.#offsets.push(end);
  }

  /** One notice for all that came in one turn of the event loop, so that it leaves in one write. */
  #notify(): void {
    this.#notice ??= setImmediate(() => {
      this.#notice = undefined;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
