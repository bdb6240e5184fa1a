import { Compare, CompareRequest } from './compare.ts';
import { InsightsQuery, RiskHotspots, TopDrivers } from './insights.ts';
import {
  Job,
  JobCancelAccepted,
  JobCancelRequest,
  JobList,
  JobParams,
  JobRequest,
  JobResultQuery,
  JobStreamQuery,
  JobsQuery,
} from './jobs.ts';
import { json, LastEventId, type Operation, ok, text } from './operation.ts';
import { CancelRefused } from './sessions.ts';
import { JobAccepted, Sweep, SweepRequest } from './sweep.ts';
import { Type } from './type.ts';

const IdempotencyKey = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({ description: 'The same key and body give the same job.' }),
  ),
});
const streamText = `Server-sent events: \`start\`, \`progress\` as parts of the job are done (with the best run so far and the time
left), then one of \`done\`, \`cancelled\` and \`error\`. Every event is stored, so that all who listen get the same, and with
\`Last-Event-ID\` the very next one, as often as they like. With \`scenarioId\` the run job of that scenario and seed is joined,
or started where there is none.`;

/** Comparisons, sweeps, insights and jobs. */
export const jobOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/compare',
    tag: 'compare',
    summary: 'Set two runs against each other',
    body: json(CompareRequest),
    answers: { '200': ok(Compare, 'What differs, and which change does it.') },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'post',
    path: '/compare/sweep',
    tag: 'compare',
    summary: 'Run a scenario at many values of its variables',
    description:
      'At most 100 runs and 400,000 samples in total are answered at once; larger sweeps become jobs.',
    headers: IdempotencyKey,
    body: json(SweepRequest),
    answers: {
      '200': ok(Sweep, 'Every run of the sweep.'),
      '202': ok(JobAccepted, 'It became a job.'),
    },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'get',
    path: '/insights/top-drivers',
    tag: 'compare',
    summary: 'The inputs that a decision hangs on',
    query: InsightsQuery,
    answers: { '200': ok(TopDrivers, 'The weightiest first.') },
    problems: ['NOT_FOUND', 'RATE_LIMIT', 'OVERLOADED'],
  },
  {
    method: 'get',
    path: '/insights/risk-hotspots',
    tag: 'compare',
    summary: 'Where a decision can go wrong',
    query: InsightsQuery,
    answers: { '200': ok(RiskHotspots, 'The gravest first.') },
    problems: ['NOT_FOUND', 'RATE_LIMIT', 'OVERLOADED'],
  },
  {
    method: 'post',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Order background work',
    description:
      'A run needs a question (scenarioId or scenario, seed, samples); a sweep also `vary`; a compare `left` and `right`; a batch `questions`. Without an Idempotency-Key every order is a job of its own.',
    headers: IdempotencyKey,
    body: json(JobRequest),
    answers: { '202': ok(JobAccepted, 'It is stored.') },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'get',
    path: '/jobs',
    tag: 'jobs',
    summary: 'Jobs, the last ordered first',
    query: JobsQuery,
    answers: { '200': ok(JobList, 'At most `limit` (default 100).') },
    problems: ['OVERLOADED'],
  },
  {
    method: 'get',
    path: '/jobs/{id}',
    tag: 'jobs',
    summary: 'How a job is getting on',
    params: JobParams,
    answers: { '200': ok(Job, 'Its state, progress and errors.') },
    problems: ['NOT_FOUND', 'OVERLOADED'],
  },
  {
    method: 'get',
    path: '/jobs/{id}/result',
    tag: 'jobs',
    summary: 'What came of a job',
    description: 'With `partial=true` what there is so far.',
    params: JobParams,
    query: JobResultQuery,
    answers: {
      '200': {
        description: 'report.v1, compare.v1, sweep.v1 or batch.v1, by the type of the job.',
        content: {
          'application/json': Type.Object({}),
          'text/csv': text,
          'application/vnd.apache.parquet': Type.Unknown(),
        },
      },
      '202': ok(Job, 'It has not ended.'),
    },
    problems: ['NOT_FOUND', 'OVERLOADED'],
  },
  {
    method: 'post',
    path: '/jobs/{id}/retry',
    tag: 'jobs',
    summary: 'Try again what a job left undone',
    description:
      'For jobs that failed, were cancelled or left errors: a new job, which has the results of the old one from the start.',
    params: JobParams,
    answers: { '202': ok(JobAccepted, 'The new job.') },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED'],
  },
  {
    method: 'post',
    path: '/jobs/cancel',
    tag: 'jobs',
    summary: 'Cancel a job',
    description: 'The body is read as JSON whatever its content type says.',
    body: json(JobCancelRequest),
    answers: {
      '202': ok(JobCancelAccepted, 'To the one caller who cancels; it is stored.'),
      '409': ok(CancelRefused, 'It was cancelled before, or had ended.'),
    },
    problems: ['NOT_FOUND', 'OVERLOADED'],
  },
  {
    method: 'get',
    path: '/jobs/stream',
    tag: 'jobs',
    summary: 'Follow a job',
    description: streamText,
    query: JobStreamQuery,
    headers: LastEventId,
    answers: {
      '200': { description: 'The stream.', content: { 'text/event-stream': text } },
      '204': { description: 'The client has the last event already.' },
    },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED'],
  },
];
