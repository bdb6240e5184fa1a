import { connect as connectSocket, type Socket } from 'node:net';
import { backends, sharedBackend, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { GatewayConfig } from '../../services/gateway/config.ts';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect, parseFrames } from './sse.ts';

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
beforeAll(async () => {
  const backend = sharedBackend ?? backends[0];
  store = await (backend as NonNullable<typeof backend>).create();
});
afterAll(() => store.drop());
beforeEach(async () => {
  engine = await startFakeEngine();
});
afterEach(async () => {
  await gateway.close();
  await engine.close();
});
const start = async (config: Partial<GatewayConfig> = {}) => {
  gateway = await startGateway({ database: store.database, engine, config });
};

/** A client that reads from its socket only when told to. */
function lazyClient(path: string) {
  const { port } = new URL(gateway.url);
  const socket = connectSocket(Number(port), '127.0.0.1');
  let bytes = '';
  let closed = false;
  socket.setEncoding('utf8');
  socket.write(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', () => {});
  return {
    read: () =>
      socket.on('data', (chunk: string) => {
        bytes += chunk;
      }),
    body: () => bytes.slice(bytes.indexOf('\r\n\r\n') + 4),
    closed: () => closed,
    destroy: () => socket.destroy(),
  };
}

/** The connections that it is about to take, in their order. */
function socketsOf({ app }: TestGateway): Socket[] {
  const sockets: Socket[] = [];
  app.server.on('connection', (socket) => sockets.push(socket));
  return sockets;
}

test('a client that reads late gets every event; memory waits in the kernel, not here', async () => {
  await start({ maxTokensPerRun: 60_000 });
  const sockets = socketsOf(gateway);
  engine.tokens = 60_000;
  const client = lazyClient('/stream?route=critique&seed=1');
  // All that its socket takes unread is written, and the rest waits.
  await expect.poll(() => sockets[0]?.writableNeedDrain).toBe(true);
  client.read();
  await expect.poll(client.closed).toBe(true);
  const frames = parseFrames(client.body());
  expect(frames.at(-1)?.event).toBe('done');
  expect(frames.map((frame) => Number(frame.id.slice(4)))).toEqual(frames.map((_, i) => i + 1));
  expect(frames).toHaveLength(60_004);
});

const SLOW = '/stream?route=critique&seed=1';
const stuckClients = () =>
  Array.from({ length: 12 }, (_, index) => lazyClient(`${SLOW}&sessionId=slow-${index}`));

test('clients that take nothing cost little, and hold nobody up', async () => {
  await start({ maxTokensPerRun: 60_000 });
  engine.tokens = 60_000;
  const sockets = socketsOf(gateway);
  const stuck = stuckClients();
  await expect.poll(() => sockets.filter((each) => each.writableNeedDrain).length).toBe(12);
  const other = await connect(`${gateway.url}${SLOW}&budget=60&pace=60`);
  expect((await other.ended()).at(-1)?.event).toBe('done');
  // What is handed to a socket at once, 64 KiB, beside what was in its buffer and not yet too much.
  const waiting = sockets.slice(0, 12).map((socket) => socket.writableLength);
  expect(Math.min(...waiting)).toBeGreaterThan(0);
  expect(Math.max(...waiting)).toBeLessThan(131_072);
  for (const client of stuck) client.destroy();
});

test('clients that take nothing are let go, and can go on after what they have', async () => {
  await start({ slowConsumerTimeoutMs: 500, maxTokensPerRun: 60_000 });
  engine.tokens = 60_000;
  const sockets = socketsOf(gateway);
  const stuck = stuckClients();
  await expect.poll(() => sockets.filter((each) => each.destroyed).length).toBe(12);

  const whole = await (await connect(`${gateway.url}${SLOW}`)).ended();
  for (const client of stuck) client.read();
  await expect.poll(() => stuck.every((client) => client.closed())).toBe(true);
  for (const [index, client] of stuck.entries()) {
    const [, ...frames] = parseFrames(client.body());
    // Whole frames and perhaps a beginning of the next, which no EventSource takes for an event.
    expect(frames.length).toBeGreaterThan(100);
    expect(frames.at(-1)?.text).toBe(whole[frames.length]?.text);
    if (index > 1) continue;
    const headers = { 'last-event-id': frames.at(-1)?.id ?? '' };
    const resumed = await connect(`${gateway.url}${SLOW}&sessionId=slow-${index}`, headers);
    expect((await resumed.until(1))[0]?.text).toBe(whole[frames.length + 1]?.text);
    resumed.close();
  }
});

test('a silent stream gets a comment that is no event', async () => {
  await start({ streamHeartbeatMs: 1_000 });
  engine.holdAfter = 3;
  const client = await connect(`${gateway.url}/stream?route=critique`);
  await client.until(4);
  await expect.poll(client.text).toMatch(/\n\n: [a-z ]+\n\n/);
  engine.holdAfter = Number.POSITIVE_INFINITY;
  expect((await client.ended()).at(-1)?.event).toBe('done');
});

test('a run nobody reads any more is stopped, but not before its reader may be back', async () => {
  await start();
  engine.holdAfter = 6;
  const client = await connect(`${gateway.url}/stream?route=critique&seed=2&sessionId=lost`);
  await client.until(5);
  client.close();
  const left = performance.now();
  await expect.poll(() => engine.aborted).toBe(1);
  expect(performance.now() - left).toBeGreaterThan(4_000);
});

test('a cancel leaves a run that others read', async () => {
  await start();
  engine.holdAfter = 10;
  const url = `${gateway.url}/stream?route=critique&seed=3`;
  const [mine, theirs] = [await connect(`${url}&sessionId=mine`), await connect(url)];
  await Promise.all([mine.until(5), theirs.until(5)]);
  await fetch(`${gateway.url}/cancel`, { method: 'POST', body: '{"sessionId":"mine"}' });
  expect((await mine.ended()).at(-1)?.event).toBe('cancelled');
  engine.holdAfter = Number.POSITIVE_INFINITY;
  expect((await theirs.ended()).at(-1)?.event).toBe('done');
  expect([engine.started.length, engine.aborted]).toEqual([1, 0]);
});

test('with rate limiting on, a client has one quota for all routes that start runs', async () => {
  await start({ runsPerMinute: 3 });
  const ask = (path: string) => fetch(gateway.url + path);
  const first = await ask('/report');
  expect(first.headers.get('ratelimit-policy')).toBe('"runs";q=3;w=60');
  expect(first.headers.get('ratelimit')).toBe('"runs";r=2;t=20');
  const stream = await connect(`${gateway.url}/stream?route=critique&sessionId=counted`);
  expect((await stream.ended()).at(-1)?.event).toBe('done');
  expect((await ask('/report?seed=2')).headers.get('ratelimit')).toBe('"runs";r=0;t=20');
  expect((await ask('/stream?route=critique')).status).toBe(429);
  expect((await ask('/stream?route=critique&lastEventId=msg_002')).status).toBe(429);
  const resumed = await connect(
    `${gateway.url}/stream?route=critique&sessionId=counted&lastEventId=msg_002`,
  );
  expect((await resumed.ended())[0]?.id).toBe('msg_003');
  const refused = await ask('/report');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMIT', retryable: true });
  expect((await fetch(`${gateway.url}/scenarios`)).status).toBe(200);
});

test('a client has so many streams open at once, and another where one has ended', async () => {
  await start({ streamMaxPerClient: 2 });
  engine.holdAfter = 6;
  const url = `${gateway.url}/stream?route=critique`;
  const open = [await connect(`${url}&sessionId=a`), await connect(`${url}&sessionId=b`)];
  await Promise.all(open.map((client) => client.until(2)));
  const refused = await fetch(url);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await refused.json()).detail).toContain('STREAM_MAX_PER_CLIENT');
  open[0]?.close();
  const again = async () => {
    const client = await connect(`${url}&sessionId=a`);
    client.close();
    return client.status;
  };
  await expect.poll(again).toBe(200);
  open[1]?.close();
});

