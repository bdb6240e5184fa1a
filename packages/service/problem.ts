import {
  type ErrorCode,
  errors,
  type Problem,
  type ProblemDetails,
} from '@scenario-sandbox/contract';

/** An error with a code of the contract. Its message names the field and what was expected. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[] | null;

  constructor(
    code: ErrorCode,
    message: string,
    extra: {
      headers?: Record<string, string>;
      problems?: readonly Problem[];
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: extra.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.headers = extra.headers ?? {};
    this.problems = extra.problems ?? null;
  }
}

/** Body of an error's answer. Source: RFC 9457. */
export function problemDetails(error: ProblemError, requestId: string): ProblemDetails {
  const { status, title, retryable } = errors[error.code];
  return {
    type: 'about:blank',
    title,
    status,
    detail: error.message,
    code: error.code,
    message: error.message,
    retryable,
    requestId,
    ...(error.problems && { problems: [...error.problems] }),
  };
}
