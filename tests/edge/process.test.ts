import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { identityOf } from '@scenario-sandbox/core/question.ts';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { documented } from './documented.ts';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { failToStart, type GatewayProcess, spawnGateway } from './gateway-process.ts';
import { connect, type Frame, post } from './sse.ts';

const execute = promisify(execFile);

// Each test starts a gateway, and some another: on a machine with twenty times its work, half a minute each.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder: string;
let engine: FakeEngine;
let gateway: GatewayProcess;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-edge-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  engine = await startFakeEngine();
  engine.identify = identityOf;
  env = {
    ENGINE_URL: engine.url,
    DATA_DIR: folder,
    GATEWAY_PORT: String(await freePort()),
    MAX_TOKENS_PER_RUN: '60000',
    LOG_LEVEL: 'silent',
  };
  gateway = await spawnGateway(env);
});
afterEach(async () => {
  await gateway.end('SIGTERM');
  await engine.close();
});

const curl = async (...options: string[]) => {
  const { stdout } = await execute('curl', ['-sS', '--max-time', '240', ...options]);
  return stdout;
};
/** A client that asks and takes nothing of the answer. */
async function unread(url: string, request: string): Promise<Socket> {
  const socket = connectSocket(Number(new URL(url).port), '127.0.0.1').pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(request);
  return socket;
}
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
};
const metric = async (name: string) => {
  const lines = (
    await (await documented('/metrics', await fetch(`${gateway.url}/metrics`))).text()
  ).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length));
};
const bytes = (frames: readonly Frame[]) => frames.map((frame) => frame.text).join('');

test('the release document’s commands, with curl', async () => {
  expect(await curl('-f', `${gateway.url}/healthz`)).toContain('"status":"healthy"');
  const head = await curl(
    '-I',
    `${gateway.url}/report?scenarioId=demo`,
    '-H',
    'Origin: http://localhost:3000',
  );
  expect(head).toMatch(/^HTTP\/1\.1 200/);
  expect(head).toMatch(/access-control-allow-origin: http:\/\/localhost:3000/i);
  const resumed = await curl(
    '-N',
    `${gateway.url}/stream?route=critique&seed=42&pace=0`,
    '-H',
    'Last-Event-ID: msg_001',
  );
  expect(resumed).toMatch(/^retry: 1000\n\nid: msg_002\nevent: token\n/);
  const cancel = () =>
    curl(
      '-X',
      'POST',
      `${gateway.url}/cancel`,
      '-d',
      '{"sessionId":"test"}',
      '-w',
      ' %{http_code}',
    );
  expect(await cancel()).toBe('{"status":"cancelling","sessionId":"test"} 202');
  expect(await cancel()).toBe('{"status":"already_cancelled"} 409');
  const kill = await curl(
    '-X',
    'POST',
    `${gateway.url}/admin/kill-switch`,
    '-d',
    '{"enabled": true, "reason": "Emergency rollback"}',
  );
  expect(kill).toContain('"enabled":true,"reason":"Emergency rollback"');
  expect(await curl('-o', '/dev/null', '-w', '%{http_code}', `${gateway.url}/report`)).toBe('503');
  await post(`${gateway.url}/admin/kill-switch`, { enabled: false });
});

test('a second process on the folder is refused in one line that names it and the first', async () => {
  const second = await failToStart({ ...env, GATEWAY_PORT: '0' });
  expect(second.code).toBe(2);
  expect(second.stderr.trim().split('\n')).toHaveLength(1);
  expect(second.stderr).toContain(`${folder} is in use by process ${gateway.pid}`);
});

test('a setting that makes no sense stops the start in one line that names it', async () => {
  const DATA_DIR = join(folder, 'other');
  const [pace, taken] = await Promise.all([
    failToStart({ ...env, STREAM_PACE: 'fast' }),
    failToStart({ ...env, DATA_DIR }),
  ]);
  const stderr = 'STREAM_PACE: expected a whole number from 0 to 100000.\n';
  expect(pace).toEqual({ code: 2, stderr });
  const line = /^port \d+ is in use; stop what uses it, or set GATEWAY_PORT\n$/;
  expect(taken).toEqual({ code: 2, stderr: expect.stringMatching(line) });
});

test('after kill -9 the next process has every answer that was given', async () => {
  for (const sessionId of ['k-1', 'k-2', 'k-3']) {
    expect((await post(`${gateway.url}/cancel`, { sessionId })).status).toBe(202);
  }
  await post(`${gateway.url}/admin/kill-switch`, { enabled: true, reason: 'before the crash' });
  await gateway.end('SIGKILL');
  gateway = await spawnGateway(env);
  const refused = await documented('/report', await fetch(`${gateway.url}/report`));
  expect(refused.status).toBe(503);
  await post(`${gateway.url}/admin/kill-switch`, { enabled: false });
  for (const sessionId of ['k-1', 'k-2', 'k-3']) {
    const answer = await post(`${gateway.url}/cancel`, { sessionId });
    expect(answer.body).toEqual({ status: 'already_cancelled' });
  }
});

