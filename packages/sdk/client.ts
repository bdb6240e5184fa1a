import type {
  Compare,
  CompareRequest,
  Job,
  JobEvent,
  JobRequest,
  JobResultFormat,
  Report,
  Scenario,
  ScenarioSummary,
  StreamEvent,
  Sweep,
  SweepRequest,
} from '@scenario-sandbox/contract';
import { errorOf } from './errors.ts';
import {
  type Identified,
  type IdentifiedEvent,
  type StreamOptions,
  type StreamQuestion,
  streamEvents,
} from './stream.ts';

export interface ClientOptions {
  /** (Default: http://localhost:3001) */
  readonly baseUrl?: string;
  /** Bearer token for the admin routes, where the service asks for one. */
  readonly adminToken?: string;
  readonly fetch?: typeof fetch;
}

export interface ReportQuestion {
  readonly scenarioId?: string;
  readonly seed?: number;
  readonly sessionId?: string;
  readonly runId?: string;
}

export interface CallOptions {
  /** Ends the request, and with it the work it asks for. */
  readonly signal?: AbortSignal | undefined;
}

export interface SweepOptions extends CallOptions {
  /** The same key and request are the same job, however often they are sent. */
  readonly idempotencyKey?: string | undefined;
}

/** A job to follow by `jobEvents`. */
export interface JobReference {
  readonly jobId: string;
  readonly status: string;
}

export interface ResultOptions {
  /** Tables are of sweeps and batches. (Default: json) */
  readonly format?: JobResultFormat;
  /** What there is, before the job has ended. */
  readonly partial?: boolean;
}

interface Call extends CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that are answers like any other, though not a success. */
  readonly accepted?: readonly number[];
}

type Query = Readonly<Record<string, string | number | undefined>>;

export interface Client {
  /** Every event once, in order, resumed where the connection is cut. */
  stream(question: StreamQuestion, options?: StreamOptions): AsyncGenerator<IdentifiedEvent>;
  /** `cancelling`, `already_cancelled` or `already_completed`. */
  cancel(sessionId: string, reason?: string): Promise<string>;
  report(question: ReportQuestion, options?: CallOptions): Promise<Report>;
  compare(request: CompareRequest, options?: CallOptions): Promise<Compare>;
  /** The result of a small sweep; of a larger one the job that it became, one of a key as with `orderJob`. */
  sweep(request: SweepRequest, options?: SweepOptions): Promise<Sweep | JobReference>;
  /** Orders background work. The same key and request are the same job, however often they are sent. */
  orderJob(request: JobRequest, idempotencyKey?: string): Promise<JobReference>;
  /** The latest first. */
  jobs(): Promise<readonly Job[]>;
  job(jobId: string): Promise<Job>;
  /** Every event of a job from its start, resumed where the connection is cut. */
  jobEvents(jobId: string, options?: StreamOptions): AsyncGenerator<Identified<JobEvent>>;
  /** What a sweep has found; with `partial` also while its job goes on. */
  sweepResult(jobId: string, options?: { readonly partial?: boolean }): Promise<Sweep>;
  /** The answer whose body is the result; its status is 202 while the job goes on, unless `partial`. */
  jobResult(jobId: string, options?: ResultOptions): Promise<Response>;
  /** `cancelling`, `already_cancelled` or `already_completed`. */
  cancelJob(jobId: string, reason?: string): Promise<string>;
  /** Orders what an ended job lacks as a new job, which has from the start what the old one has. */
  retryJob(jobId: string): Promise<JobReference>;
  scenarios(): Promise<readonly ScenarioSummary[]>;
  scenario(id: string): Promise<Scenario>;
  putScenario(scenario: Scenario): Promise<void>;
  deleteScenario(id: string): Promise<void>;
  killSwitch(enabled: boolean, reason?: string): Promise<void>;
}

const keyed = (key: string | undefined) => (key ? { headers: { 'idempotency-key': key } } : {});

/** A client of the gateway, for browsers and Node. Every method throws SandboxError for an error answer. */
export function createClient(options: ClientOptions = {}): Client {
  const {
    baseUrl = 'http://localhost:3001',
    adminToken,
    fetch: fetcher = globalThis.fetch,
  } = options;

  const urlOf = (path: string, query: Query = {}) => {
    const url = new URL(path, baseUrl);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  };

  const send = async (method: string, url: URL, options: Call = {}): Promise<Response> => {
    const { body, headers, accepted = [], signal } = options;
    const response = await fetcher(url, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(adminToken &&
          url.pathname.startsWith('/admin/') && { authorization: `Bearer ${adminToken}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (!response.ok && !accepted.includes(response.status)) throw await errorOf(response);
    return response;
  };

  const call = async (method: string, url: URL, options?: Call) => {
    const response = await send(method, url, options);
    return response.status === 204 ? null : response.json();
  };

  const jobUrl = (id: string, rest = '', query: Query = {}) =>
    urlOf(`/jobs/${encodeURIComponent(id)}${rest}`, query);
  const jobResult = (jobId: string, { format, partial }: ResultOptions = {}) =>
    send('GET', jobUrl(jobId, '/result', { format, ...(partial && { partial: 'true' }) }));

  const scenarioUrl = (id: string) => urlOf(`/scenarios/${encodeURIComponent(id)}`);

  return {
    stream: (question, streamOptions) =>
      streamEvents<StreamEvent>(urlOf('/stream', { ...question }), fetcher, streamOptions),
    async cancel(sessionId, reason) {
      const body = { sessionId, ...(reason && { reason }) };
      const answer = await call('POST', urlOf('/cancel'), { body, accepted: [409] });
      return answer.status;
    },
    report: (question, { signal } = {}) =>
      call('GET', urlOf('/report', { ...question }), { signal }),
    compare: (body, { signal } = {}) => call('POST', urlOf('/compare'), { body, signal }),
    sweep: (body, { signal, idempotencyKey } = {}) =>
      call('POST', urlOf('/compare/sweep'), { body, signal, ...keyed(idempotencyKey) }),
    orderJob: (body, key) => call('POST', urlOf('/jobs'), { body, ...keyed(key) }),
    jobs: async () => (await call('GET', urlOf('/jobs'))).jobs,
    job: (jobId) => call('GET', jobUrl(jobId)),
    jobEvents: (jobId, streamOptions) =>
      streamEvents<JobEvent>(urlOf('/jobs/stream', { jobId }), fetcher, streamOptions),
    sweepResult: async (jobId, resultOptions) =>
      (await jobResult(jobId, resultOptions)).json() as Promise<Sweep>,
    jobResult,
    async cancelJob(jobId, reason) {
      const body = { jobId, ...(reason && { reason }) };
      return (await call('POST', urlOf('/jobs/cancel'), { body, accepted: [409] })).status;
    },
    retryJob: (jobId) => call('POST', jobUrl(jobId, '/retry')),
    scenarios: async () => (await call('GET', urlOf('/scenarios'))).scenarios,
    scenario: (id) => call('GET', scenarioUrl(id)),
    putScenario: (scenario) => call('PUT', scenarioUrl(scenario.id), { body: scenario }),
    deleteScenario: (id) => call('DELETE', scenarioUrl(id)),
    killSwitch: (enabled, reason) =>
      call('POST', urlOf('/admin/kill-switch'), { body: { enabled, ...(reason && { reason }) } }),
  };
}
