import { CancelRequest } from '@scenario-sandbox/contract';
import { type App, acceptAnythingAsJson } from '@scenario-sandbox/service';
import { cancelSession } from '@scenario-sandbox/store';
import type { GatewayContext } from '../context.ts';
import { record } from '../record.ts';

const DEFAULT_REASON = 'Cancelled on request.';

/** `POST /cancel`: 202 to the one who cancels, 409 to all who come later, on every gateway. */
export function cancelRoutes(app: App, context: GatewayContext): void {
  app.register(async (scope) => {
    acceptAnythingAsJson(scope as App);
    (scope as App).post('/cancel', { schema: { body: CancelRequest } }, async (request, reply) => {
      const { sessionId, reason = DEFAULT_REASON } = request.body;
      const { outcome, session } = await cancelSession(context.database, sessionId, {
        reason,
        lifetimeMs: context.config.sessionLifetimeMs,
      });
      if (outcome === 'cancelling' && session?.cancelledAt) {
        void context.hub.cancel(sessionId, { reason, at: session.cancelledAt });
      }
      const result = outcome === 'cancelling' ? '202' : '409';
      await record(context, request.ip, 'session.cancel', sessionId, result);
      reply.code(Number(result));
      return outcome === 'cancelling' ? { status: outcome, sessionId } : { status: outcome };
    });
  });
}
