import { JobCancelRequest } from '@scenario-sandbox/contract';
import { type App, acceptAnythingAsJson, ProblemError } from '@scenario-sandbox/service';
import { endJob, findJob } from '@scenario-sandbox/store';
import type { JobsContext } from '../context.ts';
import { cancelledEvent } from '../progress.ts';

const DEFAULT_REASON = 'Cancelled on request.';

/** `POST /jobs/cancel`: 202 to the one who cancels, 409 to all who come later or too late. */
export function cancelRoute(app: App, { database, work }: JobsContext): void {
  app.register(async (scope) => {
    acceptAnythingAsJson(scope as App);
    (scope as App).post(
      '/jobs/cancel',
      { schema: { body: JobCancelRequest } },
      async (request, reply) => {
        const { jobId, reason = DEFAULT_REASON } = request.body;
        const event = cancelledEvent;
        const cancelled = await endJob(database, jobId, { state: 'cancelled', reason, event });
        if (cancelled) {
          work.running.abort(jobId);
          work.onEnded(cancelled);
          reply.code(202);
          return { status: 'cancelling', jobId };
        }
        const job = await findJob(database, jobId);
        if (!job) {
          throw new ProblemError(
            'NOT_FOUND',
            'jobId: no such job; GET /jobs lists those there are.',
          );
        }
        reply.code(409);
        return { status: job.state === 'cancelled' ? 'already_cancelled' : 'already_completed' };
      },
    );
  });
}
