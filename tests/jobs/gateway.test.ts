import { identityOf } from '@scenario-sandbox/core/question.ts';
import { buildGateway, connectEngine, readGatewayConfig } from '@scenario-sandbox/gateway';
import { createClient } from '@scenario-sandbox/sdk';
import type { App } from '@scenario-sandbox/service';
import { type Database, openStore, setKillSwitch } from '@scenario-sandbox/store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sandbox } from '../product.ts';
import { ended, getJob, post, small, startEngine, startJobs, until } from './services.ts';

/** A machine that has much else to do is waited for. */
vi.setConfig({ testTimeout: 240_000 });

/** Comparing, sweeping, insights and jobs as a client of the gateway sees them. */

let database: Database;
let engine: Awaited<ReturnType<typeof startEngine>>;
let jobs: Awaited<ReturnType<typeof startJobs>>;
let gateway: App;
let url: string;
beforeAll(async () => {
  database = await openStore({ databaseUrl: null, dataDir: null });
  engine = await startEngine();
  jobs = await startJobs(database, engine.url);
  gateway = await buildGateway({
    config: { ...readGatewayConfig({}), jobsUrl: jobs.url, engineUrl: engine.url },
    database,
    engine: connectEngine(engine.url),
    examples: new Map([[small.id, small]]),
    identify: identityOf,
    logTo: { write: () => {} },
  });
  url = await gateway.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await gateway?.close();
  await jobs?.close();
  await engine?.close();
  await database?.close();
});

const question = { scenarioId: 'small', samples: 500 };

test('POST /compare sets two runs against each other', async () => {
  const { status, body } = await post(`${url}/compare`, {
    left: question,
    right: {
      ...question,
      scenario: { ...small, variables: { ...small.variables, price: 3 } },
      scenarioId: undefined,
    },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ schema: 'compare.v1', headline: expect.any(String) });
  expect(body.key_drivers).toMatchObject([{ change: 'variables.price' }]);
});

test('a small sweep is answered at once, a larger one becomes a job', async () => {
  const vary = [{ variable: 'price', range: { min: 1, max: 3, steps: 5 } }];
  const at = await post(`${url}/compare/sweep`, { ...question, vary });
  expect([at.status, at.body.schema, at.body.total]).toEqual([200, 'sweep.v1', 5]);
  expect(at.body.options).toEqual([
    { id: 'a', name: 'a' },
    { id: 'b', name: 'b' },
  ]);
  expect(at.body.outcomes).toEqual([{ name: 'profit', label: 'profit', unit: null }]);
  const large = [{ variable: 'price', range: { min: 1, max: 3, steps: 101 } }];
  const key = { 'idempotency-key': 'large' };
  const job = await post(`${url}/compare/sweep`, { ...question, vary: large }, key);
  expect([job.status, job.body.status]).toEqual([202, 'queued']);
  const again = await post(`${url}/compare/sweep`, { ...question, vary: large }, key);
  expect(again.body.jobId, 'the same key and body').toBe(job.body.jobId);
  const other = await post(`${url}/compare/sweep`, { ...question, seed: 1, vary: large }, key);
  expect(other.status, 'the same key, another body').toBe(422);
  const { entries } = await (await fetch(`${url}/admin/audit?limit=3`)).json();
  expect(entries.map(({ result }: { result: string }) => result)).toEqual(['422', '202', '202']);
  expect((await ended(url, job.body.jobId as string)).progress.done).toBe(101);
});

test.each([
  ['JSON, and empty', 'application/json', ''],
  ['JSON', 'application/json', '{}'],
  ['what curl -d sends', 'application/x-www-form-urlencoded', ''],
])('a retry needs no body: one that is %s is as good', async (_name, type, body) => {
  const order = { type: 'batch', questions: [{ ...question, seed: 5 }] };
  const { jobId } = (await post(`${url}/jobs`, order)).body;
  await ended(url, jobId as string);
  const headers = { 'content-type': type };
  const init = { method: 'POST', headers, body };
  const answer = await fetch(`${url}/jobs/${jobId}/retry`, init);
  // It has nothing left to try, and says so: the body was read.
  expect(answer.status).toBe(422);
  const broken = await fetch(`${url}/jobs/${jobId}/retry`, { ...init, body: '{' });
  expect(broken.status).toBe(400);
});

