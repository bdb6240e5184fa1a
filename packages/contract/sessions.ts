import { SessionId } from './events.ts';
import { CancelReason, closed } from './parts.ts';
import { type Static, Type } from './type.ts';

/**
 * `pending`: the stream is open, its run has said nothing yet. `running`: it has. The others are ends. A session
 * that was cancelled before it began is `cancelled`.
 */
export const sessionStates = ['pending', 'running', 'completed', 'cancelled', 'failed'] as const;
export type SessionState = (typeof sessionStates)[number];
export const SessionState = Type.Enum([...sessionStates]);

/** `POST /cancel`. */
export const CancelRequest = Type.Object(
  {
    sessionId: SessionId,
    /** Shown in the `cancelled` event. */
    reason: Type.Optional(CancelReason),
  },
  closed,
);
export type CancelRequest = Static<typeof CancelRequest>;

export const CancelAccepted = Type.Object(
  { status: Type.Literal('cancelling'), sessionId: SessionId },
  closed,
);
export const CancelRefused = Type.Object(
  { status: Type.Enum(['already_cancelled', 'already_completed']) },
  closed,
);
