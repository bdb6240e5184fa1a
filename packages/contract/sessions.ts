import { type Static, Type } from 'typebox';
import { SessionId } from './events.ts';

const strict = { additionalProperties: false } as const;

export const sessionStates = ['running', 'completed', 'cancelled', 'failed'] as const;
export type SessionState = (typeof sessionStates)[number];
export const SessionState = Type.Enum([...sessionStates]);

/** `POST /cancel`. */
export const CancelRequest = Type.Object(
  {
    sessionId: SessionId,
    /** Shown in the `cancelled` event. */
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: '1 to 200 characters' }),
    ),
  },
  strict,
);
export type CancelRequest = Static<typeof CancelRequest>;

export const CancelAccepted = Type.Object(
  { status: Type.Literal('cancelling'), sessionId: SessionId },
  strict,
);
export const CancelRefused = Type.Object(
  { status: Type.Enum(['already_cancelled', 'already_completed']) },
  strict,
);
