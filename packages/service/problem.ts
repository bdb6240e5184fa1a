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

/** Names in a path that do not look like one: texts of the caller, which are not told back. */
const ODD_NAME = /\["(?:[^"\\]|\\.)*"\]/g;
const tame = (text: string) => text.replace(ODD_NAME, '["(odd name)"]');

/** Body of an error's answer. Source: RFC 9457. */
export function problemDetails(error: ProblemError, requestId: string): ProblemDetails {
  const { status, title, retryable } = errors[error.code];
  const detail = tame(error.message);
  const problems = error.problems?.map((each) => ({
    ...each,
    path: tame(each.path),
    message: tame(each.message),
  }));
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    code: error.code,
    message: detail,
    retryable,
    requestId,
    ...(problems && { problems }),
  };
}
