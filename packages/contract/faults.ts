import { ErrorCode } from './errors.ts';
import { SessionId } from './events.ts';
import { closed } from './parts.ts';
import { Type } from './type.ts';

/** `GET /faults/delay`. */
export const FaultDelayQuery = Type.Object(
  {
    ms: Type.String({
      pattern: '^([0-9]{1,4}|[12][0-9]{4}|30000)$',
      description: 'milliseconds, 0 to 30000',
    }),
  },
  closed,
);
export const FaultDelayed = Type.Object({ delayMs: Type.Integer() }, closed);

/** `GET /faults/error`. */
export const FaultErrorQuery = Type.Object({ code: ErrorCode }, closed);

/** `GET /faults/cut`: an answer that breaks off. */
export const FaultCutQuery = Type.Object(
  {
    bytes: Type.String({
      pattern: '^[0-9]{1,6}$',
      description: 'bytes of the body before it breaks off, 0 to 999999; 0: before the headers',
    }),
  },
  closed,
);

/** `POST /faults/cut`: the session's open stream breaks off, as when a network fails. */
export const FaultCutRequest = Type.Object({ sessionId: SessionId }, closed);
export const FaultCut = Type.Object(
  { status: Type.Literal('cut'), sessionId: Type.String() },
  closed,
);
