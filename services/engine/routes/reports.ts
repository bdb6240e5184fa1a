import { ReportRequest, reportContentTypes } from '@scenario-sandbox/contract';
import type { App } from '@scenario-sandbox/service';
import type { EngineContext } from '../context.ts';
import { abortedByCaller, asProblem, questionOf, unprocessable } from '../question.ts';

/** `POST /reports`: the report of a run, in the format asked for. */
export function reportsRoute(app: App, { pool, maxSamples, countSamples }: EngineContext): void {
  app.post('/reports', { schema: { body: ReportRequest } }, async (request, reply) => {
    const { format } = request.body;
    const question = questionOf(request.body, maxSamples);
    const signal = abortedByCaller(request, reply);
    const timestamp = new Date().toISOString();
    const result = await pool
      .run({ kind: 'report', input: { question, format, timestamp } }, { signal })
      .catch((error) => {
        throw asProblem(error);
      });
    if (!result.ok) throw unprocessable(result.problems);
    countSamples(question.samples);
    return reply.type(reportContentTypes[format]).send(result.value);
  });
}
