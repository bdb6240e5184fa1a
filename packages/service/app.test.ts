import { connect } from 'node:net';
import { errorCodes, errors, ProblemDetails } from '@scenario-sandbox/contract';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { acceptAnythingAsJson } from './body.ts';
import { readServiceConfig } from './config.ts';
import { ProblemError } from './problem.ts';
import type { App } from './types.ts';

let app: App;
let base: string;
let disabledReason: string | null = null;
const lines: string[] = [];

beforeAll(async () => {
  const created = await createApp({
    service: 'example',
    version: '1.2.3',
    config: readServiceConfig({ ALLOWED_HOSTS: 'example.test' }),
    disabledReason: () => disabledReason,
    checks: {
      fine: async () => 'ok',
      broken: () => Promise.reject(new Error('secret address 10.0.0.7')),
    },
    logTo: { write: (line) => lines.push(line) },
    bodyLimitBytes: 1_000,
  });
  app = created.app;
  const query = Type.Object(
    { seed: Type.Optional(Type.String({ pattern: '^[0-9]+$', description: 'a whole number' })) },
    { additionalProperties: false },
  );
  app.get('/things/:id', { schema: { querystring: query } }, async () => ({ ok: true }));
  const body = Type.Object(
    { options: Type.Array(Type.Object({ id: Type.String({ maxLength: 3 }) })) },
    { additionalProperties: false },
  );
  app.post('/things', { schema: { body } }, async (request) => request.body);
  app.delete('/things', async () => ({ gone: true }));
  app.get('/fault', async () => {
    throw new Error('the user wrote: my secret plan');
  });
  app.get('/refused', async () => {
    throw new ProblemError('RATE_LIMIT', 'slow down', { headers: { 'retry-after': '7' } });
  });
  await app.register(async (scope) => {
    acceptAnythingAsJson(scope);
    scope.post('/loose', async (request) => request.body ?? null);
  });
  base = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: path, headers: { host: 'localhost', ...headers } });
const post = (path: string, payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: path,
    payload,
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
  });

