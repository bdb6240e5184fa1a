import type { ErrorCode, ProblemDetails } from '@scenario-sandbox/contract';

/** An answer that is an error, with the fields of the problem the service sent. */
export class SandboxError extends Error {
  readonly status: number;
  readonly code: ErrorCode | null;
  readonly retryable: boolean;
  readonly problem: ProblemDetails | null;

  constructor(status: number, problem: ProblemDetails | null) {
    super(problem?.detail ?? `the service answered ${status}`);
    this.name = 'SandboxError';
    this.status = status;
    this.code = problem?.code ?? null;
    this.retryable = problem?.retryable ?? status >= 500;
    this.problem = problem;
  }
}

/** Reads the problem of an answer that is not a success. */
export async function errorOf(response: Response): Promise<SandboxError> {
  const type = response.headers.get('content-type') ?? '';
  const problem = type.includes('json') ? await response.json().catch(() => null) : null;
  return new SandboxError(response.status, problem as ProblemDetails | null);
}
