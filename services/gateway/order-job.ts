import type { JobOrder } from '@scenario-sandbox/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayContext } from './context.ts';
import { record } from './record.ts';
import type { Relay } from './relay.ts';

/** Orders background work for a caller, under the caller's Idempotency-Key; the trail has the answer. */
export async function orderJob(
  context: GatewayContext,
  relay: Relay,
  asked: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  order: JobOrder,
): Promise<FastifyReply> {
  const { request, reply } = asked;
  const key = request.headers['idempotency-key'];
  const headers: Record<string, string> = typeof key === 'string' ? { 'idempotency-key': key } : {};
  await relay(request, reply, { url: `${context.config.jobsUrl}/jobs`, body: order, headers });
  await record(context, request.ip, 'job.create', null, String(reply.statusCode));
  return reply;
}
