import {
  JobCancelRequest,
  type JobOrder,
  JobParams,
  JobRequest,
  JobResultQuery,
  JobStreamQuery,
  JobsQuery,
  type JobType,
} from '@scenario-sandbox/contract';
import { type App, acceptAnythingAsJson, ProblemError } from '@scenario-sandbox/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayContext } from '../context.ts';
import { orderJob } from '../order-job.ts';
import { wholeQuestion } from '../questions.ts';
import { record } from '../record.ts';
import { createRelay, type Relay } from '../relay.ts';

/** `/jobs*`: orders are made whole here, everything else is the jobs service's. */
export function jobRoutes(app: App, context: GatewayContext): void {
  const relay = createRelay(app);
  const { jobsUrl } = context.config;
  const preHandler = context.limitRuns;
  app.post('/jobs', { schema: { body: JobRequest }, preHandler }, async (request, reply) => {
    const order = await orderOf(request.body, context);
    return orderJob(context, relay, { request, reply }, order);
  });
  readRoutes(app, relay, jobsUrl);
  streamRoute(app, context, relay);
  app.register(async (plugin) => {
    const scope = plugin as App;
    acceptAnythingAsJson(scope);
    const schema = { params: JobParams };
    scope.post('/jobs/:id/retry', { schema, preHandler }, async (request, reply) => {
      const { id } = request.params;
      await relay(request, reply, { url: `${jobsUrl}/jobs/${id}/retry` });
      await record(context, request.ip, 'job.retry', id, String(reply.statusCode));
      return reply;
    });
    scope.post('/jobs/cancel', { schema: { body: JobCancelRequest } }, async (request, reply) => {
      await relay(request, reply, { url: `${jobsUrl}/jobs/cancel`, body: request.body });
      const { jobId } = request.body;
      await record(context, request.ip, 'job.cancel', jobId, String(reply.statusCode));
      return reply;
    });
  });
}

function readRoutes(app: App, relay: Relay, jobsUrl: string): void {
  const get = (request: FastifyRequest, path: string) => ({
    url: `${jobsUrl}${path}?${new URLSearchParams(request.query as Record<string, string>)}`,
    method: 'GET' as const,
  });
  app.get('/jobs', { schema: { querystring: JobsQuery } }, (request, reply) =>
    relay(request, reply, get(request, '/jobs')),
  );
  app.get('/jobs/:id', { schema: { params: JobParams } }, (request, reply) =>
    relay(request, reply, get(request, `/jobs/${request.params.id}`)),
  );
  const schema = { params: JobParams, querystring: JobResultQuery };
  app.get('/jobs/:id/result', { schema }, (request, reply) =>
    relay(request, reply, get(request, `/jobs/${request.params.id}/result`)),
  );
}

/** `GET /jobs/stream`: of a job, or of the run job of a scenario, which is started if there is none. */
function streamRoute(app: App, context: GatewayContext, relay: Relay): void {
  const { jobsUrl } = context.config;
  const options = {
    schema: { querystring: JobStreamQuery },
    config: { stream: true },
    preHandler: context.limitRuns,
  };
  app.get('/jobs/stream', options, async (request, reply) => {
    const { jobId, scenarioId, seed, lastEventId } = request.query;
    if ((jobId === undefined) === (scenarioId === undefined)) {
      throw new ProblemError(
        'BAD_INPUT',
        'jobId: expected either jobId, or scenarioId with or without seed.',
      );
    }
    const id = jobId ?? (await joinRun(context, request.ip, scenarioId ?? '', seed));
    const header = request.headers['last-event-id'];
    const last = typeof header === 'string' ? header : lastEventId;
    return relay(request, reply, {
      url: `${jobsUrl}/jobs/${id}/events`,
      method: 'GET',
      headers: last === undefined ? {} : { 'last-event-id': last },
    });
  });
}

/** The run job of a scenario. The trail has those that were waiting to begin: to join one changes nothing. */
async function joinRun(
  context: GatewayContext,
  address: string,
  scenarioId: string,
  seed: string | undefined,
): Promise<string> {
  const side = { scenarioId, ...(seed !== undefined && { seed: Number(seed) }) };
  const question = await wholeQuestion(side, '', context);
  const response = await fetch(`${context.config.jobsUrl}/jobs?join=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'run', priority: 0, question }),
  }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as Record<string, string> | null;
  if (response?.ok && answer?.jobId) {
    const { jobId, status } = answer;
    if (status === 'queued') {
      await record(context, address, 'job.create', jobId, String(response.status));
    }
    return jobId;
  }
  throw new ProblemError(
    'OVERLOADED',
    answer?.detail ?? 'The jobs service cannot be reached; try again shortly.',
    { headers: { 'retry-after': '1' } },
  );
}

/** Fields of an order by its type, besides type and priority. */
const fields: { readonly [T in JobType]: readonly (keyof JobRequest)[] } = {
  run: ['scenarioId', 'scenario', 'seed', 'samples'],
  sweep: ['scenarioId', 'scenario', 'seed', 'samples', 'vary', 'design', 'runs', 'discover'],
  compare: ['left', 'right'],
  batch: ['questions'],
};

/** The order with scenarios in place of ids. Errors: BAD_INPUT, NOT_FOUND, UNPROCESSABLE. */
async function orderOf(request: JobRequest, context: GatewayContext): Promise<JobOrder> {
  const { type, priority = 0, ...given } = request;
  const foreign = Object.keys(given).find((name) => !fields[type].some((field) => field === name));
  if (foreign !== undefined) {
    throw new ProblemError(
      'BAD_INPUT',
      `${foreign}: not for a job of type ${type}; expected ${fields[type].join(', ')}.`,
    );
  }
  const { left, right, questions, vary, design, runs, discover, ...side } = given;
  switch (type) {
    case 'run':
      return { type, priority, question: await wholeQuestion(side, '', context) };
    case 'sweep': {
      const rest = {
        ...(design && { design }),
        ...(runs && { runs }),
        ...(discover && { discover }),
      };
      const plan = { vary: required(vary, 'vary'), ...rest };
      return { type, priority, question: await wholeQuestion(side, '', context), plan };
    }
    case 'compare':
      return {
        ...{ type, priority },
        left: await wholeQuestion(required(left, 'left'), 'left', context),
        right: await wholeQuestion(required(right, 'right'), 'right', context),
      };
    case 'batch': {
      const all = required(questions, 'questions').map((each, i) =>
        wholeQuestion(each, `questions[${i}]`, context),
      );
      return { type, priority, questions: await Promise.all(all) };
    }
  }
}

function required<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new ProblemError('BAD_INPUT', `${name}: missing; a job of this type needs it.`);
}
