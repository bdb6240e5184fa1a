import {
  BoxesRequest,
  ChunkRequest,
  CompareOrder,
  type FullQuestion,
  SweepOrder,
} from '@scenario-sandbox/contract';
import type { Question } from '@scenario-sandbox/core/question.ts';
import { checkedDesign } from '@scenario-sandbox/core/sweep/check.ts';
import { targetOf } from '@scenario-sandbox/core/sweep/substitute.ts';
import type { Result, Task } from '@scenario-sandbox/runner/tasks.ts';
import { type App, asSweepProblem, ProblemError } from '@scenario-sandbox/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EngineContext } from '../context.ts';
import { abortedByCaller, asProblem, questionOf, unprocessable } from '../question.ts';

/** `POST /chunks | /sweeps | /compares | /boxes`: the work behind sweeps, comparisons and jobs. */
export function chunkRoutes(app: App, context: EngineContext): void {
  const { maxSamples, countSamples } = context;
  const question = (body: FullQuestion): Required<Pick<Question, 'samples'>> & Question =>
    questionOf(body as Parameters<typeof questionOf>[0], maxSamples);
  app.post('/chunks', { schema: { body: ChunkRequest } }, async (request, reply) => {
    const { variables, points, first, discover, ...rest } = request.body;
    const asked = question(rest);
    if (points.some((point) => point.length !== variables.length)) {
      throw new ProblemError('BAD_INPUT', 'points: expected one number or null for each variable.');
    }
    refusing(() => {
      for (const each of variables) targetOf(asked.scenario, each);
    });
    const input = {
      ...{ ...rest, scenario: asked.scenario, samples: asked.samples },
      ...{ variables, points, first, ...(discover && { discover }) },
    };
    const { figures, text } = await run(context, request, reply, { kind: 'chunk', input });
    countSamples(asked.samples * points.length);
    return reply.type('application/x-ndjson').send(`${JSON.stringify(figures)}\n${text}`);
  });
  app.post('/sweeps', { schema: { body: SweepOrder } }, async (request, reply) => {
    const { scenario, seed, samples, ...plan } = request.body;
    const asked = question({ scenario, seed, ...(samples !== undefined && { samples }) });
    const design = refusing(() => checkedDesign(asked, plan));
    const input = { question: asked, plan };
    const result = await run(context, request, reply, { kind: 'sweep', input });
    countSamples(asked.samples * design.count);
    return result;
  });
  app.post('/compares', { schema: { body: CompareOrder } }, async (request, reply) => {
    const [left, right] = [question(request.body.left), question(request.body.right)];
    const result = await run(context, request, reply, { kind: 'compare', input: { left, right } });
    countSamples(left.samples + right.samples);
    return result;
  });
  app.post('/boxes', { schema: { body: BoxesRequest } }, async (request, reply) => ({
    discovery: await run(context, request, reply, { kind: 'boxes', input: request.body }),
  }));
}

function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw asSweepProblem(error);
  }
}

async function run<T extends Task>(
  { pool }: EngineContext,
  request: FastifyRequest,
  reply: FastifyReply,
  task: T,
) {
  const signal = abortedByCaller(request, reply);
  const result = await pool.run(task, { signal }).catch((error) => {
    throw asProblem(error);
  });
  if (!result.ok) throw unprocessable(result.problems);
  return (result as Extract<Result<T>, { ok: true }>).value;
}
