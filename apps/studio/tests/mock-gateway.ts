import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { sampleReport } from '@scenario-sandbox/charts/testing.ts';
import {
  type CompareRequest,
  eventId,
  type JobEvent,
  type Report,
  type Scenario,
  type StreamEvent,
  type SweepRequest,
} from '@scenario-sandbox/contract';
import { compare } from '@scenario-sandbox/core/compare/compare.ts';
import { scenarioHash } from '@scenario-sandbox/core/scenario/hash.ts';
import { outlineOf } from '@scenario-sandbox/core/scenario/outline.ts';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { parse } from 'yaml';
import { health, jobs, killed, metrics, problem, refusal, trail } from './mock-answers.ts';

/**
 * The gateway's routes as far as the studio uses them, with the scenarios of `fixtures/`, a made-up
 * report and a critique of a few words. Serves the built studio.
 */

const examples = join(import.meta.dirname, 'fixtures');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

export interface MockGateway {
  readonly url: string;
  /** What was asked, as "GET /path". */
  readonly asked: string[];
  readonly stored: Map<string, Scenario>;
  /** Milliseconds between events. */
  paceMs: number;
  /** Events after which streams wait until it is more, or null. */
  holdAfter: number | null;
  /** Cuts the next stream after so many events. */
  cutAfter: number | null;
  /** "silent" breaks every connection, "killed" answers as with the kill switch on. */
  outage: 'silent' | 'killed' | null;
  /** Streams end in an error that does not pass. */
  refused: boolean;
  /** Whether a sweep becomes a job, which goes on until it is cancelled or `endJob` is called. */
  sweepsAreJobs: boolean;
  /** The end of the job that is watched. */
  readonly endJob: (event: Extract<JobEvent, { type: 'cancelled' | 'error' }>) => void;
  readonly close: () => void;
}

const critique = [
  '## What speaks against **Usage-based**\n\n',
  'Freemium overtakes it when ',
  'monthly churn is above 0.041; ',
  "today's estimate gives that 23 %.\n\n",
  '- The lead of 190k EUR is smaller than the spread of either.\n',
  '- Knowing churn would be worth 61k EUR.\n',
];

/** dist: folder of the studio's build. */
export async function mockGateway(dist: string): Promise<MockGateway> {
  const cancelled = new Map<string, () => void>();
  const state = {
    asked: [] as string[],
    stored: new Map<string, Scenario>(),
    paceMs: 5,
    holdAfter: null as number | null,
    cutAfter: null as number | null,
    outage: null as MockGateway['outage'],
    refused: false,
    sweepsAreJobs: false,
  };
  let endJob: MockGateway['endJob'] = () => {};
  let planned: SweepRequest | null = null;
  let killSwitch: Record<string, unknown> = { enabled: false, reason: null, since: null };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://mock');
    state.asked.push(`${request.method} ${url.pathname}`);
    if (state.outage === 'silent') return request.destroy();
    if (url.pathname === '/healthz') return json(response, state.outage ? 503 : 200, {});
    if (state.outage === 'killed' && !url.pathname.startsWith('/assets/'))
      return json(response, 503, killed);
    const body = request.method === 'GET' ? null : await bodyOf(request);
    const scenarioId = /^\/scenarios\/([^/]+)$/.exec(url.pathname)?.[1];
    if (url.pathname === '/scenarios')
      return json(response, 200, { scenarios: listOf(state.stored) });
    if (scenarioId && request.method === 'PUT') {
      state.stored.set(scenarioId, body as Scenario);
      return json(response, 200, { id: scenarioId, scenarioHash: 'h', created: true });
    }
    if (scenarioId) {
      const found = state.stored.get(scenarioId) ?? exampleOf(scenarioId);
      return found ? json(response, 200, found) : json(response, 404, problem);
    }
    if (url.pathname === '/lint/scenario')
      return json(response, 200, lint((body as { text: string }).text));
    if (url.pathname === '/report')
      return json(response, 200, reportOf(url.searchParams.get('scenarioId') ?? ''));
    if (url.pathname === '/jobs') return json(response, 200, { jobs });
    if (url.pathname === '/compare/sweep' && state.sweepsAreJobs) {
      planned = body as SweepRequest;
      return json(response, 202, { jobId: 'j-2', status: 'queued' });
    }
    if (url.pathname === '/compare/sweep')
      return json(response, 200, sweepOf(body as SweepRequest));
    if (url.pathname === '/jobs/j-2/result' && planned) {
      const whole = sweepOf(planned);
      return json(response, 200, { ...whole, complete: false, total: 4 * whole.total });
    }
    if (url.pathname === '/jobs/cancel') {
      endJob({ type: 'cancelled', reason: 'asked', timestamp: '2025-01-01T00:00:00.000Z' });
      return json(response, 202, { status: 'cancelling' });
    }
    if (url.pathname === '/jobs/stream') {
      endJob = jobStream(response);
      return;
    }
    if (url.pathname === '/compare')
      return json(response, 200, compareOf(body as CompareRequest, state.stored));
    if (url.pathname === '/stream' && state.refused) return json(response, 422, refusal);
    if (url.pathname === '/stream') return stream(request, response, url, state, cancelled);
    if (url.pathname === '/cancel') {
      cancelled.get((body as { sessionId: string }).sessionId)?.();
      return json(response, 202, { status: 'cancelling' });
    }
    if (url.pathname === '/admin/kill-switch') {
      killSwitch = { ...(body as object), since: '2025-01-01T00:00:00.000Z' };
      return json(response, 200, killSwitch);
    }
    if (url.pathname === '/admin/health') return json(response, 200, { ...health, killSwitch });
    if (url.pathname === '/admin/sessions') return json(response, 200, { sessions: [] });
    if (url.pathname === '/admin/audit') return json(response, 200, { entries: trail });
    if (url.pathname === '/admin/metrics') return json(response, 200, { metrics });
    return serveFile(response, dist, url.pathname);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    endJob: (event: Parameters<typeof endJob>[0]) => endJob(event),
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
}

