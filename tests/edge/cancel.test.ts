import { findSession } from '@scenario-sandbox/store';
import { backends } from '@scenario-sandbox/store/testing.ts';
import { describe, expect, test } from 'vitest';
import { gatewayForEach, startGateway } from './gateway.ts';
import { connect, post } from './sse.ts';

describe.each(backends)('cancel, with state on $name', ({ create }) => {
  const at = gatewayForEach(create);
  const cancel = (sessionId: unknown, reason?: string) =>
    post(`${at.gateway.url}/cancel`, { sessionId, ...(reason !== undefined && { reason }) });
  const stream = (sessionId: string, lastEventId?: string) =>
    connect(
      `${at.gateway.url}/stream?route=critique&sessionId=${sessionId}`,
      lastEventId ? { 'last-event-id': lastEventId } : {},
    );

  test('a running stream gets `cancelled` as its last event, and is told so once', async () => {
    at.engine.holdAfter = 10;
    const client = await stream('running');
    await client.until(6);
    const first = await cancel('running', 'changed my mind');
    // The run waits for ever: only the cancel ends its stream.
    const frames = await client.ended();
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ status: 'cancelling', sessionId: 'running' });
    expect(frames.at(-1)?.data).toEqual({
      type: 'cancelled',
      reason: 'changed my mind',
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(frames.map((frame) => Number(frame.id.slice(4)))).toEqual(frames.map((_, i) => i + 1));
    expect((await stream('running', frames.at(-1)?.id)).status).toBe(204);
    for (const again of [await cancel('running'), await cancel('running')]) {
      expect(again.status).toBe(409);
      expect(again.body).toEqual({ status: 'already_cancelled' });
    }
  });

  test('who missed `cancelled` gets it, once; then there is no more', async () => {
    at.engine.holdAfter = 10;
    const client = await stream('missed');
    await client.until(6);
    client.close();
    await cancel('missed', 'enough');
    const resumed = await (await stream('missed', 'msg_004')).ended();
    expect(resumed.map((frame) => [frame.id, frame.event])).toEqual([['msg_005', 'cancelled']]);
    expect(resumed[0]?.data).toMatchObject({ reason: 'enough' });
    expect((await stream('missed', 'msg_005')).status).toBe(204);
    expect((await stream('missed', 'msg_006')).status).toBe(400);
  });

  test('a stream that was cancelled before it began is cancelled as it starts', async () => {
    expect((await cancel('early')).status).toBe(202);
    expect((await cancel('early')).status).toBe(409);
    const frames = await (await stream('early')).ended();
    expect(frames.map((frame) => frame.event)).toEqual(['start', 'cancelled']);
    expect((await stream('early', 'msg_002')).status).toBe(204);
    expect((await (await stream('early')).ended()).at(-1)?.event).toBe('cancelled');
  });

  test('a session is pending until its run speaks, then running; a cancel ends it from either', async () => {
    const stateOf = async (id: string) => (await findSession(at.store.database, id))?.state;
    at.engine.holdAfter = 0;
    const waiting = await stream('waiting&seed=21');
    const leaves = await stream('leaves&seed=22');
    await Promise.all([waiting.until(1), leaves.until(1)]);
    const pending = async () => {
      const { body } = await at.gateway.app.inject({
        url: '/admin/sessions?state=pending',
        headers: { host: 'localhost' },
      });
      return JSON.parse(body)
        .sessions.map((each: { sessionId: string }) => each.sessionId)
        .sort();
    };
    await expect.poll(pending).toEqual(['leaves', 'waiting']);
    expect((await cancel('leaves')).status).toBe(202);
    expect((await leaves.ended()).map((frame) => frame.event)).toEqual(['start', 'cancelled']);
    at.engine.holdAfter = 10;
    await waiting.until(4);
    await expect.poll(() => stateOf('waiting')).toBe('running');
    // Who comes to a run that is speaking does not wait.
    const beside = await stream('beside&seed=21');
    await beside.until(4);
    expect(await stateOf('beside')).toBe('running');
    at.engine.holdAfter = Number.POSITIVE_INFINITY;
    await Promise.all([waiting.ended(), beside.ended()]);
    expect(await stateOf('waiting')).toBe('completed');
    expect(await stateOf('leaves')).toBe('cancelled');
  });

  test('an ended stream cannot be cancelled', async () => {
    await (await stream('over')).ended();
    const answer = await cancel('over');
    expect([answer.status, answer.body]).toEqual([409, { status: 'already_completed' }]);
  });

  test('the answer is the same after a restart', async () => {
    await cancel('restart');
    await at.gateway.close();
    at.gateway = await startGateway({ database: at.store.database, engine: at.engine });
    expect((await cancel('restart')).body).toEqual({ status: 'already_cancelled' });
  });

  test('a session past its time is forgotten, with what was answered of it', async () => {
    await at.gateway.close();
    const { database } = at.store;
    const gateway = { database, engine: at.engine };
    at.gateway = await startGateway({ ...gateway, config: { sessionLifetimeMs: 1 } });
    await cancel('short-lived');
    await at.gateway.close();
    at.gateway = await startGateway(gateway);
    await cancel('long-lived');
    await expect.poll(() => findSession(database, 'short-lived')).toBeNull();
    expect((await cancel('short-lived')).status).toBe(202);
    expect((await cancel('long-lived')).status).toBe(409);
  });

  test('of 100 callers one is told 202', async () => {
    at.engine.holdAfter = 10;
    const client = await stream('crowd');
    await client.until(4);
    const answers = await Promise.all(Array.from({ length: 100 }, () => cancel('crowd')));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect((await client.ended()).filter((frame) => frame.event === 'cancelled')).toHaveLength(1);
  });

  test('cancel and the end race: the stream ends as the answer said', async () => {
    for (let round = 0; round < 15; round += 1) {
      const id = `race-${round}`;
      const client = await stream(id);
      const answer = await cancel(id);
      const end = (await client.ended()).at(-1)?.event;
      expect(end).toBe(answer.status === 202 ? 'cancelled' : 'done');
    }
  });

  test.each([
    ['no session', {}],
    ['an empty session', { sessionId: '' }],
    ['a number', { sessionId: 1 }],
    ['a list', { sessionId: ['a'] }],
    ['odd characters', { sessionId: 'a/b' }],
    ['a long session', { sessionId: 'x'.repeat(129) }],
    ['an unknown field', { sessionId: 'a', force: true }],
    ['a long reason', { sessionId: 'a', reason: 'x'.repeat(201) }],
  ])('%s is refused', async (_name, body) => {
    const answer = await post(`${at.gateway.url}/cancel`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('no body at all is refused', async () => {
    const response = await fetch(`${at.gateway.url}/cancel`, { method: 'POST' });
    expect(response.status).toBe(400);
  });
});
