import { sharedBackend, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { connect, type Frame, post } from './sse.ts';

/** Needs a server that two gateways can share: set DATABASE_URL. */
describe.runIf(sharedBackend)('two gateways on one PostgreSQL', () => {
  let store: TestDatabase;
  let engine: FakeEngine;
  let a: TestGateway;
  let b: TestGateway;
  beforeAll(async () => {
    store = await (sharedBackend as NonNullable<typeof sharedBackend>).create();
  });
  afterAll(() => store.drop());
  beforeEach(async () => {
    engine = await startFakeEngine();
    a = await startGateway({ database: store.database, engine });
    b = await startGateway({ database: await store.openAnother(), engine });
  });
  afterEach(async () => {
    await Promise.all([a.close(), b.close()]);
    await engine.close();
  });
  const stream = (gateway: TestGateway, query: string, lastEventId?: string) =>
    connect(
      `${gateway.url}/stream?route=critique&${query}`,
      lastEventId ? { 'last-event-id': lastEventId } : {},
    );
  const bytes = (frames: readonly Frame[]) => frames.map((frame) => frame.text).join('');

  test('of 100 callers, at both gateways, one cancels; the stream is told', async () => {
    engine.holdAfter = 10;
    const client = await stream(a, 'sessionId=crowd');
    await client.until(5);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        post(`${(index % 2 ? a : b).url}/cancel`, { sessionId: 'crowd' }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(99);
    expect((await client.ended()).at(-1)?.event).toBe('cancelled');
  });

  test('a cancel at B ends a stream at A', async () => {
    engine.holdAfter = 10;
    const client = await stream(a, 'sessionId=across');
    await client.until(5);
    await post(`${b.url}/cancel`, { sessionId: 'across', reason: 'from B' });
    const frames = await client.ended();
    expect(frames.at(-1)?.data).toMatchObject({ type: 'cancelled', reason: 'from B' });
    const missed = await stream(b, 'sessionId=across', frames.at(-1)?.id);
    expect(missed.status).toBe(204);
  });

  test('a resume at B takes the stream from A, and nothing is lost or doubled', async () => {
    const whole = await (await stream(b, 'seed=1&sessionId=whole')).ended();
    // A's stream would wait here for ever: only the takeover ends it.
    engine.holdAfter = 12;
    const first = await stream(a, 'seed=1&sessionId=moved');
    const before = await first.until(8);
    const second = await stream(b, 'sessionId=moved&pace=60', before.at(-1)?.id);
    const atA = await first.ended();
    expect(atA.length).toBeLessThan(whole.length);
    expect(atA.some((frame) => frame.event === 'done')).toBe(false);
    const after = await second.ended();
    expect(second.headers.get('x-stream-resumed')).toBe('true');
    expect(bytes([...before, ...after].slice(1, -1))).toBe(bytes(whole.slice(1, -1)));
    expect(after.at(-1)?.event).toBe('done');
  });

  test('the kill switch turned at A stops B', async () => {
    engine.holdAfter = 10;
    const client = await stream(b, 'sessionId=killed');
    await client.until(5);
    await post(`${a.url}/admin/kill-switch`, { enabled: true, reason: 'drill' });
    const frames = await client.ended();
    expect(frames.at(-1)?.data).toMatchObject({ code: 'KILL_SWITCH' });
    expect((await stream(b, '')).status).toBe(503);
    await post(`${b.url}/admin/kill-switch`, { enabled: false });
    await expect.poll(async () => (await stream(a, 'seed=2')).status).toBe(200);
  });

  test('a gateway that shuts down gives 50 streams to the other, and their resume back', async () => {
    engine.tokens = 600;
    const whole = await (await stream(a, 'seed=3')).ended();
    const sessions = Array.from({ length: 50 }, (_, index) => `drained-${index}`);
    const firsts = await Promise.all(
      sessions.map((id) => stream(a, `seed=3&sessionId=${id}&pace=20`)),
    );
    await Promise.all(firsts.map((client) => client.until(6)));
    await a.close();
    await Promise.all(
      sessions.map(async (id, index) => {
        const first = firsts[index] as (typeof firsts)[number];
        const before = await first.ended();
        expect(first.text()).toMatch(/retry: \d{4}\n\n$/);
        expect(before.at(-1)?.event).not.toMatch(/done|error|cancelled/);
        const second = await stream(b, `sessionId=${id}&pace=40`, before.at(-1)?.id);
        const middle = await second.until(5);
        second.close();
        const third = await stream(b, `sessionId=${id}`, middle.at(-1)?.id);
        const all = [...before, ...middle, ...(await third.ended())];
        expect(bytes(all.slice(1, -1))).toBe(bytes(whole.slice(1, -1)));
      }),
    );
    a = await startGateway({ database: store.database, engine });
  });

  test('a scenario put at A runs at B', async () => {
    const scenario = { schema: 'scenario.v1', id: 'shared', title: 'T', options: [{ id: 'x' }] };
    await fetch(`${a.url}/scenarios/shared`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(scenario),
    });
    const frames = await (await stream(b, 'scenarioId=shared')).ended();
    expect(frames.at(-1)?.event).toBe('done');
  });
});
