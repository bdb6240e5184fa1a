import type { ServerResponse } from 'node:http';
import type { ErrorCode, StreamEvent } from '@scenario-sandbox/contract';
import type { Session, SessionRun } from '@scenario-sandbox/store';
import type { GatewayMetrics } from '../metrics.ts';
import { encodeFrame, HEARTBEAT, PREAMBLE } from './frames.ts';
import type { RunEnding } from './transcript.ts';
import type { Reading } from './transcripts.ts';
import type { Sleeper, TimerWheel } from './wheel.ts';

/** Most bytes handed to a socket at once. */
const WRITE_BYTES = 65_536;
/** How far a stream that was held up may run ahead of its pace to catch up. */
const CATCH_UP_MS = 250;

export interface Cancel {
  readonly reason: string;
  readonly at: Date;
}

/** What the store says of a stream that wants to end: it may, it was cancelled, or it is another's now. */
export type Settlement = 'ended' | 'lost' | Cancel;

export interface SessionStreamOptions {
  readonly response: ServerResponse;
  readonly sessionId: string;
  /** Address of the one who reads. */
  readonly client: string;
  readonly run: SessionRun;
  readonly reading: Reading;
  /** Tokens a second; 0: as fast as the socket takes them. */
  readonly pace: number;
  /** Place of the last event the client has; 0: none. */
  readonly after: number;
  readonly wheel: TimerWheel;
  readonly metrics: GatewayMetrics;
  readonly heartbeatMs: number;
  readonly slowConsumerTimeoutMs: number;
  readonly keeper: StreamKeeper;
}

/** Who keeps the open streams. */
export interface StreamKeeper {
  /** Decides the end in the store, before it is written. */
  settle(stream: SessionStream, state: 'completed' | 'failed', place: number): Promise<Settlement>;
  /** The run of a session that was stored as pending has begun to speak. */
  run(stream: SessionStream): void;
  /** It is closed. */
  remove(stream: SessionStream): void;
}

const STORED = Promise.resolve();

/** One open connection of a session: writes the frames of a transcript at a pace, then one ending. */
export class SessionStream implements Sleeper {
  readonly sessionId: string;
  slot: Set<Sleeper> | null = null;
  readonly #options: SessionStreamOptions;
  readonly #response: ServerResponse;
  readonly #openedAt = performance.now();
  readonly #unsubscribe: () => void;
  #connection: number | null = null;
  #stored: Promise<unknown> = STORED;
  /** The session is stored as one whose run has said nothing yet. */
  #pending = false;
  #open = true;
  #settling = false;
  /** The frame of the transcript to write next. */
  #next: number;
  #tokenAt = performance.now();
  #writtenAt = performance.now();
  #blockedSince: number | null = null;
  #awaitsFirstToken: boolean;

