import type { ErrorCode } from '@scenario-sandbox/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, problemDetails } from './problem.ts';
import type { App } from './types.ts';

/** Fastify's own errors that have a code of ours; others below 500 are BAD_INPUT. */
const frameworkCodes: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['RESOURCE_LIMIT', 'the body: too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'Content-Type: expected application/json.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BAD_INPUT', 'Content-Length: not the length of the body.'],
  FST_ERR_BAD_URL: ['BAD_INPUT', 'the URL: its percent-encoding is not valid.'],
  FST_ERR_MAX_PARAM_LENGTH: ['BAD_INPUT', 'the path: a part is too long.'],
};

/** Answers every error as a problem, and logs those that are ours. */
export function answerErrors(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    sendProblem(asProblem(error), request, reply);
  });
}

export function sendProblem(error: ProblemError, request: FastifyRequest, reply: FastifyReply) {
  const details = problemDetails(error, request.id);
  if (details.status >= 500 && error.cause !== undefined) {
    logFault(request, reply.raw.destroyed, error.cause);
  }
  reply
    .code(details.status)
    .headers({
      ...error.headers,
      'content-type': 'application/problem+json; charset=utf-8',
      // A URL that cannot be read never comes to the hooks that set these.
      'cache-control': 'no-store',
      'x-request-id': request.id,
    })
    .send(JSON.stringify(details));
}

export function asProblem(error: FastifyError | ProblemError): ProblemError {
  if (error instanceof ProblemError) return error;
  if ('validation' in error && error.validation) {
    return new ProblemError('BAD_INPUT', error.message);
  }
  const known = frameworkCodes[error.code];
  if (known) return new ProblemError(known[0], known[1]);
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ProblemError('BAD_INPUT', 'the request: not as expected.');
  }
  return new ProblemError('INTERNAL', 'Something went wrong here; try again.', { cause: error });
}

/** Logs why an answer failed. gone: the caller closed the request first, as a cancel does: no fault of ours. */
export function logFault(request: FastifyRequest, gone: boolean, cause: unknown): void {
  if (gone) request.log.info('the caller left before its answer was whole');
  else request.log.error({ fault: describeFault(cause) }, 'request failed');
}

/** What may be logged of a fault: messages can hold a caller's text, so only where it happened. */
export function describeFault(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { name: typeof cause };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: cause.name,
    code: (cause as NodeJS.ErrnoException).code ?? null,
    frames: frames.slice(0, 8).map((frame) => frame.trim()),
  };
}
