import { BUILT_IN_MODEL, StreamQuery as Query, type StreamQuery } from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context.ts';
import { streamHeaders } from '../streams/answer.ts';
import { cursorOf } from '../streams/cursor.ts';
import { openStream, type StreamRequest } from '../streams/open.ts';

const MAX_PACE = 99_999;

export function streamRoutes(app: App, context: GatewayContext): void {
  const schema = { querystring: Query };
  // Before GET, so that Fastify does not answer HEAD with GET's handler: it starts nothing.
  app.head('/stream', { schema }, async (request, reply) => {
    const asked = readRequest(request, request.query, context);
    await context.scenarios.get(asked.scenarioId, asked.seed);
    reply.headers(streamHeaders(asked.sessionId, false));
    return reply.send();
  });
  app.get('/stream', { schema, config: { stream: true } }, async (request, reply) => {
    const asked = readRequest(request, request.query, context);
    await openStream(context, asked, reply);
    return reply;
  });
}

function readRequest(
  request: FastifyRequest,
  query: StreamQuery,
  { config }: GatewayContext,
): StreamRequest {
  const budget = Number(query.budget ?? config.maxTokensPerRun);
  if (budget < 1 || budget > config.maxTokensPerRun) {
    throw new ProblemError(
      'BAD_INPUT',
      `budget: expected a whole number from 1 to ${config.maxTokensPerRun}.`,
    );
  }
  const model = query.model ?? BUILT_IN_MODEL;
  if (!config.models.includes(model)) {
    throw new ProblemError('BAD_INPUT', `model: expected one of ${config.models.join(', ')}.`);
  }
  return {
    route: query.route,
    scenarioId: query.scenarioId ?? 'demo',
    seed: query.seed === undefined ? null : Number(query.seed),
    sessionId: query.sessionId ?? null,
    budget,
    pace: Math.min(Number(query.pace ?? config.streamPace), MAX_PACE),
    model,
    after: cursorOf(request.headers['last-event-id'], query.lastEventId),
    requestId: request.id,
  };
}
