import type { Report, Scenario } from '@scenario-sandbox/contract';
import { errorOf } from './errors.ts';
import {
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

type Query = Readonly<Record<string, string | number | undefined>>;

export interface Client {
  /** Every event once, in order, resumed where the connection is cut. */
  stream(question: StreamQuestion, options?: StreamOptions): AsyncGenerator<IdentifiedEvent>;
  /** `cancelling`, `already_cancelled` or `already_completed`. */
  cancel(sessionId: string, reason?: string): Promise<string>;
  report(question: {
    scenarioId?: string;
    seed?: number;
    sessionId?: string;
    runId?: string;
  }): Promise<Report>;
  scenarios(): Promise<readonly { id: string; title: string }[]>;
  scenario(id: string): Promise<Scenario>;
  putScenario(scenario: Scenario): Promise<void>;
  deleteScenario(id: string): Promise<void>;
  killSwitch(enabled: boolean, reason?: string): Promise<void>;
}

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

  const call = async (
    method: string,
    url: URL,
    body?: unknown,
    accepted: readonly number[] = [],
  ) => {
    const response = await fetcher(url, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(adminToken &&
          url.pathname.startsWith('/admin/') && { authorization: `Bearer ${adminToken}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok && !accepted.includes(response.status)) throw await errorOf(response);
    return response.status === 204 ? null : response.json();
  };

  const scenarioUrl = (id: string) => urlOf(`/scenarios/${encodeURIComponent(id)}`);

  return {
    stream: (question, streamOptions) =>
      streamEvents(urlOf('/stream', { ...question }), fetcher, streamOptions),
    async cancel(sessionId, reason) {
      const answer = await call(
        'POST',
        urlOf('/cancel'),
        { sessionId, ...(reason && { reason }) },
        [409],
      );
      return answer.status;
    },
    report: (question) => call('GET', urlOf('/report', question)),
    scenarios: async () => (await call('GET', urlOf('/scenarios'))).scenarios,
    scenario: (id) => call('GET', scenarioUrl(id)),
    putScenario: (scenario) => call('PUT', scenarioUrl(scenario.id), scenario),
    deleteScenario: (id) => call('DELETE', scenarioUrl(id)),
    killSwitch: (enabled, reason) =>
      call('POST', urlOf('/admin/kill-switch'), { enabled, ...(reason && { reason }) }),
  };
}