test('the stream of a scenario starts its run job, a second joins it, and insights know the run', async () => {
  const read = async () => (await fetch(`${url}/jobs/stream?scenarioId=small&seed=3`)).text();
  const [first, second] = await Promise.all([read(), read()]);
  expect(first).toContain('event: done');
  expect(second).toBe(first);
  const jobId = /"jobId":"([^"]+)"/.exec(first)?.[1];
  await read();
  const { entries } = await (await fetch(`${url}/admin/audit`)).json();
  const trail = entries.filter((entry: { target: string | null }) => entry.target === jobId);
  expect(trail.length).toBeGreaterThan(0);
  expect(trail[0]).toMatchObject({ action: 'job.create', result: '202' });
  const { runId } = identityOf({ scenario: small, seed: 3 });
  const drivers = await (await fetch(`${url}/insights/top-drivers?runId=${runId}`)).json();
  expect(drivers).toMatchObject({ schema: 'insights.v1', kind: 'top-drivers', runId });
  expect(drivers.drivers.map((each: { variable: string }) => each.variable)).toContain('demand');
  const spots = await (await fetch(`${url}/insights/risk-hotspots?runId=${runId}`)).json();
  expect(spots).toMatchObject({ kind: 'risk-hotspots', hotspots: expect.any(Array) });
});

test('a job under a key is known by the id of its run; so are both runs of a comparison', async () => {
  const key = { 'idempotency-key': 'known' };
  const { body: job } = await post(`${url}/jobs`, { type: 'run', ...question, seed: 8 }, key);
  await ended(url, job.jobId as string);
  const result = await (await fetch(`${url}/jobs/${job.jobId}/result`)).json();
  const byRun = await fetch(`${url}/report?runId=${result.meta.runId}`);
  expect((await byRun.json()).meta.resultHash).toBe(result.meta.resultHash);
  const side = (seed: number) => ({ scenarioId: 'small', seed });
  const { body } = await post(`${url}/compare`, { left: side(20), right: side(21) });
  for (const { runId } of [body.left, body.right] as { runId: string }[]) {
    expect((await fetch(`${url}/insights/top-drivers?runId=${runId}`)).status).toBe(200);
  }
});

test('sandbox jobs orders nothing, and tells of all there is', async () => {
  const client = createClient({ baseUrl: url });
  const vary = [{ variable: 'spread', range: { min: -1, max: 3, steps: 5 } }];
  const order = { type: 'sweep', scenarioId: 'small', samples: 500, vary } as const;
  const { jobId } = await client.orderJob(order, 'cli');
  expect((await client.orderJob(order, 'cli')).jobId).toBe(jobId);
  const jobs = (...args: string[]) => sandbox('jobs', ...args, '--url', url);
  const watched = await jobs('watch', jobId);
  expect(watched.stdout).toContain('completed with errors');
  expect(watched.stdout).toMatch(/best: .* with a at spread = /);
  expect([watched.code, watched.stderr]).toEqual([0, '5 of 5 runs\n']);
  const [heading, ...lines] = (await jobs('list')).stdout.split('\n');
  expect(heading).toMatch(/^job +type +scenario +state +runs$/);
  expect(lines.join()).toMatch(new RegExp(`${jobId}  sweep +small`));
  const [results, csv] = await Promise.all([
    jobs('results', jobId),
    jobs('results', jobId, '--csv'),
  ]);
  expect(JSON.parse(results.stdout)).toMatchObject({ schema: 'sweep.v1', total: 5, failed: 2 });
  expect(csv.stdout.trim().split('\r\n')).toHaveLength(6);
  const late = await jobs('cancel', jobId);
  expect([late.code, late.stdout]).toEqual([1, 'it had ended before; nothing was cancelled\n']);
  expect((await jobs('retry', jobId)).stdout).toMatch(/^ordered again as [0-9a-f-]{36}\n$/);
  const nobody = await jobs('show', 'nobody');
  expect([nobody.code, nobody.stderr]).toEqual([
    2,
    'sandbox: there is no job nobody; "sandbox jobs list" shows those there are\n',
  ]);
}, 240_000);

