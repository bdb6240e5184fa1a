import type { Scenario } from '@scenario-sandbox/contract';
import { identityOf } from '@scenario-sandbox/core/question.ts';
import { buildEngine, readEngineConfig } from '@scenario-sandbox/engine';
import { createPool, type Pool } from '@scenario-sandbox/runner/pool.ts';
import type { App } from '@scenario-sandbox/service';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect, type Frame } from './sse.ts';

const MODEL = 'writer:small';
const scenario: Scenario = {
  schema: 'scenario.v1',
  id: 'demo',
  title: 'Buy or rent?',
  samples: 1_000,
  variables: { cost: { dist: 'normal', mean: 50, sd: 10 } },
  options: [
    { id: 'buy', set: { price: 120 } },
    { id: 'rent', set: { price: 90 } },
  ],
  model: { gain: 'price - cost' },
  objective: { maximise: 'gain' },
};

let store: TestDatabase;
let pool: Pool;
let chat: ChatServer;
let engine: App;
/** One that has next to no patience with the model. */
let hasty: App;
const logs: string[] = [];
let engineUrl: string;
let gateway: TestGateway;
let seed = 0;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  pool = createPool({ workers: 1 });
  chat = await startChatServer();
  const build = (timeoutMs: number) => {
    const config = readEngineConfig({
      ENABLE_NARRATOR_LLM: 'true',
      NARRATOR_LLM_URL: chat.url,
      NARRATOR_LLM_MODEL: MODEL,
      NARRATOR_LLM_KEY: 'a-key',
      NARRATOR_LLM_TIMEOUT_MS: String(timeoutMs),
    });
    return buildEngine({ config, pool, logTo: { write: (line) => logs.push(line) } });
  };
  [engine, hasty] = [await build(120_000), await build(500)];
  engineUrl = await engine.listen({ host: '127.0.0.1', port: 0 });
  await hasty.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await engine.close();
  await hasty.close();
  await pool.close();
  await chat.close();
  await store.drop();
});
beforeEach(async () => {
  seed += 1;
  chat.pieces = [
    '**Bu',
    'y** gains ',
    '70.2 m',
    'ore, at ',
    '12',
    '34.5 a time.\n\n',
    '1. Two samples.\n',
  ];
  chat.holdAfter = Number.POSITIVE_INFINITY;
  chat.breakAfter = null;
  chat.status = 200;
  chat.asked.length = 0;
  gateway = await openGateway();
});
afterEach(() => gateway.close());

const openGateway = (url = engineUrl) =>
  startGateway({
    database: store.database,
    engine: { url },
    identify: identityOf,
    examples: [scenario],
    config: { models: ['built-in', MODEL] },
  });
const path = (rest = '') => `/stream?route=decision&model=${MODEL}&seed=${seed}${rest}`;
const stream = (at: TestGateway, rest = '', lastEventId?: string) =>
  connect(at.url + path(rest), lastEventId ? { 'last-event-id': lastEventId } : {});
const textOf = (frames: readonly Frame[]) =>
  frames.map(({ data }) => (data.type === 'token' ? data.text : '')).join('');
const bytes = (frames: readonly Frame[]) => frames.map(({ text }) => text).join('');

