import { Agent, get } from 'node:http';
import { eventId } from '@scenario-sandbox/contract';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGatewayConfig } from '../../services/gateway/config.ts';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect } from './sse.ts';

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  engine = await startFakeEngine();
  gateway = await startGateway({
    database: store.database,
    engine,
    config: { faultRoutes: true, usageTracking: true, cacheReports: true },
  });
});
afterAll(async () => {
  await gateway.close();
  await engine.close();
  await store.drop();
});

test('an answer comes late, as late as asked', async () => {
  const begun = performance.now();
  const response = await fetch(`${gateway.url}/faults/delay?ms=300`);
  expect(await response.json()).toEqual({ delayMs: 300 });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(299);
  expect((await fetch(`${gateway.url}/faults/delay?ms=30001`)).status).toBe(400);
});

test.each([
  ['RATE_LIMIT', 429, '1'],
  ['KILL_SWITCH', 503, '1'],
  ['INTERNAL', 500, '1'],
  ['RESUME_LIMIT', 409, null],
])('the problem %s, as it would come', async (code, status, retryAfter) => {
  const response = await fetch(`${gateway.url}/faults/error?code=${code}`);
  expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
  expect(await response.json()).toMatchObject({ code, status });
});

test('a code that there is not is refused', async () => {
  expect((await fetch(`${gateway.url}/faults/error?code=NOPE`)).status).toBe(400);
});

test.each([0, 1, 10_000])('an answer breaks off after %i bytes', async (bytes) => {
  const received = await new Promise<number>((resolve) => {
    let count = 0;
    const end = () => resolve(count);
    const options = { agent: new Agent({ keepAlive: false }) };
    get(`${gateway.url}/faults/cut?bytes=${bytes}`, options, (response) => {
      response.on('data', (chunk: Buffer) => {
        count += chunk.length;
      });
      response.on('error', end).on('close', end);
      expect(response.headers['content-length']).toBe(String(bytes + 1));
    }).on('error', end);
  });
  expect(received).toBe(bytes);
});

test('a stream that is cut is resumed with the next event', async () => {
  engine.holdAfter = 6;
  const url = `${gateway.url}/stream?route=critique&sessionId=cut-me`;
  const client = await connect(url);
  const frames = await client.until(4);
  const cut = () =>
    fetch(`${gateway.url}/faults/cut`, { method: 'POST', body: '{"sessionId":"cut-me"}' });
  expect((await cut()).status).toBe(202);
  await expect(client.ended()).rejects.toThrow();
  expect((await cut()).status).toBe(404);
  engine.holdAfter = Number.POSITIVE_INFINITY;
  const resumed = await connect(url, { 'last-event-id': frames.at(-1)?.id ?? '' });
  const rest = await resumed.ended();
  expect(rest[0]?.id).toBe(eventId(frames.length + 1));
  expect(rest.at(-1)?.event).toBe('done');
});

test('usage is counted by hashed client and route, without what was asked', async () => {
  await fetch(`${gateway.url}/scenarios/no-such-thing`);
  const answer = await (await fetch(`${gateway.url}/admin/metrics`)).json();
  const [client] = answer.usage;
  expect(client.client).toMatch(/^[0-9a-f]{16}$/);
  expect(client.routes['GET /scenarios/:id']).toBe(1);
  expect(client.routes['POST /faults/cut']).toBe(2);
  const counts = Object.values(client.routes as Record<string, number>);
  expect(client.requests).toBe(counts.reduce((sum, count) => sum + count));
  expect(JSON.stringify(answer)).not.toMatch(/no-such-thing|cut-me|127\.0\.0\.1/);
});

test('a report that was made is kept', async () => {
  const before = engine.requestIds.length;
  const ask = async (query: string) => (await fetch(`${gateway.url}/report${query}`)).text();
  const first = await ask('?seed=5');
  expect([await ask('?seed=5'), engine.requestIds.length - before]).toEqual([first, 1]);
  await ask('?seed=6');
  expect(engine.requestIds.length - before).toBe(2);
});

test('with the switches off there is none of it', async () => {
  const plain = await startGateway({ database: store.database, engine });
  try {
    expect((await fetch(`${plain.url}/faults/delay?ms=1`)).status).toBe(404);
    const answer = await (await fetch(`${plain.url}/admin/metrics`)).json();
    expect(answer).not.toHaveProperty('usage');
    const before = engine.requestIds.length;
    for (let round = 0; round < 2; round += 1) await (await fetch(`${plain.url}/report`)).text();
    expect(engine.requestIds.length - before).toBe(2);
  } finally {
    await plain.close();
  }
});

test('fault routes are never there in production', () => {
  const env = { ENABLE_FAULT_ROUTES: 'true' };
  expect(readGatewayConfig(env).faultRoutes).toBe(true);
  expect(() => readGatewayConfig({ ...env, NODE_ENV: 'production' })).toThrow(
    /^ENABLE_FAULT_ROUTES: expected /,
  );
});