test('the engine knows a request by the same id as the gateway', async () => {
  await start();
  const headers = { 'x-request-id': 'follow-me' };
  const client = await connect(`${gateway.url}/stream?route=critique&seed=99`, headers);
  await client.ended();
  await (await fetch(`${gateway.url}/report`, { headers })).text();
  await fetch(`${gateway.url}/lint/scenario`, {
    method: 'POST',
    body: 'schema: scenario.v1',
    headers: { ...headers, 'content-type': 'text/yaml' },
  });
  expect(engine.requestIds).toEqual(['follow-me', 'follow-me', 'follow-me']);
});

test('500 streams at once are each whole and in order', async () => {
  await start();
  engine.holdAfter = 20;
  const clients = await Promise.all(
    Array.from({ length: 500 }, (_, index) =>
      connect(`${gateway.url}/stream?route=critique&seed=${index % 5}&pace=400`),
    ),
  );
  engine.holdAfter = Number.POSITIVE_INFINITY;
  const all = await Promise.all(clients.map((client) => client.ended()));
  const bodies = new Map<number, Set<string>>();
  for (const [index, frames] of all.entries()) {
    const body = frames
      .slice(1, -1)
      .map((frame) => frame.text)
      .join('');
    bodies.set(index % 5, (bodies.get(index % 5) ?? new Set()).add(body));
    expect(frames.at(-1)?.event).toBe('done');
  }
  expect([...bodies.values()].map((set) => set.size)).toEqual([1, 1, 1, 1, 1]);
  expect(engine.started).toHaveLength(5);
});
