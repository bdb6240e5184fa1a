import {
  AdminHealth,
  AdminMetrics,
  AuditList,
  KillSwitch,
  KillSwitchRequest,
  SeedRequest,
  SeedResult,
  SessionList,
} from './admin.ts';
import { reportContentTypes } from './engine.ts';
import { Health, Readiness } from './health.ts';
import { Lint } from './lint.ts';
import { json, LastEventId, type Operation, ok, text } from './operation.ts';
import { faultOperations } from './operations-faults.ts';
import { documents, importOperations } from './operations-imports.ts';
import { jobOperations } from './operations-jobs.ts';
import { AuditQuery, ReportQuery, ScenarioParams, SessionsQuery, StreamQuery } from './queries.ts';
import { Report } from './report.ts';
import { Scenario } from './scenario.ts';
import { ScenarioList, ScenarioStored } from './scenarios.ts';
import { CancelAccepted, CancelRefused, CancelRequest } from './sessions.ts';
import { Type } from './type.ts';

const streamText = `Server-sent events: \`start\`, then \`progress\` and \`token\`, then one of \`done\`, \`cancelled\`
and \`error\`, which ends the stream. Ids are msg_001, msg_002, … without gaps; \`data\` is one line of JSON whose \`type\` is
the event's name (schemas Stream_start … Stream_error). Two streams of one run are the same bytes between \`start\` and the
last event. The first line is \`retry: 1000\`; a comment line is sent whenever nothing was for 15 seconds.

With \`Last-Event-ID\` (or \`lastEventId\`) the stream goes on with the very next event. A known session keeps its question,
whatever the query says, and is resumed as often as STREAM_MAX_RESUMES allows. Without it, a stream begins; a session has one
stream at a time, and one that was cancelled stays so.`;

const runs: Operation[] = [
  {
    method: 'get',
    path: '/stream',
    tag: 'runs',
    summary: 'Run a scenario and narrate what is found',
    description: streamText,
    query: StreamQuery,
    headers: LastEventId,
    answers: {
      '200': { description: 'The stream.', content: { 'text/event-stream': text } },
      '204': { description: 'The client has the last event already.' },
    },
    problems: ['NOT_FOUND', 'RESUME_LIMIT', 'RATE_LIMIT', 'OVERLOADED'],
  },
  {
    method: 'head',
    path: '/stream',
    tag: 'runs',
    summary: 'Headers of a stream; starts nothing',
    query: StreamQuery,
    answers: { '200': { description: 'The headers.' } },
    problems: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/cancel',
    tag: 'runs',
    summary: 'Cancel a session, running or to come',
    description: 'The body is read as JSON whatever its content type says.',
    body: json(CancelRequest),
    answers: {
      '202': ok(CancelAccepted, 'To the one caller who cancels; it is stored.'),
      '409': ok(CancelRefused, 'It was cancelled before, or the stream had ended.'),
    },
    problems: [],
  },
  {
    method: 'get',
    path: '/report',
    tag: 'runs',
    summary: 'The report of a run',
    description:
      'By scenarioId and seed (default: demo, and its own seed), or by sessionId, or by runId, alone. A run is known by its id for 30 days after a report, a comparison or a job told it, or as long as its session is.',
    query: ReportQuery,
    answers: {
      '200': {
        description: 'The report, in the format asked for.',
        content: {
          'application/json': Report,
          ...Object.fromEntries(
            Object.entries(reportContentTypes)
              .filter(([format]) => format !== 'json')
              .map(([, type]) => [type.split(';')[0], text]),
          ),
        },
      },
    },
    problems: ['NOT_FOUND', 'UNPROCESSABLE', 'RATE_LIMIT', 'OVERLOADED'],
  },
  {
    method: 'head',
    path: '/report',
    tag: 'runs',
    summary: 'Headers of a report; runs nothing',
    query: ReportQuery,
    answers: { '200': { description: 'The headers.' } },
    problems: ['NOT_FOUND'],
  },
];

