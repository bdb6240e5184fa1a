import { BUILT_IN_MODEL, type RunRequest } from '@scenario-sandbox/contract';
import { Transcript } from './transcript.ts';

/** What is kept of runs that nobody reads. */
const CACHE_BYTES = 64 * 1_048_576;
/** A run whose last reader left goes on this long: a client that lost its connection comes back. */
const LINGER_MS = 5_000;

export interface RunKey {
  /** The same for streams of the same words. */
  readonly key: string;
  readonly request: RunRequest;
  readonly runId: string;
  readonly model: string;
  /** The stream is read from its beginning. */
  readonly begins: boolean;
  /** Of the request that starts it. */
  readonly requestId: string;
}

/** Fills a transcript until the run has ended, or the signal aborts. Never fails. */
export type Produce = (transcript: Transcript, run: RunKey, signal: AbortSignal) => Promise<void>;

interface Entry {
  readonly key: string;
  readonly transcript: Transcript;
  readonly abort: AbortController;
  readers: number;
  linger: NodeJS.Timeout | undefined;
}

export interface Reading {
  readonly transcript: Transcript;
  /** No more is read. `stop`: a run that nobody else reads is stopped at once. */
  release(stop: boolean): void;
}

/** The runs that are going on or were read lately: streams of one run share one transcript. */
export class Transcripts {
  readonly #produce: Produce;
  readonly #cacheBytes: number;
  /** In the order of last use, oldest first. */
  readonly #entries = new Map<string, Entry>();

  constructor(produce: Produce, cacheBytes = CACHE_BYTES) {
    this.#produce = produce;
    this.#cacheBytes = cacheBytes;
  }

  open(run: RunKey): Reading {
    const { key } = run;
    const entry = this.#entries.get(key) ?? this.#start(key, run);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.readers += 1;
    clearTimeout(entry.linger);
    let released = false;
    return {
      transcript: entry.transcript,
      release: (stop) => {
        if (released) return;
        released = true;
        this.#leave(entry, stop);
      },
    };
  }

  /** Stops all runs. */
  close(): void {
    for (const entry of this.#entries.values()) this.#drop(entry);
  }

  #start(key: string, run: RunKey): Entry {
    const abort = new AbortController();
    const transcript = new Transcript(run.model);
    const entry: Entry = { key, transcript, abort, readers: 0, linger: undefined };
    void this.#produce(transcript, run, abort.signal).then(() => {
      // A run that failed may succeed when it is asked for again; what is recorded, the store keeps.
      const recorded = run.model !== BUILT_IN_MODEL;
      if (recorded || transcript.ending?.type === 'error') this.#drop(entry);
      else this.#trim();
    });
    return entry;
  }

  #leave(entry: Entry, stop: boolean): void {
    entry.readers -= 1;
    if (entry.readers > 0) return;
    if (entry.transcript.ending) this.#trim();
    else if (stop) this.#drop(entry);
    else entry.linger = setTimeout(() => this.#drop(entry), LINGER_MS).unref();
  }

  #drop(entry: Entry): void {
    clearTimeout(entry.linger);
    entry.abort.abort();
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }

  #trim(): void {
    const idle = [...this.#entries.values()].filter(
      (entry) => entry.readers === 0 && entry.transcript.ending,
    );
    let bytes = idle.reduce((sum, entry) => sum + entry.transcript.byteCount, 0);
    for (const entry of idle) {
      if (bytes <= this.#cacheBytes) return;
      bytes -= entry.transcript.byteCount;
      this.#drop(entry);
    }
  }
}
