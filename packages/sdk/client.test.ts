import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { type Client, type ClientOptions, createClient, SandboxError } from './index.ts';

/** A gateway of a few lines: it notes what it is asked and answers as the test says. */
interface Asked {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

async function serve(
  answer: (response: ServerResponse, asked: Asked, times: number) => void,
  options: Omit<ClientOptions, 'baseUrl'> = {},
): Promise<{ client: Client; asked: Asked[] }> {
  const asked: Asked[] = [];
  const listener: RequestListener = async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { method, headers } = request;
    asked.push({
      ...{ method, headers, path: url.pathname, query: Object.fromEntries(url.searchParams) },
      body: headers['content-type'] === 'application/json' ? await json(request) : undefined,
    });
    answer(response, asked.at(-1) as Asked, asked.length);
  };
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { client: createClient({ baseUrl: `http://127.0.0.1:${port}`, ...options }), asked };
}

function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

const events = [
  { type: 'start', sessionId: 's-1' },
  { type: 'token', text: 'Grüße ', tokenIndex: 0 },
  { type: 'token', text: 'again', tokenIndex: 1 },
  { type: 'done', totalTokens: 2 },
].map((event, i) => ({ ...event, id: `msg_00${i + 1}` }));

/** Sends events number `from` to `to` (exclusive), the bytes split within a character. */
async function sendEvents(response: ServerResponse, from: number, to: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const text = events
    .slice(from, to)
    .map(
      ({ id, ...event }) => `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
  const bytes = Buffer.from(`retry: 1000\n\n${text.join('')}`);
  const middle = bytes.indexOf('ü') + 1;
  response.write(bytes.subarray(0, middle));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => response.write(bytes.subarray(middle), resolve));
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a stream', () => {
  test('gives every event once, in order, and ends after its last event', async () => {
    // The connection stays open: it is `done` that ends the stream.
    const { client, asked } = await serve((response) => void sendEvents(response, 0, 4));
    const question = { route: 'critique', scenarioId: 'demo', seed: 0 } as const;
    expect(await all(client.stream(question))).toEqual(events);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      path: '/stream',
      query: { route: 'critique', scenarioId: 'demo', seed: '0' },
      headers: { accept: 'text/event-stream' },
    });
    expect(asked[0]?.headers).not.toHaveProperty('last-event-id');
  });

  test.each(['ends early', 'breaks'])('is resumed where a connection %s', async (how) => {
    const { client, asked } = await serve(async (response, _asked, times) => {
      await sendEvents(response, times === 1 ? 0 : 2, times === 1 ? 2 : 4);
      if (how === 'ends early') response.end();
      else response.destroy();
    });
    const resumed: string[] = [];
    const onResume = (lastEventId: string) => resumed.push(lastEventId);
    const stream = client.stream({ route: 'critique' }, { onResume });
    expect(await all(stream)).toEqual(events);
    expect(resumed).toEqual(['msg_002']);
    expect(asked[1]?.headers['last-event-id']).toBe('msg_002');
    // In the session that `start` named, so that it can still be cancelled.
    expect(asked.map(({ query }) => query.sessionId)).toEqual([undefined, 's-1']);
  });

  test('that is cut more often than it may be resumed fails, after what was received', async () => {
    const { client } = await serve(async (response) => {
      await sendEvents(response, 0, 2);
      response.end();
    });
    const received: string[] = [];
    const read = async () => {
      for await (const { id } of client.stream({ route: 'critique' }, { resumes: 0 })) {
        received.push(id);
      }
    };
    await expect(read()).rejects.toThrow('the stream was cut before its end');
    expect(received).toEqual(['msg_001', 'msg_002']);
  });

  test('that had ended when it was cut has no more events', async () => {
    const { client, asked } = await serve(async (response, _asked, times) => {
      if (times > 1) response.writeHead(204).end();
      else await sendEvents(response, 0, 3).then(() => response.end());
    });
    const stream = client.stream({ route: 'critique' });
    expect(await all(stream)).toEqual(events.slice(0, 3));
    expect(asked).toHaveLength(2);
  });

  test('is resumed where a service behind restarts, as often as it may be', async () => {
    const { client, asked } = await serve(async (response, _asked, times) => {
      if (times === 2) answerJson(response, { code: 'OVERLOADED', retryable: true }, 503);
      else await sendEvents(response, times === 1 ? 0 : 2, times === 1 ? 2 : 4);
      response.end();
    });
    expect(await all(client.stream({ route: 'critique' }, { resumes: 2 }))).toEqual(events);
    expect(asked).toHaveLength(3);
  });

  test('is not asked for again when the answer is an error', async () => {
    const { client, asked } = await serve((response) =>
      answerJson(response, { code: 'RESUME_LIMIT', detail: 'resumed once already' }, 409),
    );
    const stream = client.stream({ route: 'critique' }, { resumes: 3 });
    await expect(all(stream)).rejects.toMatchObject({ code: 'RESUME_LIMIT' });
    expect(asked).toHaveLength(1);
  });

  test.each(['aborted', 'left'])('closes its connection when %s', async (how) => {
    let closed: Promise<unknown> | undefined;
    const { client, asked } = await serve((response) => {
      closed = once(response, 'close');
      void sendEvents(response, 0, 2);
    });
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of client.stream({ route: 'critique' }, { signal: controller.signal })) {
        if (how === 'left') return;
        controller.abort();
      }
    };
    if (how === 'left') await read();
    else await expect(read()).rejects.toThrow('aborted');
    await closed;
    expect(asked).toHaveLength(1);
  });
});

describe('requests', () => {
  test.each<[name: string, call: (client: Client) => Promise<unknown>, asked: Partial<Asked>]>([
    [
      'report',
      (client) => client.report({ scenarioId: 'demo', seed: 7 }),
      { method: 'GET', path: '/report', query: { scenarioId: 'demo', seed: '7' } },
    ],
    ['scenario', (client) => client.scenario('a/b'), { method: 'GET', path: '/scenarios/a%2Fb' }],
    [
      'putScenario',
      (client) => client.putScenario({ schema: 'scenario.v1', id: 'x', title: 'X', options: [] }),
      {
        ...{ method: 'PUT', path: '/scenarios/x' },
        body: { schema: 'scenario.v1', id: 'x', title: 'X', options: [] },
      },
    ],
    ['deleteScenario', (client) => client.deleteScenario('x'), { method: 'DELETE' }],
    [
      'killSwitch',
      (client) => client.killSwitch(true, 'drill'),
      { method: 'POST', path: '/admin/kill-switch', body: { enabled: true, reason: 'drill' } },
    ],
  ])('%s', async (_name, call, expected) => {
    const { client, asked } = await serve((response) => answerJson(response, {}));
    await call(client);
    expect(asked).toEqual([expect.objectContaining(expected)]);
  });

  test('scenarios are the list in the answer', async () => {
    const scenarios = [{ id: 'demo', title: 'Demo' }];
    const { client } = await serve((response) => answerJson(response, { scenarios }));
    expect(await client.scenarios()).toEqual(scenarios);
  });

  test('the token goes to administration alone', async () => {
    const { client, asked } = await serve((response) => answerJson(response, {}), {
      adminToken: 'secret',
    });
    await client.killSwitch(false);
    await client.report({});
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', undefined]);
  });

  test.each([
    [202, 'cancelling'],
    [409, 'already_cancelled'],
    [409, 'already_completed'],
  ])('cancel: %d is %s, not an error', async (status, outcome) => {
    const { client, asked } = await serve((response) =>
      answerJson(response, { status: outcome }, status),
    );
    expect(await client.cancel('s-1')).toBe(outcome);
    expect(asked[0]?.body).toEqual({ sessionId: 's-1' });
  });
});

describe('error answers', () => {
  const errorAfter = async (answer: (response: ServerResponse) => void) => {
    const { client } = await serve(answer);
    const error = await client.report({}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SandboxError);
    return error as SandboxError;
  };

  test('carry what the problem says', async () => {
    const problem = { code: 'BAD_INPUT', detail: 'seed: a whole number', retryable: false };
    const error = await errorAfter((response) => answerJson(response, problem, 400));
    expect(error).toMatchObject({ status: 400, code: 'BAD_INPUT', retryable: false, problem });
    expect(error.message).toBe('seed: a whole number');
  });

  test.each([
    [502, 'text/html', '<h1>Bad gateway</h1>', true],
    [404, 'text/plain', 'nothing here', false],
    [503, 'application/json', '{"cut', true],
  ])(
    '%d with %s that is no problem has a message all the same',
    async (status, type, body, retryable) => {
      const error = await errorAfter((response) =>
        response.writeHead(status, { 'content-type': type }).end(body),
      );
      expect(error).toMatchObject({ status, code: null, retryable, problem: null });
      expect(error.message).toBe(`the service answered ${status}`);
    },
  );
});

describe('sweeps and jobs', () => {
  test('a small sweep is the answer, a larger one a job to follow', async () => {
    const { client, asked } = await serve((response, { path }) => {
      if (path === '/compare/sweep') answerJson(response, { jobId: 'j-1', status: 'queued' }, 202);
      else if (path === '/jobs/stream') answerEvents(response);
      else answerJson(response, { schema: 'sweep.v1', complete: false });
    });
    const vary = [{ variable: 'churn', values: [0.02, 0.04] }];
    const answer = await client.sweep({ scenarioId: 'demo', vary }, { idempotencyKey: 'once' });
    expect(asked[0]?.headers['idempotency-key']).toBe('once');
    expect(answer).toEqual({ jobId: 'j-1', status: 'queued' });
    const types: string[] = [];
    for await (const event of client.jobEvents('j-1')) types.push(event.type);
    expect(types).toEqual(['start', 'progress', 'done']);
    expect(asked[1]?.query).toEqual({ jobId: 'j-1' });
    expect(await client.sweepResult('j-1', { partial: true })).toMatchObject({ complete: false });
    expect(asked[2]).toMatchObject({ path: '/jobs/j-1/result', query: { partial: 'true' } });
    await client.retryJob('j-1');
    expect(asked[3]).toMatchObject({ method: 'POST', path: '/jobs/j-1/retry' });
  });

  test('a report that nobody waits for any more is given up', async () => {
    const stop = new AbortController();
    const { client } = await serve(() => stop.abort());
    const report = client.report({ scenarioId: 'demo' }, { signal: stop.signal });
    await expect(report).rejects.toThrow(/abort/i);
  });
});

function answerEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [i, type] of ['start', 'progress', 'done'].entries()) {
    response.write(`id: msg_00${i + 1}\nevent: ${type}\ndata: ${JSON.stringify({ type })}\n\n`);
  }
  response.end();
}
