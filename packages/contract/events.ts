import { ErrorCode } from './errors.ts';
import { closed, Seed } from './parts.ts';
import { type Static, Type } from './type.ts';

/** What a stream writes: critique the options, analyse the figures, or go through to a decision. */
export const routes = ['critique', 'analysis', 'decision'] as const;
export const Route = Type.Enum([...routes], { title: 'Route' });
export type Route = (typeof routes)[number];

export const SESSION_ID_PATTERN = '^[A-Za-z0-9_-]{1,128}$';
export const SessionId = Type.String({
  pattern: SESSION_ID_PATTERN,
  description: '1 to 128 letters, digits, _ or -',
});

/** The narrator that needs no model: the same words for the same findings. */
export const BUILT_IN_MODEL = 'built-in';

/** Tokens a second on which the logical timestamps of a stream are laid out. */
export const NOMINAL_TOKENS_PER_SECOND = 50;

const Instant = Type.String({ format: 'date-time' });

/** Endings that every stream may have. */
export const CancelledEvent = Type.Object(
  { type: Type.Literal('cancelled'), reason: Type.String(), timestamp: Instant },
  closed,
);
export const ErrorEvent = Type.Object(
  {
    type: Type.Literal('error'),
    message: Type.String(),
    code: ErrorCode,
    retryable: Type.Boolean(),
  },
  closed,
);

/** The events of `GET /stream`. `type` equals the event's name. */
export const StreamEvents = {
  start: Type.Object(
    {
      type: Type.Literal('start'),
      sessionId: SessionId,
      seed: Seed,
      /** Wall clock. */
      timestamp: Instant,
      scenarioId: Type.String(),
      runId: Type.String(),
      route: Route,
      model: Type.String(),
    },
    closed,
  ),
  progress: Type.Object(
    {
      type: Type.Literal('progress'),
      percent: Type.Number({ minimum: 0, maximum: 100 }),
      message: Type.String(),
    },
    closed,
  ),
  token: Type.Object(
    {
      type: Type.Literal('token'),
      text: Type.String(),
      tokenIndex: Type.Integer({ minimum: 0 }),
      /** Logical time: milliseconds since `start` at 50 tokens a second. */
      timestamp: Type.Integer({ minimum: 0 }),
      model: Type.String(),
    },
    closed,
  ),
  done: Type.Object(
    {
      type: Type.Literal('done'),
      sessionId: SessionId,
      totalTokens: Type.Integer({ minimum: 0 }),
      seed: Seed,
      runId: Type.String(),
      resultHash: Type.String(),
      truncated: Type.Boolean(),
      /** Where the report of this run is, relative to the gateway. */
      reportUrl: Type.String(),
    },
    closed,
  ),
  cancelled: CancelledEvent,
  error: ErrorEvent,
} as const;

export type StreamEventName = keyof typeof StreamEvents;
export type StreamEvent = {
  [Name in StreamEventName]: Static<(typeof StreamEvents)[Name]>;
}[StreamEventName];

/** Events that end a stream; nothing follows them. */
export const endingEvents: readonly StreamEventName[] = ['done', 'cancelled', 'error'];

/** `msg_001`, `msg_002`, …: place is counted from 1. */
export function eventId(place: number): string {
  return `msg_${String(place).padStart(3, '0')}`;
}

/** The place of an event id, or null where the text is none that `eventId` writes. */
export function eventPlace(id: string): number | null {
  const digits = /^msg_([0-9]{3,15})$/.exec(id)?.[1];
  if (digits === undefined) return null;
  const place = Number(digits);
  return place > 0 && eventId(place) === id ? place : null;
}