const scenarios: Operation[] = [
  {
    method: 'get',
    path: '/scenarios',
    tag: 'scenarios',
    summary: 'What can be run by id',
    answers: { '200': ok(ScenarioList, 'Stored scenarios and worked examples, by id.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/scenarios/{id}',
    tag: 'scenarios',
    summary: 'One scenario',
    params: ScenarioParams,
    answers: { '200': ok(Scenario, 'The stored scenario, else the worked example of that id.') },
    problems: ['NOT_FOUND'],
  },
  {
    method: 'put',
    path: '/scenarios/{id}',
    tag: 'scenarios',
    summary: 'Store a scenario',
    params: ScenarioParams,
    body: documents,
    answers: {
      '200': ok(ScenarioStored, 'It replaced another.'),
      '201': ok(ScenarioStored, 'The id is new.'),
    },
    problems: ['UNPROCESSABLE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    method: 'delete',
    path: '/scenarios/{id}',
    tag: 'scenarios',
    summary: 'Remove a stored scenario',
    params: ScenarioParams,
    answers: { '204': { description: 'It is gone.' } },
    problems: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/lint/scenario',
    tag: 'scenarios',
    summary: 'Find what is wrong with a scenario, without running it',
    description: 'A document in JSON or YAML, or {"text"} or {"scenario"} in JSON.',
    body: documents,
    answers: { '200': ok(Lint, 'Every problem, with its path and line.') },
    problems: ['OVERLOADED', 'UNSUPPORTED_MEDIA_TYPE'],
  },
];

const operations: Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    tag: 'operations',
    summary: 'Does the process answer?',
    answers: {
      '200': ok(Health, 'It does.'),
      '503': ok(Health, 'It does, and the kill switch is on.'),
    },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    tag: 'operations',
    summary: 'Does what it needs answer?',
    answers: {
      '200': ok(Readiness, 'Everything does.'),
      '503': ok(Readiness, 'Something does not; `checks` says what.'),
    },
    problems: [],
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'operations',
    summary: 'Metrics, as Prometheus reads them',
    answers: { '200': { description: 'The metrics.', content: { 'text/plain': text } } },
    problems: [],
  },
  {
    method: 'get',
    path: '/openapi.json',
    tag: 'operations',
    summary: 'This document',
    answers: { '200': ok(Type.Object({}), 'OpenAPI 3.1.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/docs',
    tag: 'operations',
    summary: 'This document, as a page to read',
    answers: { '200': { description: 'The page.', content: { 'text/html': text } } },
    problems: [],
  },
];

const admin: Operation[] = [
  {
    method: 'post',
    path: '/admin/kill-switch',
    tag: 'admin',
    summary: 'Turn the kill switch',
    description:
      'On, everything but health, metrics and administration answers 503, and open streams end.',
    body: json(KillSwitchRequest),
    answers: { '200': ok(KillSwitch, 'The switch, as it now is on every gateway.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/admin/health',
    tag: 'admin',
    summary: 'The gateway and what it talks to',
    answers: { '200': ok(AdminHealth, 'How they are.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/admin/metrics',
    tag: 'admin',
    summary: 'Metrics, as JSON',
    answers: {
      '200': ok(AdminMetrics, 'Each metric with its values.'),
    },
    problems: [],
  },
  {
    method: 'get',
    path: '/admin/sessions',
    tag: 'admin',
    summary: 'Sessions, the last changed first',
    query: SessionsQuery,
    answers: { '200': ok(SessionList, 'At most `limit` (default 100).') },
    problems: [],
  },
  {
    method: 'get',
    path: '/admin/audit',
    tag: 'admin',
    summary: 'State changes, the latest first',
    query: AuditQuery,
    answers: { '200': ok(AuditList, 'At most `limit` (default 100). Actors are hashed.') },
    problems: [],
  },
  {
    method: 'post',
    path: '/admin/seed',
    tag: 'admin',
    summary: 'Store scenarios, or the worked examples',
    body: json(SeedRequest),
    answers: { '200': ok(SeedResult, 'The ids that were stored.') },
    problems: [],
  },
];

/** Every route of the gateway; the OpenAPI document is made of this list. */
export const gatewayOperations: readonly Operation[] = [
  ...runs,
  ...scenarios,
  ...importOperations,
  ...jobOperations,
  ...operations,
  ...faultOperations,
  ...admin,
];
