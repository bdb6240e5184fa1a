import { BUILT_IN_MODEL, type Report, type RunEvent, RunRequest } from '@scenario-sandbox/contract';
import { type App, logFault, ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EngineContext } from '../context.ts';
import type { Narrator } from '../narrator/index.ts';
import { narrateWith } from '../narrator/narrate.ts';
import { abortedByCaller, asProblem, questionOf, unprocessable } from '../question.ts';

/** Writes events as JSON lines; the answer begins with the first of them. */
type WriteEvents = (events: readonly RunEvent[]) => void;

/**
 * `POST /runs`: the events of a narrated run as they happen, one JSON line each. The answer begins with
 * the first event, so a scenario that cannot be run is still answered as a problem.
 */
export function runsRoute(app: App, context: EngineContext): void {
  app.post(
    '/runs',
    { schema: { body: RunRequest }, config: { stream: true } },
    async (request, reply) => {
      const { maxSamples, countSamples } = context;
      const narrator = narratorOf(request.body, context);
      const question = questionOf(request.body, maxSamples);
      const signal = abortedByCaller(request, reply);
      const write = writerOf(request, reply);
      const run: Run = { body: request.body, question, signal, write };
      try {
        if (narrator) await rewrite(run, narrator, context);
        else await narrate(run, context);
        countSamples(question.samples);
        reply.raw.end();
      } catch (error) {
        if (!reply.raw.headersSent) throw asProblem(error);
        logFault(request, signal.aborted, error);
        reply.raw.destroy();
      }
      return reply;
    },
  );
}

interface Run {
  readonly body: RunRequest;
  readonly question: ReturnType<typeof questionOf>;
  readonly signal: AbortSignal;
  readonly write: WriteEvents;
}

/** Null for the built-in one. Errors: BAD_INPUT for one that is not here. */
function narratorOf({ model }: RunRequest, { narrator }: EngineContext): Narrator | null {
  if (model === undefined || model === BUILT_IN_MODEL) return null;
  if (narrator?.model === model) return narrator;
  throw new ProblemError('BAD_INPUT', 'model: not a narrator of this engine.');
}

function writerOf(request: FastifyRequest, reply: FastifyReply): WriteEvents {
  return (events) => {
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
}

async function narrate({ body, question, signal, write }: Run, { pool }: EngineContext) {
  const input = { ...question, route: body.route, budget: body.budget };
  const result = await pool.run({ kind: 'narrate', input }, { signal, onEvents: write });
  if (!result.ok) throw unprocessable(result.problems);
}

/** The run's report, told by a language model. Its failure is the last event. */
async function rewrite(
  { body, question, signal, write }: Run,
  narrator: Narrator,
  { pool, countStruck, countNarration }: EngineContext,
) {
  const input = { question, format: 'json', timestamp: new Date().toISOString() } as const;
  const result = await pool.run({ kind: 'report', input }, { signal });
  if (!result.ok) throw unprocessable(result.problems);
  const { route, budget } = body;
  write([{ type: 'progress', percent: 90, message: 'Simulated; a language model writes it up' }]);
  const report = JSON.parse(result.value) as Report;
  try {
    const options = { route, budget, signal, onStruck: countStruck };
    for await (const event of narrateWith(narrator.write, report, options)) write([event]);
    countNarration('completed');
  } catch {
    signal.throwIfAborted();
    countNarration('failed');
    const message = 'The language model did not answer as it should.';
    write([{ type: 'error', code: 'OVERLOADED', message, retryable: true }]);
  }
}
