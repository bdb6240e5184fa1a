import { Registry } from '@scenario-sandbox/service';
import { beginSession, cancelSession, claimSession, findSession } from '@scenario-sandbox/store';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGatewayMetrics } from '../../services/gateway/metrics.ts';
import { StreamHub } from '../../services/gateway/streams/hub.ts';
import type { SessionStream } from '../../services/gateway/streams/session-stream.ts';

const run = {
  scenarioId: 'demo',
  scenarioHash: 'hash',
  seed: 1,
  route: 'critique',
  model: 'built-in',
  budget: 10,
  engineVersion: '1',
  runId: 'run',
};

describe.each(backends)('the end of a stream, decided on $name', ({ create }) => {
  let store: TestDatabase;
  let hub: StreamHub;
  const faults: unknown[] = [];
  beforeAll(async () => {
    store = await create();
    const read = { openStreams: () => 0, killed: () => false };
    hub = new StreamHub({
      database: store.database,
      metrics: createGatewayMetrics(new Registry(), read),
      maxStreamsPerClient: 1,
      onFault: (cause) => faults.push(cause),
    });
  });
  afterAll(() => store.drop());
  const begin = (id: string) =>
    beginSession(store.database, {
      id,
      run,
      state: 'running',
      startedAt: new Date(),
      lifetimeMs: 60_000,
      resumes: 0,
    });
  const settle = (sessionId: string, connection: number, place: number) =>
    hub.settle({ sessionId, connection } as SessionStream, 'completed', place);

  test('the stream that has the session ends it, and a replay of it ends again', async () => {
    await begin('ended');
    expect(await settle('ended', 1, 9)).toBe('ended');
    expect(await settle('ended', 1, 9)).toBe('ended');
  });

  test('a stream that was taken over, and has not heard of it, does not end the session', async () => {
    await begin('taken');
    await claimSession(store.database, 'taken', 1);
    expect(await settle('taken', 1, 9)).toBe('lost');
    expect((await findSession(store.database, 'taken'))?.state).toBe('running');
    expect(await settle('taken', 2, 9)).toBe('ended');
    expect(await settle('taken', 1, 9)).toBe('lost');
  });

  test('a stream whose cancel was stored first ends with it, at its place', async () => {
    await begin('cancelled');
    await cancelSession(store.database, 'cancelled', { reason: 'enough', lifetimeMs: 60_000 });
    expect(await settle('cancelled', 1, 9)).toMatchObject({ reason: 'enough' });
    expect((await findSession(store.database, 'cancelled'))?.lastPlace).toBe(9);
  });

  test('while it gives its streams away no other is taken: 503, and when to try again', async () => {
    const other = new StreamHub({
      database: store.database,
      metrics: createGatewayMetrics(new Registry(), { openStreams: () => 0, killed: () => false }),
      maxStreamsPerClient: 1,
      onFault: (cause) => faults.push(cause),
    });
    other.requireRoom('somebody');
    await other.drain();
    expect(() => other.requireRoom('somebody')).toThrow(
      expect.objectContaining({ code: 'OVERLOADED', headers: { 'retry-after': '1' } }),
    );
  });

  test('where the store does not answer, the stream is left for the client to resume', async () => {
    const broken = new StreamHub({
      database: { ...store.database, query: () => Promise.reject(new Error('gone')) },
      metrics: createGatewayMetrics(new Registry(), { openStreams: () => 0, killed: () => false }),
      maxStreamsPerClient: 1,
      onFault: (cause) => faults.push(cause),
    });
    const stream = { sessionId: 'x', connection: 1 } as SessionStream;
    expect(await broken.settle(stream, 'completed', 2)).toBe('lost');
    expect(faults).toHaveLength(1);
  });
});
