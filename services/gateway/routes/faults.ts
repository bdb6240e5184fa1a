import { setTimeout as delay } from 'node:timers/promises';
import {
  errors,
  FaultCutQuery,
  FaultCutRequest,
  FaultDelayQuery,
  FaultErrorQuery,
} from '@scenario-sandbox/contract';
import { type App, acceptAnythingAsJson, ProblemError } from '@scenario-sandbox/service';
import type { GatewayContext } from '../context.ts';

/** `/faults/*`: what goes wrong on a network, on demand, so that clients can be tested against it. */
export function faultRoutes(app: App, context: GatewayContext): void {
  app.get('/faults/delay', { schema: { querystring: FaultDelayQuery } }, async (request, reply) => {
    const delayMs = Number(request.query.ms);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    await delay(delayMs, undefined, { signal: gone.signal, ref: false }).catch(() => {});
    return { delayMs };
  });
  app.get('/faults/error', { schema: { querystring: FaultErrorQuery } }, async (request) => {
    const { code } = request.query;
    throw new ProblemError(code, 'A fault that was asked for.', {
      headers: errors[code].retryable ? { 'retry-after': '1' } : {},
    });
  });
  app.get('/faults/cut', { schema: { querystring: FaultCutQuery } }, async (request, reply) => {
    const bytes = Number(request.query.bytes);
    reply.hijack();
    const { raw } = reply;
    const breakOff = () => raw.destroy();
    if (bytes === 0) breakOff();
    else {
      raw.writeHead(200, { 'content-type': 'text/plain', 'content-length': String(bytes + 1) });
      raw.write('x'.repeat(bytes), breakOff);
    }
    return reply;
  });
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptAnythingAsJson(scope);
    const schema = { body: FaultCutRequest };
    scope.post('/faults/cut', { schema }, async (request, reply) => {
      const { sessionId } = request.body;
      if (!context.hub.cut(sessionId)) {
        throw new ProblemError('NOT_FOUND', 'sessionId: no stream of it is open on this gateway.');
      }
      return reply.code(202).send({ status: 'cut', sessionId });
    });
  });
}