  constructor(options: SessionStreamOptions) {
    this.#options = options;
    this.#response = options.response;
    this.sessionId = options.sessionId;
    this.#next = Math.max(0, options.after - 1);
    this.#awaitsFirstToken = options.after === 0;
    this.#unsubscribe = options.reading.transcript.subscribe(() => {
      if (!this.slot) this.wake();
    });
    this.#response.on('close', () => this.#close(false));
    this.#response.on('error', () => this.#close(false));
    this.#response.on('drain', () => {
      this.#blockedSince = null;
      this.wake();
    });
  }

  /** Which of the session's streams this is; null until the store has said. */
  get connection(): number | null {
    return this.#connection;
  }

  get client(): string {
    return this.#options.client;
  }

  /** Place of the last event that was written. */
  get lastPlace(): number {
    return this.#next + 1;
  }

  /** Writes what comes before the transcript. */
  begin(start: StreamEvent | null): void {
    const frames = start ? [PREAMBLE, encodeFrame(1, start)] : [PREAMBLE];
    if (start) this.#options.metrics.events.inc({ event: 'start' });
    this.#write(Buffer.concat(frames));
  }

  /** The session is this stream's: the transcript may be written. Its end waits until the session is stored. */
  proceedUnstored(connection: number, stored: Promise<unknown>): void {
    this.#connection = connection;
    this.#stored = stored;
    this.wake();
  }

  /** The session is stored, and this stream's. */
  proceed({ connection, state }: Pick<Session, 'connection' | 'state'>): void {
    this.#connection = connection;
    this.#pending = state === 'pending';
    // The promise holds what was stored: it is not kept as long as the stream.
    this.#stored = STORED;
    this.wake();
  }

  /** Settles once the session is in the store, or could not be brought there. */
  get stored(): Promise<unknown> {
    return this.#stored;
  }

  /** Writes what is due and sees to being woken for the rest. */
  wake(): void {
    if (!this.#open || this.#connection === null || this.#settling) return;
    const { transcript } = this.#options.reading;
    if (this.#pending && transcript.frameCount > 0) {
      this.#pending = false;
      this.#options.keeper.run(this);
    }
    while (this.#blockedSince === null) {
      const until = this.#dueFrames();
      if (until === this.#next) break;
      this.#writeFrames(until);
    }
    if (this.#blockedSince !== null) return;
    if (this.#next < transcript.frameCount) this.#options.wheel.schedule(this, this.#tokenAt);
    else if (transcript.ending) void this.#settle(transcript.ending);
  }

  /**
   * Writes no more of the transcript. Returns the place that the ending will have; null where the stream
   * has ended, or is about to.
   */
  halt(): number | null {
    if (!this.#open || this.#settling) return null;
    this.#settling = true;
    return this.lastPlace + 1;
  }

  /** Ends the stream with `cancelled`. */
  cancel(cancel: Cancel): void {
    const timestamp = cancel.at.toISOString();
    this.#endWith({ type: 'cancelled', reason: cancel.reason, timestamp }, true);
  }

  fail(code: ErrorCode, message: string, retryable: boolean): number | null {
    return this.#endWith({ type: 'error', message, code, retryable }, false);
  }

  /** Ends the body without an event: the stream goes on elsewhere, or after `retryMs`. */
  leave(retryMs: number | null = null): void {
    if (!this.#open) return;
    const closeSocket = () => this.#response.socket?.end();
    if (retryMs === null) this.#response.end();
    else this.#response.end(`retry: ${retryMs}\n\n`, closeSocket);
    this.#close(false);
  }

  /** Breaks the connection, as a network would. */
  cut(): void {
    this.#response.destroy();
    this.#close(false);
  }

  /** Called every second: keeps a silent stream awake, gives up on a client that takes nothing. */
  beat(): void {
    const now = performance.now();
    const { heartbeatMs, slowConsumerTimeoutMs } = this.#options;
    if (this.#blockedSince !== null) {
      if (now - this.#blockedSince > slowConsumerTimeoutMs) this.#response.destroy();
    } else if (now - this.#writtenAt >= heartbeatMs) this.#write(HEARTBEAT);
  }

  /** The frame up to which the pace allows writing now. */
  #dueFrames(): number {
    const { pace, reading } = this.#options;
    const { transcript } = reading;
    // A run that failed early has fewer frames than its client has.
    if (pace === 0) return Math.max(this.#next, transcript.frameCount);
    const now = performance.now();
    this.#tokenAt = Math.max(this.#tokenAt, now - CATCH_UP_MS);
    const credit = Math.floor(((now - this.#tokenAt) * pace) / 1_000) + 1;
    const tokens = transcript.tokensBefore(this.#next) + credit;
    let until = this.#next;
    while (until < transcript.frameCount && transcript.tokensBefore(until + 1) <= tokens)
      until += 1;
    return until;
  }

  #writeFrames(until: number): void {
    const { pace, reading, metrics } = this.#options;
    const { transcript } = reading;
    const from = this.#next;
    const to = transcript.fitting(from, until, WRITE_BYTES);
    const tokens = transcript.tokensBefore(to) - transcript.tokensBefore(from);
    this.#next = to;
    this.#write(transcript.slice(from, to));
    // Node would keep it until all who are due have had their turn, and then hold up everything for all their writes.
    if (pace > 0) this.#response.socket?.uncork();
    const progress = to - from - tokens;
    if (tokens > 0) metrics.events.inc({ event: 'token' }, tokens);
    if (progress > 0) metrics.events.inc({ event: 'progress' }, progress);
    if (pace > 0) this.#tokenAt += (tokens * 1_000) / pace;
    if (this.#awaitsFirstToken && tokens > 0) {
      this.#awaitsFirstToken = false;
      metrics.ttff.observe((performance.now() - this.#openedAt) / 1_000);
    }
  }

  async #settle(ending: RunEnding): Promise<void> {
    this.#settling = true;
    await this.#stored.catch(() => {});
    const state = ending.type === 'done' ? 'completed' : 'failed';
    const settlement = await this.#options.keeper.settle(this, state, this.lastPlace + 1);
    if (settlement === 'ended') this.#endWith(this.#endingEvent(ending), false);
    else if (settlement === 'lost') this.leave();
    else this.cancel(settlement);
  }

  #endingEvent(ending: RunEnding): StreamEvent {
    if (ending.type === 'error') return ending;
    const { run, sessionId } = this.#options;
    const query = new URLSearchParams({ scenarioId: run.scenarioId, seed: String(run.seed) });
    return {
      type: 'done',
      sessionId,
      totalTokens: ending.totalTokens,
      seed: run.seed,
      runId: run.runId,
      resultHash: ending.resultHash,
      truncated: ending.truncated,
      reportUrl: `/report?${query}`,
    };
  }

  #endWith(event: StreamEvent, stopRun: boolean): number | null {
    if (!this.#open) return null;
    const place = this.lastPlace + 1;
    this.#response.end(encodeFrame(place, event));
    this.#options.metrics.events.inc({ event: event.type });
    this.#close(stopRun);
    return place;
  }

  #write(bytes: Buffer): void {
    this.#writtenAt = performance.now();
    if (!this.#response.write(bytes)) this.#blockedSince = this.#writtenAt;
  }

  #close(stopRun: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    this.#options.wheel.cancel(this);
    this.#unsubscribe();
    this.#options.reading.release(stopRun);
    this.#options.keeper.remove(this);
  }
}
