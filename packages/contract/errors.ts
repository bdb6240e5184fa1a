import { Problem } from './lint.ts';
import { type Static, Type } from './type.ts';

/**
 * Every error the product answers with: its HTTP status, its short title and whether the same request
 * can succeed later. One line here is one code in the API, the streams and the documentation.
 */
export const errors = {
  BAD_INPUT: { status: 400, title: 'Bad Request', retryable: false },
  UNAUTHORIZED: { status: 401, title: 'Unauthorized', retryable: false },
  FORBIDDEN: { status: 403, title: 'Forbidden', retryable: false },
  NOT_FOUND: { status: 404, title: 'Not Found', retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method Not Allowed', retryable: false },
  RESUME_LIMIT: { status: 409, title: 'Conflict', retryable: false },
  /** The scenario or the engine changed since the stream began: two versions are never spliced. */
  STREAM_CHANGED: { status: 409, title: 'Conflict', retryable: true },
  RESOURCE_LIMIT: { status: 413, title: 'Content Too Large', retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported Media Type', retryable: false },
  UNPROCESSABLE: { status: 422, title: 'Unprocessable Content', retryable: false },
  RATE_LIMIT: { status: 429, title: 'Too Many Requests', retryable: true },
  INTERNAL: { status: 500, title: 'Internal Server Error', retryable: true },
  KILL_SWITCH: { status: 503, title: 'Service Unavailable', retryable: true },
  OVERLOADED: { status: 503, title: 'Service Unavailable', retryable: true },
  TIMEOUT: { status: 504, title: 'Gateway Timeout', retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as ErrorCode[];
export const ErrorCode = Type.Enum(errorCodes);

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errors, text);
}

/** Body of every answer that is an error. Source: RFC 9457, Problem Details for HTTP APIs. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String({ description: 'Always about:blank: `code` tells problems apart.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    /** What was wrong, naming the field and what was expected; never the caller's text. */
    detail: Type.String(),
    code: ErrorCode,
    message: Type.String(),
    retryable: Type.Boolean(),
    requestId: Type.String(),
    /** The problems of a scenario, where one was sent. */
    problems: Type.Optional(Type.Array(Problem)),
  },
  { additionalProperties: false, $id: 'problem', title: 'Problem' },
);
export type ProblemDetails = Static<typeof ProblemDetails>;