function exampleOf(id: string): Scenario | null {
  const names = readdirSync(examples);
  return names.includes(`${id}.yaml`)
    ? parse(readFileSync(join(examples, `${id}.yaml`), 'utf8'))
    : null;
}

function compareOf({ left, right }: CompareRequest, stored: ReadonlyMap<string, Scenario>) {
  const side = ({ scenarioId = '' }: CompareRequest['left']) => {
    const scenario = stored.get(scenarioId) ?? exampleOf(scenarioId);
    if (!scenario) throw new Error(`no scenario ${scenarioId}`);
    return { scenario };
  };
  return compare(side(left), side(right));
}

function sweepOf({ scenarioId = '', seed = 1, ...plan }: SweepRequest) {
  const scenario = exampleOf(scenarioId);
  if (!scenario) throw new Error(`no example ${scenarioId}`);
  return sweep({ scenario, seed }, plan);
}

function listOf(stored: ReadonlyMap<string, Scenario>) {
  const ids = readdirSync(examples)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -5));
  return [
    ...[...stored.values()].map((scenario) => ({
      ...listed(scenario),
      origin: 'stored',
      updatedAt: '2025-01-01T00:00:00.000Z',
    })),
    ...ids
      .filter((id) => !stored.has(id))
      .flatMap((id) => exampleOf(id) ?? [])
      .map((scenario) => ({ ...listed(scenario), origin: 'example', updatedAt: null })),
  ];
}

/** Tells how far a job is until it is told how it ends. */
function jobStream(response: ServerResponse): MockGateway['endJob'] {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const send = (event: JobEvent) => {
    sent += 1;
    const data = JSON.stringify(event);
    response.write(`id: ${eventId(sent)}\nevent: ${event.type}\ndata: ${data}\n\n`);
  };
  const going = setInterval(() => {
    const far = { total: 100, done: 25, failed: 0, percent: 25, etaMs: 60_000 };
    send({ type: 'progress', ...far, best: null, worst: null });
  }, 250);
  response.on('close', () => clearInterval(going));
  return (event) => {
    clearInterval(going);
    send(event);
    response.end();
  };
}

const listed = (scenario: Scenario) => ({
  ...outlineOf(scenario),
  scenarioHash: scenarioHash(scenario),
});

function lint(text: string) {
  const line = text.split('\n').findIndex((written) => written.includes('BROKEN')) + 1;
  const found = {
    code: 'UNKNOWN_NAME',
    severity: 'error',
    path: 'model',
    line,
    column: 1,
    message: 'model: BROKEN is no name.',
  };
  return {
    schema: 'lint.v1',
    valid: line === 0,
    scenarioId: null,
    scenarioHash: null,
    problems: line > 0 ? [found] : [],
  };
}

