import { request } from 'node:http';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';

/**
 * What the HTML standard's EventSource counts on, as far as a server has a part in it: the cases of the
 * web platform tests under `eventsource/` (format-*, request-*, eventsource-reconnect, last-event-id, cors).
 */

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const ORIGIN = 'http://localhost:5173';
const PATH = '/stream?route=critique&seed=3';
let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
let lastId: string;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  engine = await startFakeEngine();
  gateway = await startGateway({ database: store.database, engine });
  const ids = (await ask()).body.toString().match(/msg_\d+/g);
  lastId = ids?.at(-1) ?? '';
});
afterAll(async () => {
  await gateway.close();
  await engine.close();
  await store.drop();
});

/** A request as an EventSource makes it; header values are bytes, one a character. */
function ask(
  headers: Readonly<Record<string, string>> = {},
  { path = PATH, method = 'GET' } = {},
): Promise<Answer> {
  const given = { accept: 'text/event-stream', 'cache-control': 'no-cache', ...headers };
  return new Promise((resolve, reject) => {
    request(gateway.url + path, { method, headers: given, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const { statusCode: status = 0, headers: answered } = response;
      resolve({ status, headers: answered, body: Buffer.concat(chunks) });
    })
      .on('error', reject)
      .end();
  });
}

describe('status: 200 goes on, 204 stops, anything else fails the connection', () => {
  test.each([
    ['from the beginning', {}, 200, 'msg_001'],
    ['an empty last id is none', { 'last-event-id': '' }, 200, 'msg_001'],
    ['after the last id, the very next', { 'last-event-id': 'msg_007' }, 200, 'msg_008'],
    ['white space around an id is not of it', { 'last-event-id': ' msg_007\t' }, 200, 'msg_008'],
    ['an id that nobody gave', { 'last-event-id': 'msg_7' }, 400, null],
    ['an id in UTF-8', { 'last-event-id': Buffer.from('…').toString('latin1') }, 400, null],
    ['an id beyond the end', { 'last-event-id': 'msg_999' }, 400, null],
    ['any Accept', { accept: '*/*' }, 200, 'msg_001'],
    ['an Accept of something else', { accept: 'text/html' }, 200, 'msg_001'],
    [
      'credentials are not looked at',
      { cookie: 'a=b', authorization: 'Basic eDp5' },
      200,
      'msg_001',
    ],
  ])('%s', async (_, headers, status, first) => {
    const answer = await ask(headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(/^id: (\S+)$/m.exec(answer.body.toString())?.[1] ?? null).toBe(first);
    const type = status === 200 ? 'text/event-stream; charset=utf-8' : 'application/problem+json';
    expect(answer.headers['content-type']).toContain(type);
  });

  test('the last id of all: 204 without a body, again and again', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { status, body, headers } = await ask({ 'last-event-id': lastId });
      expect([status, body.length, headers['content-type']]).toEqual([204, 0, undefined]);
    }
  });

  test.each([
    ['POST', PATH, 405],
    ['GET', '/stream', 400],
    ['GET', '/streams?route=critique', 404],
    ['GET', '/stream/?route=critique', 404],
    ['GET', '/stream?route=critique&scenarioId=none', 404],
  ])('%s %s is %i, never a redirect', async (method, path, status) => {
    const answer = await ask({}, { method, path });
    expect([answer.status, answer.headers.location]).toEqual([status, undefined]);
  });
});

describe('format', () => {
  test('UTF-8 without a mark, LF alone, and no field but those that are known', async () => {
    const { body } = await ask();
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    expect(text).not.toMatch(/^\uFEFF|[\r\0]/);
    expect(text).toContain('№');
    const lines = text.split('\n');
    const known = /^$|^id: \S+$|^event: [a-z]+$|^data: \{[^\n]*\}$|^retry: \d+$|^: /;
    expect(lines.filter((line) => !known.test(line))).toEqual([]);
    expect(text.endsWith('\n\n')).toBe(true);
  });

  test('the time to reconnect comes first, and a comment is never taken for an event', async () => {
    const { body } = await ask({ 'last-event-id': 'msg_002' });
    expect(body.toString()).toMatch(/^retry: 1000\n\nid: msg_003\n/);
  });

  test('each event has one id, one name and one line of data', async () => {
    const blocks = (await ask()).body.toString().split('\n\n').slice(1, -1);
    expect(blocks.length).toBeGreaterThan(40);
    for (const block of blocks) expect(block).toMatch(/^id: \S+\nevent: [a-z]+\ndata: \{[^\n]*\}$/);
  });

  test('nobody on the way may keep it, hold it back or pack it', async () => {
    const { headers } = await ask({ 'accept-encoding': 'gzip, br' });
    expect(headers['cache-control']).toContain('no-store');
    expect(headers['x-accel-buffering']).toBe('no');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toBeUndefined();
  });
});

describe('cors', () => {
  test.each([
    ['an allowed origin is echoed', ORIGIN, ORIGIN],
    ['another gets no header', 'https://evil.test', undefined],
    ['nor does one without a name', 'null', undefined],
    ['nor one that only begins like it', `${ORIGIN}0`, undefined],
  ])('%s', async (_, origin, allowed) => {
    for (const id of ['', 'msg_003', 'nonsense']) {
      const { headers } = await ask({ origin, 'last-event-id': id });
      expect(headers['access-control-allow-origin']).toBe(allowed);
      expect(headers.vary).toContain('Origin');
      // withCredentials is refused by the browser then.
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  test('a preflight for Last-Event-ID is granted', async () => {
    const headers = {
      origin: ORIGIN,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'last-event-id',
    };
    const answer = await ask(headers, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toMatch(/last-event-id/i);
  });
});