const vary = [{ variable: 'price', values: [1, 2] }];
test.each([
  ['/jobs', { type: 'walk' }, 400, 'type'],
  ['/jobs', { type: 'sweep', ...question }, 400, 'vary'],
  ['/jobs', { type: 'run', ...question, vary }, 400, 'vary'],
  ['/jobs', { type: 'compare', left: question }, 400, 'right'],
  ['/jobs', { type: 'batch', questions: [] }, 400, 'questions'],
  ['/jobs', { type: 'batch', questions: [question, question] }, 400, 'twice'],
  ['/jobs', { type: 'run', scenarioId: 'nowhere' }, 404, 'scenarioId'],
  ['/jobs', { type: 'run', scenarioId: '../etc' }, 400, '1 to 64 lower-case letters'],
  ['/jobs', { type: 'run', ...question, priority: 11 }, 400, 'priority'],
  ['/jobs', { type: 'run', ...question, seed: -1 }, 400, 'seed'],
  ['/jobs', 'no json', 400, 'JSON'],
  ['/compare', { left: question }, 400, 'right'],
  ['/compare', { left: {}, right: question }, 400, 'left.scenarioId'],
  ['/compare', { left: { ...question, scenario: small }, right: question }, 400, 'left.scenarioId'],
  ['/compare/sweep', { ...question, vary: [] }, 400, 'vary'],
  ['/compare/sweep', { ...question, vary: [{ variable: 'price' }] }, 400, 'values or a range'],
  ['/compare/sweep', { ...question, vary: [{ variable: 'prize', values: [1] }] }, 400, 'price'],
  ['/compare/sweep', { ...question, vary: [{ variable: 'c.cost', values: [1] }] }, 400, 'option'],
  ['/compare/sweep', { ...question, vary, discover: { outcome: 'profit' } }, 400, 'below'],
  ['/compare/sweep', { ...question, vary, discover: { outcome: 'gain', below: 0 } }, 400, 'profit'],
  ['/compare/sweep', { ...question, vary, design: 'spiral' }, 400, 'design'],
  ['/jobs/cancel', {}, 400, 'jobId'],
  ['/jobs/cancel', { jobId: 'a/b' }, 400, 'jobId'],
  ['/jobs/cancel', { jobId: 'nobody' }, 404, 'jobId'],
] as [string, unknown, number, string][])('POST %s %j → %i', async (path, body, status, word) => {
  const answer = await post(url + path, body);
  expect(answer.body).toMatchObject({ status, detail: expect.stringContaining(word) });
  expect(answer.status).toBe(status);
});

const range = (steps?: number) => ({ min: 1, max: 2, ...(steps && { steps }) });
test.each([
  [1_000_000, { vary: ['price', 'spread'].map((variable) => ({ variable, range: range(1_000) })) }],
  [1_000_000, { vary: [{ variable: 'price', range: range(1_000_000) }] }],
  [1e15, { vary: [{ variable: 'price', range: range(1e15) }], design: 'list' }],
  [1e9 + 1, { vary: [{ variable: 'price', range: range(1e9) }], design: 'one-at-a-time' }],
  [1e9, { vary: [{ variable: 'price', range: range() }], design: 'latin-hypercube', runs: 1e9 }],
  [
    100_001,
    { vary: [{ variable: 'price', values: Array.from({ length: 100_001 }, (_, i) => i) }] },
  ],
])('a sweep of %i runs is too large, and told how large it may be', async (runs, plan) => {
  for (const [path, order] of [
    ['/compare/sweep', { ...question, ...plan }],
    ['/jobs', { type: 'sweep', ...question, ...plan }],
  ] as const) {
    const { status, body } = await post(url + path, order);
    expect([status, body.code]).toEqual([413, 'RESOURCE_LIMIT']);
    expect(body.detail).toContain(`${runs} runs asked for, at most 100000`);
  }
});

test.each([
  ['/jobs/nobody', 404],
  ['/jobs/nobody/result', 404],
  ['/jobs/stream', 400],
  ['/jobs/stream?jobId=nobody', 404],
  ['/jobs/stream?jobId=a&scenarioId=small', 400],
  ['/jobs?status=lost', 400],
  ['/jobs?limit=0', 400],
  ['/insights/top-drivers', 400],
  [`/insights/risk-hotspots?runId=${'0'.repeat(64)}`, 404],
])('GET %s → %i', async (path, status) => {
  expect((await fetch(url + path)).status).toBe(status);
});

test('with the kill switch on no job starts, and streams end with its code', async () => {
  const { body } = await post(`${jobs.url}/jobs`, {
    type: 'sweep',
    priority: 0,
    question: { scenario: small, seed: 0, samples: 40_000 },
    plan: { vary: [{ variable: 'price', range: { min: 1, max: 3, steps: 2000 } }] },
  });
  const stream = fetch(`${url}/jobs/stream?jobId=${body.jobId}`).then((answer) => answer.text());
  await until(60_000, async () =>
    (await getJob(url, body.jobId as string)).progress.done > 0 ? true : null,
  );
  await setKillSwitch(database, true, null);
  expect((await stream).trim().split('\n\n').at(-1)).toContain('"code":"KILL_SWITCH"');
  const late = await post(`${jobs.url}/jobs`, {
    type: 'run',
    priority: 0,
    question: { scenario: small, seed: 9 },
  });
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const waiting = await (await fetch(`${jobs.url}/jobs/${late.body.jobId}`)).json();
  expect(waiting.status).toBe('queued');
  await setKillSwitch(database, false, null);
  expect((await ended(jobs.url, late.body.jobId as string)).status).toBe('completed');
  await post(`${jobs.url}/jobs/cancel`, { jobId: body.jobId });
});
