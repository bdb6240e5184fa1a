import type { StreamEvent } from '@scenario-sandbox/contract';
import { endSession, recordCancelPlace, type Session } from '@scenario-sandbox/store';
import type { FastifyReply } from 'fastify';
import type { GatewayContext } from '../context.ts';
import type { ResumeResult } from '../metrics.ts';
import { encodeFrame, PREAMBLE } from './frames.ts';
import type { Cancel } from './session-stream.ts';

/** Answers a resume of a cancelled session: `cancelled`, then the end. */
export async function sendCancelled(
  context: GatewayContext,
  session: Session,
  after: number,
  reply: FastifyReply,
): Promise<ResumeResult> {
  await recordCancelPlace(context.database, session.id, after + 1);
  const { reason, at } = cancelOf(session);
  sendOne(context, reply, session.id, after, {
    type: 'cancelled',
    reason,
    timestamp: at.toISOString(),
  });
  return 'cancelled';
}

/** Answers a resume of what would no longer be the same stream: `error`, then the end. */
export async function sendChanged(
  context: GatewayContext,
  session: Session,
  after: number,
  reply: FastifyReply,
): Promise<ResumeResult> {
  const { id, connection } = session;
  await endSession(context.database, { id, connection, state: 'failed', lastPlace: after + 1 });
  sendOne(context, reply, session.id, after, {
    type: 'error',
    message: 'The scenario or the engine changed since this stream began; start it again.',
    code: 'STREAM_CHANGED',
    retryable: true,
  });
  return 'changed';
}

/** A stream of one event. */
function sendOne(
  context: GatewayContext,
  reply: FastifyReply,
  sessionId: string,
  after: number,
  event: StreamEvent,
): void {
  writeHead(reply, sessionId, false);
  context.metrics.events.inc({ event: event.type });
  reply.raw.end(Buffer.concat([PREAMBLE, encodeFrame(after + 1, event)]));
}

/** Headers of a stream, the same for GET and HEAD. */
export function streamHeaders(sessionId: string | null, resumed: boolean): Record<string, string> {
  return {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-cache, must-revalidate',
    'x-accel-buffering': 'no',
    ...(sessionId && { 'x-session-id': sessionId }),
    ...(resumed && { 'x-stream-resumed': 'true' }),
  };
}

/**
 * Takes the answer out of Fastify's hands: what follows is written to the socket. The headers leave at once: Node keeps
 * them as long as the stream, and would keep them as fifty pieces of text, 1.5 kB, had they left with what follows.
 */
export function writeHead(reply: FastifyReply, sessionId: string, resumed: boolean): void {
  reply.headers(streamHeaders(sessionId, resumed));
  reply.hijack();
  reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
  reply.raw.flushHeaders();
}

/** How a cancelled session was cancelled. */
export function cancelOf(session: Session): Cancel {
  return { reason: session.reason ?? '', at: session.cancelledAt ?? session.changedAt };
}