function reportOf(scenarioId: string): Report {
  const report = sampleReport();
  const patch = [
    { path: 'owner', value: 'The board' },
    { path: 'samples', value: 8000 },
  ];
  const remark = {
    code: 'NO_OWNER',
    title: 'Nobody is named to look at it again',
    severity: 'warning' as const,
    message: 'The scenario has no review date.',
    refs: ['owner', 'variables.churn', 'periods.rate', 'options.usage'],
    weight: 0.2,
    evidence: { statistic: 'owners', value: 0 },
    suggestion: { text: 'Name who decides.', patch },
    ground: 'Plain sense.',
  };
  const overtaken = (to: string) =>
    `${to} overtakes Usage-based with monthly churn above 4.1 % a month: 23 % likely on today’s estimate.`;
  return {
    ...report,
    recommendation: {
      ...report.recommendation,
      summary:
        'Usage-based averages €1.31 m of present value, €190 k more than Freemium with paid tiers, and comes first in 53 % of samples: it leads, with medium confidence.',
      reasons: ['Usage-based beats Freemium with paid tiers in 64 % of samples.'],
      conditions: ['Freemium with paid tiers', 'Three tiers', 'Keep per-seat pricing'].map(
        overtaken,
      ),
    },
    analysis: {
      ...report.analysis,
      marginInterval: { value: 190e3, low: 184e3, high: 196e3 },
      critique: [remark],
      constraints: [
        { id: 'no-loss', option: 'usage', probability: 0.97, required: 0.9, satisfied: true },
      ],
    },
    meta: { ...report.meta, scenarioId },
  };
}

type StreamState = Pick<MockGateway, 'paceMs' | 'holdAfter' | 'cutAfter'>;

async function stream(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  state: StreamState,
  cancelled: Map<string, () => void>,
): Promise<void> {
  const sessionId = url.searchParams.get('sessionId') ?? '';
  let stopped = false;
  const stop = Promise.withResolvers<void>();
  cancelled.set(sessionId, () => {
    stopped = true;
    stop.resolve();
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const after = Number(String(request.headers['last-event-id'] ?? 'msg_000').slice(4));
  for (const [i, event] of transcript(sessionId, url).entries()) {
    if (i < after) continue;
    const paced = new Promise((resolve) => setTimeout(resolve, state.paceMs));
    await Promise.race([paced, stop.promise]);
    while (state.holdAfter !== null && i >= state.holdAfter && !stopped) {
      if (response.destroyed) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const sent: StreamEvent = stopped
      ? { type: 'cancelled', reason: 'asked', timestamp: '2025-01-01T00:00:00.000Z' }
      : event;
    response.write(`id: ${eventId(i + 1)}\nevent: ${sent.type}\ndata: ${JSON.stringify(sent)}\n\n`);
    if (stopped) break;
    if (state.cutAfter !== null && i + 1 >= state.cutAfter) {
      state.cutAfter = null;
      response.destroy();
      return;
    }
  }
  response.end();
}

function transcript(sessionId: string, url: URL): StreamEvent[] {
  const scenarioId = url.searchParams.get('scenarioId') ?? 'demo';
  const common = { sessionId, seed: 42, runId: 'run' };
  const tokens = critique.map((text, tokenIndex) => ({
    type: 'token' as const,
    text,
    tokenIndex,
    timestamp: tokenIndex * 20,
    model: 'built-in',
  }));
  const start = {
    type: 'start' as const,
    ...common,
    timestamp: '',
    scenarioId,
    route: 'critique' as const,
    model: 'built-in',
  };
  const half = {
    type: 'progress' as const,
    percent: 50,
    message: 'Simulated 50 % of 20,000 samples',
  };
  const whole = { type: 'progress' as const, percent: 100, message: 'Worked out pairs' };
  const done = {
    type: 'done' as const,
    ...common,
    totalTokens: tokens.length,
    resultHash: '',
    truncated: false,
    reportUrl: '',
  };
  return [start, half, ...tokens.slice(0, 3), whole, ...tokens.slice(3), done];
}

function serveFile(response: ServerResponse, dist: string, path: string): void {
  const file = join(dist, normalize(path === '/' ? '/index.html' : path));
  try {
    const content = readFileSync(file);
    response
      .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
      .end(content);
  } catch {
    response.writeHead(404).end();
  }
}
