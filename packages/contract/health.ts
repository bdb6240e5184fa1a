import { closed } from './parts.ts';
import { type Static, Type } from './type.ts';

/** `GET /healthz`: the process answers. */
export const Health = Type.Object(
  {
    status: Type.Enum(['healthy', 'disabled']),
    /** Why it is disabled. */
    reason: Type.Optional(Type.String()),
    service: Type.String(),
    version: Type.String(),
    timestamp: Type.String({ format: 'date-time' }),
  },
  closed,
);
export type Health = Static<typeof Health>;

/** `GET /readyz`: what the service needs answers too. Each check is `ok` or says what is missing. */
export const Readiness = Type.Object(
  {
    status: Type.Enum(['ready', 'not_ready']),
    service: Type.String(),
    version: Type.String(),
    checks: Type.Record(Type.String(), Type.String()),
  },
  closed,
);
export type Readiness = Static<typeof Readiness>;