describe('errors', () => {
  test.each([
    ['unknown path', '/nowhere', 404, 'NOT_FOUND', 'the path'],
    [
      'unknown parameter',
      '/things/1?sede=1',
      400,
      'BAD_INPUT',
      'sede: unknown parameter; expected seed',
    ],
    ['parameter of a route without any', '/fault?x=1', 400, 'BAD_INPUT', 'x: unknown parameter'],
    ['odd parameter', '/things/1?%3Cscript%3E=1', 400, 'BAD_INPUT', '(odd name): unknown'],
    [
      'repeated parameter',
      '/things/1?seed=1&seed=2',
      400,
      'BAD_INPUT',
      'seed: given more than once',
    ],
    ['wrong value', '/things/1?seed=x', 400, 'BAD_INPUT', 'seed: expected a whole number'],
    ['long URL', `/things/1?seed=${'1'.repeat(9_000)}`, 413, 'RESOURCE_LIMIT', 'the URL'],
    ['bad encoding', '/things/%E0%A4%A', 400, 'BAD_INPUT', 'the URL'],
    ['refusal', '/refused', 429, 'RATE_LIMIT', 'slow down'],
    ['fault', '/fault', 500, 'INTERNAL', 'Something went wrong'],
  ])('%s', async (_name, path, status, code, detail) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    const problem = answer.json();
    expect(Value.Check(ProblemDetails, problem)).toBe(true);
    expect(problem).toMatchObject({ code, status, requestId: answer.headers['x-request-id'] });
    expect(problem.detail).toContain(detail);
    expect(answer.body).not.toMatch(/secret|script|at .*\.ts/);
  });

  test.each([
    ['text that is not JSON', '{\n  "options": [] x}', 'not valid JSON at line 2, column 17'],
    ['nothing', '', 'the body'],
    ['another shape', '[]', 'the body: expected an object with options'],
    ['an unknown field', '{"options":[],"extra":1}', 'extra: unknown field'],
    ['a missing field', '{}', 'options: required, expected an array'],
    ['a field deep inside', '{"options":[{"id":"long id"}]}', 'options[0].id: expected a string'],
    ['a reserved key', '{"options":[],"__proto__":{"x":1}}', 'a reserved key'],
    ['deep nesting', `${'['.repeat(70)}${']'.repeat(70)}`, 'nested deeper than 64'],
  ])('a body with %s', async (_name, body, detail) => {
    const answer = await post('/things', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toContain(detail);
  });

  test('bytes that are not UTF-8, bodies that are too large or of another type', async () => {
    const payload = Buffer.from([0x22, 0xff, 0x22]);
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    const broken = await app.inject({ method: 'POST', url: '/things', payload, headers });
    expect(broken.json().detail).toContain('UTF-8');
    expect((await post('/things', `"${'x'.repeat(2_000)}"`)).json().code).toBe('RESOURCE_LIMIT');
    const form = await post('/things', 'a=1', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.json().code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  test('a wrong method is told the right ones', async () => {
    const answer = await app.inject({
      method: 'PUT',
      url: '/things',
      headers: { host: 'localhost' },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('DELETE, POST');
    const pattern = await post('/things/7', '{}');
    expect(pattern.headers.allow).toBe('GET, HEAD');
  });

  test('where told to, any content type is read as JSON', async () => {
    const types = ['application/x-www-form-urlencoded', 'text/plain', 'nonsense'];
    for (const type of types) {
      const answer = await post('/loose', '{"a":1}', { 'content-type': type });
      expect(answer.json()).toEqual({ a: 1 });
    }
    expect((await post('/loose', '')).json()).toEqual({});
    expect((await post('/loose', 'a=1')).statusCode).toBe(400);
  });

  test.each([
    ['GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n', '400'],
    [`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '413'],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: a\0b\r\n\r\n', '400'],
  ])('bytes that are not HTTP', async (bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(`HTTP/1.1 ${status}`);
    expect(answer).toMatch('application/problem+json');
  });

  test('a client hears why it was refused, though it has ten megabytes more to send', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(10_000_000)}`);
    expect(answer).toMatch('HTTP/1.1 413');
    expect(answer).toMatch('"detail":"the headers: too large."');
  });

  test.each([
    ['no host', 'GET /metrics HTTP/1.1', 400],
    ['two hosts', 'GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.test', 400],
    ['no host, in the older version', 'GET /things/1 HTTP/1.0', 403],
    ['one host', 'GET /things/1 HTTP/1.1\r\nHost: localhost', 200],
    ['the host in its target', 'GET http://localhost/things/1 HTTP/1.1\r\nHost: evil.test', 200],
    [
      'a foreign host in its target',
      'GET http://evil.test/things/1 HTTP/1.1\r\nHost: localhost',
      403,
    ],
    [
      'a user before a host',
      'GET http://localhost@evil.test/things/1 HTTP/1.1\r\nHost: localhost',
      403,
    ],
    ['an empty host', 'GET http:///things/1 HTTP/1.1\r\nHost: localhost', 403],
    ['a host and no path', 'GET http://localhost HTTP/1.1\r\nHost: localhost', 404],
    ['a host in its target alone', 'GET http://localhost/metrics HTTP/1.1', 400],
    ['another scheme', 'GET ftp://localhost/things/1 HTTP/1.1\r\nHost: localhost', 404],
    ['an odd expectation', 'GET /things/1 HTTP/1.1\r\nHost: localhost\r\nExpect: tea', 200],
  ])('a request with %s', async (_, head, status) => {
    const answer = await raw(`${head}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/\r\ncache-control: no-store\r\n/i);
    expect(answer).toMatch(/\r\nx-request-id: /i);
  });

  function raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  }

  test('codes are unique words with a status of their kind', () => {
    for (const code of errorCodes) {
      expect(code).toMatch(/^[A-Z_]+$/);
      expect(errors[code].status).toBeGreaterThanOrEqual(400);
      expect(errors[code].title).not.toBe('');
    }
  });
});

describe('guards', () => {
  test.each([
    ['localhost', 200],
    ['localhost:3001', 200],
    ['LOCALHOST', 200],
    ['127.0.0.1:9', 200],
    ['[::1]:3001', 200],
    ['example.test:80', 200],
    ['evil.test', 403],
    ['localhost.evil.test', 403],
    ['localhost@evil.test', 403],
    ['127.0.0.1.nip.io', 403],
  ])('Host %s is answered with %i', async (host, status) => {
    expect((await get('/things/1', { host })).statusCode).toBe(status);
    expect((await get('/metrics', { host })).statusCode).toBe(200);
  });

  test.each([
    ['http://localhost:3000', 200],
    ['http://localhost', 200],
    ['https://evil.test', 403],
    ['http://localhost:3000.evil.test', 403],
    ['null', 403],
  ])('a change from origin %s is answered with %i', async (origin, status) => {
    expect((await post('/things', '{"options":[]}', { origin })).statusCode).toBe(status);
  });

  test('allowed origins are echoed, others get none, no origin gets the first', async () => {
    const echoed = await get('/things/1', { origin: 'http://localhost:5173' });
    expect(echoed.headers['access-control-allow-origin']).toBe('http://localhost:5173');
    expect(echoed.headers.vary).toBe('Origin');
    const foreign = await get('/things/1', { origin: 'https://evil.test' });
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
    expect(foreign.headers.vary).toBe('Origin');
    const none = await get('/refused');
    expect(none.headers['access-control-allow-origin']).toBe('http://localhost:3000');
  });

  test('a preflight allows what streams need, for allowed origins only', async () => {
    const ask = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url: '/things',
        headers: {
          host: 'localhost',
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'last-event-id',
        },
      });
    const allowed = await ask('http://localhost:3000');
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers['access-control-allow-headers']).toMatch(
      /Last-Event-ID, Content-Type, Authorization/,
    );
    const refused = await ask('https://evil.test');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    expect(refused.headers).not.toHaveProperty('access-control-allow-headers');
  });
});

describe('operations', () => {
  test('health tells the service, its version and whether it is switched off', async () => {
    const healthy = await get('/healthz');
    expect(healthy.statusCode).toBe(200);
    expect(healthy.json()).toMatchObject({
      status: 'healthy',
      service: 'example',
      version: '1.2.3',
    });
    disabledReason = 'Kill switch active';
    const disabled = await get('/healthz');
    disabledReason = null;
    expect(disabled.statusCode).toBe(503);
    expect(disabled.json()).toMatchObject({ status: 'disabled', reason: 'Kill switch active' });
  });

  test('readiness names what is missing, and nothing else of it', async () => {
    const answer = await get('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().checks).toEqual({ fine: 'ok', broken: 'not reachable' });
  });

  test('requests are counted by route, not by what was asked', async () => {
    await get('/things/my-private-id?seed=12345');
    const { body } = await get('/metrics');
    expect(body).toMatch(
      /http_requests_total\{method="GET",route="\/things\/:id",status="200"\} \d/,
    );
    expect(body).toContain('http_request_duration_seconds_bucket');
    expect(body).not.toMatch(/private|12345/);
  });

  test('log lines are JSON and hold nothing a user wrote', async () => {
    lines.length = 0;
    await get('/things/my-private-id?seed=12345');
    await get('/fault');
    await post('/things', '{"options":[{"id":"sec"}]}', { 'x-request-id': 'trace-1' });
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({ route: '/things/:id', status: 200, service: 'example' }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ reqId: 'trace-1' }));
    const fault = entries.find((entry) => entry.fault);
    expect(fault.fault.frames[0]).toContain('app.test.ts');
    expect(lines.join('')).not.toMatch(/private|12345|secret|sec"|127\.0\.0\.1/);
  });
});
