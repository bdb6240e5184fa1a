import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

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
  strict,
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
  strict,
);
export type Readiness = Static<typeof Readiness>;
