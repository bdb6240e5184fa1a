import { JobEventsQuery, JobParams } from '@scenario-sandbox/contract';
import { type App, ProblemError } from '@scenario-sandbox/service';
import { findJob } from '@scenario-sandbox/store';
import type { JobsContext } from '../context.ts';
import { cursorOf, isOver, tailEvents } from '../events.ts';

/** `GET /jobs/{id}/events`: the events of a job as a stream, from its beginning or after an event. */
export function eventsRoute(app: App, context: JobsContext): void {
  const { database, hints } = context;
  const schema = { params: JobParams, querystring: JobEventsQuery };
  app.get('/jobs/:id/events', { schema, config: { stream: true } }, async (request, reply) => {
    const job = await findJob(database, request.params.id);
    if (!job) {
      throw new ProblemError('NOT_FOUND', 'jobId: no such job; GET /jobs lists those there are.');
    }
    const header = request.headers['last-event-id'];
    const after = cursorOf(
      (typeof header === 'string' ? header : undefined) ?? request.query.lastEventId,
      job,
    );
    if (isOver(job, after)) return reply.code(204).send();
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    context.closing.addEventListener('abort', () => gone.abort(), { signal: gone.signal });
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-cache, must-revalidate',
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
      'x-job-id': job.id,
      ...(after > 0 && { 'x-stream-resumed': 'true' }),
    });
    reply.raw.flushHeaders();
    const { interrupted } = context;
    const options = { database, hints, jobId: job.id, after, gone: gone.signal, interrupted };
    try {
      await tailEvents(reply.raw, options);
    } catch (error) {
      context.onFault(error);
    } finally {
      reply.raw.end();
    }
    return reply;
  });
}
