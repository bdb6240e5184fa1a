import { type Database, findSession } from '@scenario-sandbox/store';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect, type Frame, post } from './sse.ts';

/** Streams that go on while the store is still to hear of them. */

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
/** Begins that wait until this resolves, or fail with it. */
let held: PromiseWithResolvers<void>;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
});
afterAll(() => store.drop());
beforeEach(async () => {
  engine = await startFakeEngine();
  held = Promise.withResolvers();
  held.promise.catch(() => {});
  const query: Database['query'] = async (text, values) => {
    if (/INSERT INTO sessions .*connection/.test(text)) await held.promise;
    return store.database.query(text, values);
  };
  gateway = await startGateway({ database: { ...store.database, query }, engine });
});
afterEach(async () => {
  held.resolve();
  await gateway.close();
  await engine.close();
});
const stream = (query = '') => connect(`${gateway.url}/stream?route=critique${query}`);
const sessionOf = (frames: readonly Frame[]) =>
  (frames[0]?.data as { sessionId: string } | undefined)?.sessionId ?? '';
const isWhole = (frames: readonly Frame[]) =>
  frames.every(({ id }, index) => Number(id.slice(4)) === index + 1);

test('the tokens of a stream whose id was made here do not wait for the store; its end does', async () => {
  const client = await stream();
  const frames = await client.until(43);
  expect(frames.at(-1)?.event).toBe('token');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.text()).not.toContain('event: done');
  held.resolve();
  const all = await client.ended();
  expect([all.at(-1)?.event, isWhole(all)]).toEqual(['done', true]);
  const session = await findSession(store.database, sessionOf(all));
  expect(session).toMatchObject({ state: 'completed', lastPlace: all.length });
});

test('a stream of a session that a client named waits to hear that it was not cancelled', async () => {
  const client = await stream('&sessionId=named');
  await client.until(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.text()).not.toContain('event: token');
  held.resolve();
  expect((await client.ended()).at(-1)?.event).toBe('done');
});

test('a cancel that comes before the session is stored is the end of it', async () => {
  engine.holdAfter = 6;
  const client = await stream();
  const sessionId = sessionOf(await client.until(5));
  expect((await post(`${gateway.url}/cancel`, { sessionId })).status).toBe(202);
  const frames = await client.ended();
  expect([frames.at(-1)?.event, isWhole(frames)]).toEqual(['cancelled', true]);
  held.resolve();
  const url = `${gateway.url}/stream?route=critique&sessionId=${sessionId}`;
  const again = () => connect(url, { 'last-event-id': frames.at(-1)?.id ?? '' });
  await expect.poll(async () => (await again()).status).toBe(204);
  expect((await post(`${gateway.url}/cancel`, { sessionId })).status).toBe(409);
});

test('a cancel elsewhere, stored before the session, ends the stream without a gap', async () => {
  engine.holdAfter = 6;
  const client = await stream();
  const sessionId = sessionOf(await client.until(5));
  const other = await startGateway({ database: store.database, engine });
  try {
    expect((await post(`${other.url}/cancel`, { sessionId })).status).toBe(202);
    held.resolve();
    const frames = await client.ended();
    expect([frames.at(-1)?.event, isWhole(frames)]).toEqual(['cancelled', true]);
  } finally {
    await other.close();
  }
});

test('where the store refuses, the stream ends with an error that says to try again', async () => {
  engine.holdAfter = 6;
  const client = await stream();
  await client.until(5);
  held.reject(new Error('gone'));
  const frames = await client.ended();
  expect(frames.at(-1)?.data).toMatchObject({ type: 'error', code: 'INTERNAL', retryable: true });
  expect(isWhole(frames)).toBe(true);
});
