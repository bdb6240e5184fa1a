import { ReportFormat } from './engine.ts';
import { Route, SessionId } from './events.ts';
import { closed } from './parts.ts';
import { SessionState } from './sessions.ts';
import { type Static, Type } from './type.ts';

/**
 * Queries and path parameters, as text: numbers are written one way only, so that one question has one
 * URL. A description is what a caller who got it wrong is told was expected.
 */

/** A whole number from 0 without sign, exponent or leading zeros, of at most `digits` digits. */
function wholeNumber(digits: number, description: string) {
  return Type.String({ pattern: `^(0|[1-9][0-9]{0,${digits - 1}})$`, description });
}

export const ScenarioIdText = Type.String({
  pattern: '^[a-z0-9-]{1,64}$',
  description: 'a scenario id: 1 to 64 lower-case letters, digits or -',
});
/** The last alternatives keep it at or below 2^53 − 1. */
export const SeedText = Type.String({
  pattern: `^(0|[1-9][0-9]{0,14}|${belowMaxSafe()})$`,
  description: 'a whole number from 0 to 9007199254740991, without sign, point or leading zeros',
});
export const RunIdText = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: '64 hexadecimal digits',
});
export const LimitText = Type.String({
  pattern: '^([1-9][0-9]{0,2}|1000)$',
  description: 'a whole number from 1 to 1000',
});
export const LastEventIdText = Type.String({
  maxLength: 32,
  description: 'an event id such as msg_001',
});

/** Sixteen digits at most 9007199254740991: one alternative for each digit that may be smaller. */
function belowMaxSafe(): string {
  const digits = [...String(Number.MAX_SAFE_INTEGER)].map(Number);
  const alternatives = digits.flatMap((digit, index) => {
    const low = index === 0 ? 1 : 0;
    if (digit - 1 < low) return [];
    const rest = digits.length - index - 1;
    return `${digits.slice(0, index).join('')}[${low}-${digit - 1}]${rest ? `[0-9]{${rest}}` : ''}`;
  });
  return [...alternatives, digits.join('')].join('|');
}

/** `GET /stream`. */
export const StreamQuery = Type.Object(
  {
    route: Route,
    scenarioId: Type.Optional(ScenarioIdText),
    seed: Type.Optional(SeedText),
    sessionId: Type.Optional(SessionId),
    budget: Type.Optional(wholeNumber(7, 'a whole number of tokens from 1 to MAX_TOKENS_PER_RUN')),
    pace: Type.Optional(wholeNumber(5, 'a whole number of tokens a second, 0 for no pace')),
    model: Type.Optional(Type.String({ maxLength: 64, description: 'the id of a narrator' })),
    /** For clients that cannot set the Last-Event-ID header. */
    lastEventId: Type.Optional(LastEventIdText),
  },
  closed,
);
export type StreamQuery = Static<typeof StreamQuery>;

/** `GET /report`: of a scenario and seed, of a session, or of a run. */
export const ReportQuery = Type.Object(
  {
    scenarioId: Type.Optional(ScenarioIdText),
    seed: Type.Optional(SeedText),
    sessionId: Type.Optional(SessionId),
    runId: Type.Optional(RunIdText),
    format: Type.Optional(ReportFormat),
  },
  closed,
);
export type ReportQuery = Static<typeof ReportQuery>;

export const ScenarioParams = Type.Object({ id: ScenarioIdText }, closed);

export const SessionsQuery = Type.Object(
  { state: Type.Optional(SessionState), limit: Type.Optional(LimitText) },
  closed,
);
export const AuditQuery = Type.Object({ limit: Type.Optional(LimitText) }, closed);
