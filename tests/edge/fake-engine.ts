import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type LintRequest,
  type ReportFormat,
  type RunEvent,
  type RunRequest,
  reportContentTypes,
  type Scenario,
} from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { toReport } from '@scenario-sandbox/core/report/index.ts';
import { scenarioHash } from '@scenario-sandbox/core/scenario/hash.ts';
import { hashOf } from '@scenario-sandbox/core/text/hash.ts';
import type { Identify } from '../../services/gateway/scenario-library.ts';

/** Hashes of a question as the tests' engine computes them. */
export function identifyWith(engineVersion: string): Identify {
  return ({ scenario, seed }) => {
    const hash = scenarioHash(scenario);
    return {
      scenarioId: scenario.id,
      scenarioHash: hash,
      runId: hashOf({ hash, seed, engineVersion }),
      engineVersion,
    };
  };
}

/** By the last digit of a word's number: what a stream must carry as it stands. */
const ODD: Readonly<Record<number, string>> = {
  7: 'cr\rcrlf\r\nls\u2028ps\u2029nel\u0085nul\0bom\uFEFF ',
  8: 'a\n\nid: msg_999\nevent: end\ndata: {}\n\n: b ',
  9: '**№ 🎲**\n\n',
};

/** The words of a run: a pure function of the request. */
export function eventsOf(
  request: RunRequest,
  tokens: number,
  identify: Identify = identifyWith('1'),
): RunEvent[] {
  const { scenario, seed, route, budget } = request;
  const events: RunEvent[] = [];
  const say = (from: number, to: number) => {
    for (let index = from; index < Math.min(to, budget); index += 1) {
      events.push({ type: 'token', text: ODD[index % 10] ?? `${route}-${seed}-${index} ` });
    }
  };
  say(0, 3);
  events.push({ type: 'progress', percent: 0, message: 'Simulating' });
  events.push({ type: 'progress', percent: 100, message: 'Simulated' });
  say(3, tokens);
  const { runId } = identify({ scenario, seed });
  events.push({
    type: 'done',
    totalTokens: Math.min(tokens, budget),
    runId,
    resultHash: hashOf({ runId, scenario }),
    truncated: budget < tokens,
  });
  return events;
}

export interface FakeEngine {
  readonly url: string;
  /** Words of a run, when the budget allows. */
  tokens: number;
  /** Hashes of a question: those of engine version 1 unless changed. */
  identify: Identify;
  /** Events after which a run waits until this is raised. */
  holdAfter: number;
  /** Breaks the connection of the next run after this many events, once. */
  breakAfter: number | null;
  /** What is found in a scenario: nothing unless changed. */
  lint: (request: LintRequest) => unknown;
  /** What was to be linted. */
  readonly linted: LintRequest[];
  /** Runs that were asked for, and how many of them were closed by the caller. */
  readonly started: RunRequest[];
  /** Their X-Request-Id, in the same order. */
  readonly requestIds: (string | undefined)[];
  aborted: number;
  close(): Promise<void>;
}

/** Whose report it is, in the first line; in JSON, a report. */
function reportOf({
  scenario,
  seed,
  format,
}: {
  scenario: Scenario;
  seed: number;
  format: string;
}) {
  if (format !== 'json') return `report of ${scenario.id} with seed ${seed}`;
  const findings = analyse({ scenario, seed, samples: 64 });
  const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 1 };
  return JSON.stringify(toReport(findings, critiqueOf(findings), meta));
}

/** An engine for tests: deterministic words, and holds and breaks on demand. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine: FakeEngine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: 40,
    identify: identifyWith('1'),
    holdAfter: Number.POSITIVE_INFINITY,
    breakAfter: null,
    lint: () => ({
      ...{ schema: 'lint.v1', valid: true, scenarioId: null, scenarioHash: null, problems: [] },
    }),
    linted: [],
    started: [],
    requestIds: [],
    aborted: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (request.url === '/healthz') return response.end('{"status":"healthy"}');
    if (request.url === '/readyz')
      return response.end('{"status":"ready","service":"engine","version":"1","checks":{}}');
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const body = JSON.parse(text);
    engine.requestIds.push(request.headers['x-request-id'] as string | undefined);
    if (request.url === '/runs') return run(body, response);
    if (request.url === '/reports') {
      response.setHeader('content-type', reportContentTypes[body.format as ReportFormat]);
      return response.end(reportOf(body));
    }
    response.setHeader('content-type', 'application/json');
    engine.linted.push(body);
    return response.end(JSON.stringify(engine.lint(body)));
  }

  async function run(request: RunRequest, response: ServerResponse) {
    engine.started.push(request);
    response.on('close', () => {
      if (!response.writableFinished) engine.aborted += 1;
    });
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const events = eventsOf(request, engine.tokens, engine.identify);
    for (const [index, event] of events.entries()) {
      while (index >= engine.holdAfter) {
        if (response.destroyed) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (engine.breakAfter === index) {
        engine.breakAfter = null;
        await new Promise((resolve) => setTimeout(resolve, 20));
        response.destroy();
        return;
      }
      response.write(`${JSON.stringify(event)}\n`);
    }
    response.end();
  }

  return engine;
}