test('a model tells the findings; figures that are not theirs are struck out and counted', async () => {
  const frames = await (await stream(gateway)).ended();
  expect(frames.map(({ event }) => event)).toEqual([
    'start',
    'progress',
    ...textOf(frames)
      .match(/\S+\s*/g)!
      .map(() => 'token'),
    'done',
  ]);
  expect(textOf(frames)).toContain('**Buy** gains ');
  expect(textOf(frames)).toContain('~~1234.5~~ a time.\n\n1. Two samples.\n');
  expect(frames[0]?.data).toMatchObject({ model: MODEL });
  expect(frames.at(-1)?.data).toMatchObject({ truncated: false, totalTokens: 11 });
  expect(chat.authorizations.at(-1)).toBe('Bearer a-key');
  const [asked] = chat.asked;
  expect(asked).toMatchObject({ model: MODEL, stream: true });
  const told = JSON.parse(asked?.messages.at(-1)?.content ?? '');
  expect(told).toMatchObject({ title: 'Buy or rent?', recommended: 'buy' });
  const metrics = (await engine.inject({ url: '/metrics' })).body;
  expect(Number(/^narrator_figures_struck_total (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(0);
});

test('the second stream of a question, on another gateway, is the first again', async () => {
  const first = await (await stream(gateway)).ended();
  chat.pieces = ['Something ', 'else.'];
  const other = await openGateway();
  const second = await (await stream(other)).ended();
  expect(bytes(second.slice(1, -1))).toBe(bytes(first.slice(1, -1)));
  const resumed = await (await stream(other, '', 'msg_004')).ended();
  expect(bytes(resumed.slice(0, -1))).toBe(bytes(first.slice(4, -1)));
  expect(chat.asked).toHaveLength(1);
  await other.close();
});

test('while a model is writing, another gateway goes on with the same words', async () => {
  chat.holdAfter = 3;
  const first = await stream(gateway, '&sessionId=moves');
  const before = await first.until(4);
  const other = await openGateway();
  const second = await stream(other, '&sessionId=moves', before.at(-1)?.id);
  chat.holdAfter = Number.POSITIVE_INFINITY;
  const after = await second.ended();
  expect(after[0]?.id).toBe(`msg_00${before.length + 1}`);
  expect(after.at(-1)?.event).toBe('done');
  const whole = await (await stream(other)).ended();
  expect(bytes([...before, ...after].slice(1, -1))).toBe(bytes(whole.slice(1, -1)));
  expect(chat.asked).toHaveLength(1);
  await other.close();
});

test('a gateway that goes away leaves its text to the built-in narrator, without a gap', async () => {
  chat.holdAfter = 3;
  const first = await stream(gateway, '&sessionId=left');
  const before = await first.until(4);
  await gateway.close();
  gateway = await openGateway();
  const after = await (await stream(gateway, '&sessionId=left', before.at(-1)?.id)).ended();
  const all = [...before, ...after];
  expect(all.map(({ id }) => Number(id.slice(4)))).toEqual(all.map((_, index) => index + 1));
  expect(after[0]?.data).toMatchObject({
    type: 'progress',
    message: 'The language model failed; the built-in narrator goes on',
  });
  expect(after.at(-1)?.event).toBe('done');
  expect(after.at(-2)?.data).toMatchObject({ type: 'token', model: 'built-in' });
});

test.each([
  ['refuses', () => Object.assign(chat, { status: 500 })],
  ['breaks off', () => Object.assign(chat, { breakAfter: 2 })],
  ['says nothing', () => Object.assign(chat, { pieces: [] })],
  [
    'takes too long',
    async () => {
      chat.holdAfter = 2;
      await gateway.close();
      gateway = await openGateway(hasty.listeningOrigin);
    },
  ],
])('a model that %s is replaced by the built-in narrator, which says so', async (_, fail) => {
  await fail();
  const frames = await (await stream(gateway)).ended();
  const progress = frames.flatMap(({ data }) => (data.type === 'progress' ? [data.message] : []));
  expect(progress).toContain('The language model failed; the built-in narrator goes on');
  expect(frames.at(-1)).toMatchObject({ event: 'done' });
  const last = frames.findLast(({ event }) => event === 'token')?.data;
  expect(last).toMatchObject({ model: 'built-in' });
  const again = await (await stream(gateway)).ended();
  expect(bytes(again.slice(1, -1))).toBe(bytes(frames.slice(1, -1)));
});

test('a budget holds for a model as well', async () => {
  const frames = await (await stream(gateway, '&budget=3')).ended();
  expect(frames.at(-1)?.data).toMatchObject({ totalTokens: 3, truncated: true });
  expect(frames.filter(({ event }) => event === 'token')).toHaveLength(3);
});

test('a text that is not kept any more is not made up anew for a client that has half of it', async () => {
  const frames = await (await stream(gateway, '&sessionId=old', 'msg_003')).ended();
  expect(frames.map(({ data }) => data)).toMatchObject([{ type: 'error', code: 'STREAM_CHANGED' }]);
});

test('a cancel stops the model', async () => {
  chat.holdAfter = 2;
  const client = await stream(gateway, '&sessionId=stop');
  await client.until(2);
  await fetch(`${gateway.url}/cancel`, { method: 'POST', body: '{"sessionId":"stop"}' });
  expect((await client.ended()).at(-1)?.event).toBe('cancelled');
  const metrics = async () => (await engine.inject({ url: '/metrics' })).body;
  await expect.poll(metrics).toMatch(/engine_analyses\{state="running"\} 0/);
  // Nothing has failed: 50 is the level of an error.
  await expect.poll(() => logs.join('')).toContain('the caller left');
  expect(logs.join('')).not.toContain('"level":50');
});

test('a model that is not known is refused, naming those that are', async () => {
  const response = await fetch(`${gateway.url}/stream?route=decision&model=gpt`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'BAD_INPUT',
    detail: `model: expected one of built-in, ${MODEL}.`,
  });
});
