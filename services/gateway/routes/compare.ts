import {
  CompareRequest,
  type CompareSide,
  type FullQuestion,
  SMALL_SWEEP_RUNS,
  SMALL_SWEEP_SAMPLES,
  type SweepPlan,
  SweepRequest,
} from '@scenario-sandbox/contract';
import { type Question, settingsOf } from '@scenario-sandbox/core/question.ts';
import { checkedDesign } from '@scenario-sandbox/core/sweep/check.ts';
import { type App, asSweepProblem } from '@scenario-sandbox/service';
import type { GatewayContext } from '../context.ts';
import { noteKnown } from '../known-runs.ts';
import { orderJob } from '../order-job.ts';
import { wholeQuestion } from '../questions.ts';
import { createRelay } from '../relay.ts';

/** `POST /compare` and `POST /compare/sweep`. */
export function compareRoutes(app: App, context: GatewayContext): void {
  const relay = createRelay(app);
  const { engineUrl } = context.config;
  const preHandler = context.limitRuns;
  app.post('/compare', { schema: { body: CompareRequest }, preHandler }, async (request, reply) => {
    const left = await wholeQuestion(request.body.left, 'left', context);
    const right = await wholeQuestion(request.body.right, 'right', context);
    await noteSides(context, [request.body.left, request.body.right]);
    return relay(request, reply, { url: `${engineUrl}/compares`, body: { left, right } });
  });
  const schema = { body: SweepRequest };
  app.post('/compare/sweep', { schema, preHandler }, async (request, reply) => {
    const { scenarioId, scenario, seed, samples, ...plan } = request.body;
    const side = { scenarioId, scenario, seed, samples } as Parameters<typeof wholeQuestion>[0];
    const question = await wholeQuestion(side, '', context);
    if (isSmall(question, plan)) {
      return relay(request, reply, { url: `${engineUrl}/sweeps`, body: { ...question, ...plan } });
    }
    const order = { type: 'sweep', priority: 0, question, plan } as const;
    return orderJob(context, relay, { request, reply }, order);
  });
}

/** Sides whose runs can be made again from what is stored. */
async function noteSides(context: GatewayContext, sides: readonly CompareSide[]): Promise<void> {
  const runs = sides.flatMap(({ scenarioId, seed = null, samples }) =>
    scenarioId === undefined || samples !== undefined
      ? []
      : [context.scenarios.get(scenarioId, seed)],
  );
  await noteKnown(context, await Promise.all(runs));
}

/** Whether a sweep is answered at once. Errors: RESOURCE_LIMIT, UNPROCESSABLE, BAD_INPUT. */
function isSmall(question: FullQuestion, plan: SweepPlan): boolean {
  try {
    const { count } = checkedDesign(question as Question, plan);
    const samples = count * settingsOf(question as Question).samples;
    return count <= SMALL_SWEEP_RUNS && samples <= SMALL_SWEEP_SAMPLES;
  } catch (error) {
    throw asSweepProblem(error);
  }
}