test('a cancel that was answered before kill -9 is the next event of who missed it, once', async () => {
  const url = `${gateway.url}/stream?route=critique&pace=1&sessionId=cut-short`;
  const client = await connect(url);
  const had = await client.until(2);
  client.close();
  expect((await post(`${gateway.url}/cancel`, { sessionId: 'cut-short' })).status).toBe(202);
  await gateway.end('SIGKILL');
  gateway = await spawnGateway(env);
  const resume = (id = '') => connect(url, { 'last-event-id': id });
  const missed = await (await resume(had.at(-1)?.id)).ended();
  expect(missed.map(({ id, event }) => [id, event])).toEqual([
    [`msg_00${had.length + 1}`, 'cancelled'],
  ]);
  expect((await resume(missed[0]?.id)).status).toBe(204);
});

test('SIGTERM gives 50 streams away, and ends in order within 10 s of clients that are stuck', async () => {
  engine.tokens = 60_000;
  const url = `${gateway.url}/stream?route=critique&seed=1&budget=600`;
  const whole = await (await connect(`${url}&pace=0`)).ended();
  // So slow that none has come to its end when the signal comes, however long that takes.
  const clients = await Promise.all(
    Array.from({ length: 50 }, (_, index) => connect(`${url}&pace=1&sessionId=gone-${index}`)),
  );
  await Promise.all(clients.map((client) => client.until(2)));
  const stuck = await Promise.all(
    [
      'GET /stream?route=critique&pace=0 HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'POST /cancel HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{',
    ].map((request) => unread(gateway.url, request)),
  );
  await until(async () => (await metric('sse_events_total{event="token"}')) > 2_000);
  const exit = gateway.end('SIGTERM');
  const before = await Promise.all(clients.map((client) => client.ended()));
  // After 10 s it would end with 1.
  expect(await exit).toBe(0);
  const retries = clients.map((client) => /retry: (\d+)\n\n$/.exec(client.text())?.[1]);
  expect(retries).not.toContain(undefined);
  expect(new Set(retries).size).toBeGreaterThan(25);
  for (const socket of stuck) socket.destroy();

  gateway = await spawnGateway(env);
  for (const [index, frames] of before.entries()) {
    const headers = { 'last-event-id': frames.at(-1)?.id ?? '' };
    const after = await (await connect(`${url}&sessionId=gone-${index}&pace=0`, headers)).ended();
    expect(bytes([...frames, ...after].slice(1, -1))).toBe(bytes(whole.slice(1, -1)));
    expect(after.at(-1)?.event).toBe('done');
  }
});

test('an EventSource goes through kill -9 and a restart without a gap, and stops after the end', async () => {
  const url = `${gateway.url}/stream?route=analysis&seed=5`;
  const whole = await (await connect(`${url}&pace=0`)).ended();
  const source = startEventSource(`${url}&sessionId=source&pace=20`);
  await source.until(8);
  await gateway.end('SIGKILL');
  gateway = await spawnGateway(env);
  const events = await source.closed();
  expect(events.map((event) => event.id)).toEqual(whole.map((frame) => frame.id));
  const middle = events.slice(1, -1).map((event) => JSON.parse(event.data));
  expect(middle).toEqual(whole.slice(1, -1).map((frame) => frame.data));
  expect(bytes(whole)).toContain('event: done');
});

/** The EventSource that comes with Node, in a process of its own; it is closed by a 204. */
function startEventSource(url: string) {
  // While it waits to reconnect, nothing else keeps its process alive.
  const script = `
    setInterval(() => {}, 1000);
    const source = new EventSource(${JSON.stringify(url)});
    for (const name of ['start', 'progress', 'token', 'done', 'error', 'cancelled'])
      source.addEventListener(name, (event) => {
        if (event.data !== undefined)
          console.log(JSON.stringify({ id: event.lastEventId, data: event.data }));
        else if (source.readyState === EventSource.CLOSED) process.exit(0);
      });`;
  const child = spawn(process.execPath, ['--experimental-eventsource', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 240_000,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const over = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const events = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { id: string; data: string });
  return {
    until: async (count: number) => {
      while (events().length < count)
        await new Promise((resolve) => child.stdout.once('data', resolve));
    },
    closed: async () => {
      await over;
      return events();
    },
  };
}
