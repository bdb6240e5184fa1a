import { ProblemError } from '@scenario-sandbox/service';
import {
  type Database,
  endSessions,
  findSession,
  type Interruption,
  recordCancelPlace,
  releaseSessions,
  runSessions,
  type SessionConnection,
  type SessionEnd,
  together,
} from '@scenario-sandbox/store';
import type { GatewayMetrics } from '../metrics.ts';
import type { Cancel, SessionStream, Settlement, StreamKeeper } from './session-stream.ts';

const BEAT_MS = 1_000;
/** Clients of a gateway that shuts down come back spread over this time. */
const DRAIN_SPREAD_MS = 4_000;
/** Most streams one gateway keeps open. */
const MAX_STREAMS = 20_000;

export interface HubOptions {
  readonly database: Database;
  readonly metrics: GatewayMetrics;
  /** Most streams that one client address may have open here. */
  readonly maxStreamsPerClient: number;
  /** A store that failed where nobody waits for the answer. */
  readonly onFault: (cause: unknown) => void;
}

/** The streams that are open on this gateway, and what happens to them from outside. */
export class StreamHub implements StreamKeeper {
  readonly #options: HubOptions;
  readonly #streams = new Map<string, SessionStream>();
  /** How many of them each client address has. */
  readonly #perClient = new Map<string, number>();
  readonly #beat: NodeJS.Timeout;
  readonly #end: (end: SessionEnd) => Promise<boolean>;
  readonly #run: (stream: SessionConnection) => Promise<unknown>;
  #draining = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#end = together(
      ({ id }) => id,
      (ends) => endSessions(options.database, ends),
    );
    this.#run = together(
      ({ id }) => id,
      async (streams) => {
        await runSessions(options.database, streams);
        return streams;
      },
    );
    this.#beat = setInterval(() => {
      for (const stream of this.#streams.values()) stream.beat();
    }, BEAT_MS);
    this.#beat.unref();
  }

  get openCount(): number {
    return this.#streams.size;
  }

  /** Whether a stream of the session is open here. */
  holds(sessionId: string): boolean {
    return this.#streams.has(sessionId);
  }

  /** Errors: RATE_LIMIT for a client that has too many, OVERLOADED where no more are taken of anyone. */
  requireRoom(client: string): void {
    const most = this.#options.maxStreamsPerClient;
    if ((this.#perClient.get(client) ?? 0) >= most) {
      throw new ProblemError(
        'RATE_LIMIT',
        `Too many open streams: at most ${most} a client (STREAM_MAX_PER_CLIENT).`,
        { headers: { 'retry-after': '1' } },
      );
    }
    if (!this.#draining && this.#streams.size < MAX_STREAMS) return;
    const message = this.#draining
      ? 'The gateway is shutting down; try again.'
      : 'Too many streams are open here; try again.';
    throw new ProblemError('OVERLOADED', message, { headers: { 'retry-after': '1' } });
  }

  /** A session has one stream: one that is open is left. */
  add(stream: SessionStream): void {
    const former = this.#streams.get(stream.sessionId);
    this.#streams.set(stream.sessionId, stream);
    this.#perClient.set(stream.client, (this.#perClient.get(stream.client) ?? 0) + 1);
    former?.leave();
  }

  /** Called once for each that was added. */
  remove(stream: SessionStream): void {
    const left = (this.#perClient.get(stream.client) ?? 0) - 1;
    if (left > 0) this.#perClient.set(stream.client, left);
    else this.#perClient.delete(stream.client);
    if (this.#streams.get(stream.sessionId) === stream) this.#streams.delete(stream.sessionId);
  }

  /** Breaks the session's stream off without a word. False where none is open here. */
  cut(sessionId: string): boolean {
    const stream = this.#streams.get(sessionId);
    stream?.cut();
    return stream !== undefined;
  }

  /** Writes `cancelled` to the session's stream, if it is open here. */
  async cancel(sessionId: string, cancel: Cancel): Promise<void> {
    const stream = this.#streams.get(sessionId);
    if (!stream || !(await this.cancelStream(stream, cancel))) return;
    const elapsedMs = Math.max(0, Date.now() - cancel.at.getTime());
    this.#options.metrics.cancelLatency.observe(elapsedMs / 1_000);
  }

  /** False where the stream has ended, or is about to: its end is told then that it was cancelled. */
  async cancelStream(stream: SessionStream, cancel: Cancel): Promise<boolean> {
    const place = stream.halt();
    if (place === null) return false;
    await this.#recordCancel(stream.sessionId, place);
    stream.cancel(cancel);
    return true;
  }

  /** What other gateways did to sessions that may be open here. */
  interrupt(interruptions: readonly Interruption[]): void {
    for (const { id, state, connection, reason, cancelledAt } of interruptions) {
      const stream = this.#streams.get(id);
      if (!stream) continue;
      if (state === 'cancelled') {
        void this.cancel(id, { reason: reason ?? '', at: cancelledAt ?? new Date() });
      } else if (stream.connection !== null && connection > stream.connection) stream.leave();
    }
  }

  /** The run of a stream whose session is pending has begun to speak. */
  run({ sessionId: id, connection }: SessionStream): void {
    if (connection !== null) this.#run({ id, connection }).catch(this.#options.onFault);
  }

  /** The end of a stream is decided in the store: of a cancel and an end that race, one wins. */
  async settle(
    stream: SessionStream,
    state: 'completed' | 'failed',
    place: number,
  ): Promise<Settlement> {
    const { database, onFault } = this.#options;
    const connection = stream.connection ?? 0;
    try {
      const { sessionId: id } = stream;
      if (await this.#end({ id, connection, state, lastPlace: place })) return 'ended';
      const session = await findSession(database, id);
      if (session?.state === 'cancelled') {
        await this.#recordCancel(id, place);
        return { reason: session.reason ?? '', at: session.cancelledAt ?? new Date() };
      }
      // A stream that is resumed after its end was stored goes to the end once more.
      const replayed = session?.connection === connection;
      return replayed ? 'ended' : 'lost';
    } catch (cause) {
      onFault(cause);
      return 'lost';
    }
  }

  /** The kill switch: every stream is silent at once, and ends with an error when that is stored. */
  async killAll(): Promise<void> {
    const halted = [...this.#streams.values()].flatMap((stream) => {
      const place = stream.halt();
      return place === null ? [] : [{ stream, place }];
    });
    try {
      await Promise.allSettled(halted.map(({ stream }) => stream.stored));
      const ends = halted.flatMap(
        ({ stream: { sessionId: id, connection }, place }): SessionEnd[] =>
          connection === null ? [] : [{ id, connection, state: 'failed', lastPlace: place }],
      );
      if (ends.length > 0) await endSessions(this.#options.database, ends);
    } finally {
      for (const { stream } of halted) {
        stream.fail('KILL_SWITCH', 'The service was switched off.', true);
      }
    }
  }

  /** Shutdown: every body ends, and clients come back, elsewhere or later, without losing their resume. */
  async drain(): Promise<void> {
    this.#draining = true;
    clearInterval(this.#beat);
    const open = [...this.#streams.values()];
    const streams = open.flatMap(({ sessionId: id, connection }) =>
      connection === null ? [] : [{ id, connection }],
    );
    if (streams.length > 0) {
      await releaseSessions(this.#options.database, streams).catch(this.#options.onFault);
    }
    for (const stream of open) {
      stream.leave(1_000 + Math.floor(Math.random() * DRAIN_SPREAD_MS));
    }
  }

  /** Before the event is written: a client that has it and comes back must not get it again. */
  async #recordCancel(sessionId: string, place: number): Promise<void> {
    const { database, onFault } = this.#options;
    await recordCancelPlace(database, sessionId, place).catch(onFault);
  }
}
