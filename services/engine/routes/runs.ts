import { type RunEvent, RunRequest } from '@scenario-sandbox/contract';
import type { App } from '@scenario-sandbox/service';
import type { EngineContext } from '../app.ts';
import { abortedByCaller, asProblem, questionOf, unprocessable } from '../question.ts';

/**
 * `POST /runs`: the events of a narrated run as they happen, one JSON line each. The answer begins with
 * the first event, so a scenario that cannot be run is still answered as a problem.
 */
export function runsRoute(app: App, { pool, maxSamples, countSamples }: EngineContext): void {
  app.post(
    '/runs',
    { schema: { body: RunRequest }, config: { stream: true } },
    async (request, reply) => {
      const { route, budget } = request.body;
      const question = questionOf(request.body, maxSamples);
      const signal = abortedByCaller(request, reply);
      const write = (events: readonly RunEvent[]) => {
        if (!reply.raw.headersSent) {
          reply.hijack();
          reply.raw.writeHead(200, {
            'content-type': 'application/x-ndjson; charset=utf-8',
            'cache-control': 'no-store',
            'x-request-id': request.id,
          });
        }
        reply.raw.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      };
      try {
        const input = { ...question, route, budget };
        const result = await pool.run({ kind: 'narrate', input }, { signal, onEvents: write });
        if (!result.ok) throw unprocessable(result.problems);
        countSamples(question.samples);
        reply.raw.end();
      } catch (error) {
        if (!reply.raw.headersSent) throw asProblem(error);
        request.log.error({ aborted: signal.aborted }, 'run ended early');
        reply.raw.destroy();
      }
      return reply;
    },
  );
}
