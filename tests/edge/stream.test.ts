import { eventId } from '@scenario-sandbox/contract';
import { backends } from '@scenario-sandbox/store/testing.ts';
import { describe, expect, test } from 'vitest';
import { eventsOf, identifyWith } from './fake-engine.ts';
import { demo, gatewayForEach, startGateway } from './gateway.ts';
import { connect, post } from './sse.ts';

describe.each(backends)('streams, with state on $name', ({ create }) => {
  const at = gatewayForEach(create);
  let serial = 0;

  const session = () => {
    serial += 1;
    return `s-${serial}`;
  };
  const stream = (query: string, lastEventId?: string) =>
    connect(
      `${at.gateway.url}/stream?route=critique&${query}`,
      lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    );

  test('a stream is start, what the run says, done', async () => {
    const id = session();
    const client = await stream(`seed=42&sessionId=${id}`);
    const frames = await client.ended();
    expect(client.status).toBe(200);
    expect(client.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.headers.get('cache-control')).toBe('no-store, no-cache, must-revalidate');
    expect(client.headers.get('x-accel-buffering')).toBe('no');
    expect(client.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(client.headers.get('x-stream-resumed')).toBeNull();
    expect(client.text()).toMatch(/^retry: 1000\n\nid: msg_001\nevent: start\n/);
    expect(frames.map((frame) => frame.id)).toEqual(frames.map((_, index) => eventId(index + 1)));
    for (const frame of frames) expect(frame.data.type).toBe(frame.event);

    const said = eventsOf({ scenario: demo, seed: 42, route: 'critique', budget: 4_000 }, 40);
    const done = said.at(-1);
    expect(frames[0]?.data).toEqual({
      type: 'start',
      sessionId: id,
      seed: 42,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      scenarioId: 'demo',
      runId: done?.type === 'done' && done.runId,
      route: 'critique',
      model: 'built-in',
    });
    let tokenIndex = -1;
    const expected = said.slice(0, -1).map((event) => {
      if (event.type !== 'token') return event;
      tokenIndex += 1;
      return { ...event, tokenIndex, timestamp: tokenIndex * 20, model: 'built-in' };
    });
    expect(frames.slice(1, -1).map((frame) => frame.data)).toEqual(expected);
    expect(frames.at(-1)?.data).toEqual({
      ...done,
      sessionId: id,
      seed: 42,
      reportUrl: '/report?scenarioId=demo&seed=42',
    });
  });

  test('the scenario gives the seed, the gateway the session', async () => {
    const [start] = await (await stream('')).until(1);
    expect(start?.data).toMatchObject({ seed: 7, sessionId: expect.stringMatching(/^s_/) });
  });

  test('two streams of a run are the same bytes between start and end, at any pace', async () => {
    const texts = await Promise.all(
      ['pace=0', 'pace=400', 'pace=99999'].map(async (pace) => {
        const frames = await (await stream(`seed=1&${pace}`)).ended();
        return frames
          .slice(1, -1)
          .map((frame) => frame.text)
          .join('');
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(at.engine.started).toHaveLength(1);
  });

  test('the pace is kept, and several due tokens leave in order', async () => {
    const began = performance.now();
    const ended: number[] = [];
    const paced = async (pace: number) => {
      await (await stream(`seed=2&pace=${pace}`)).ended();
      ended.push(pace);
      return performance.now() - began;
    };
    // 40 tokens, the first at once; however slow the machine is, the slower stream is over last.
    const [slowMs, quickMs] = await Promise.all([paced(20), paced(100)]);
    expect(slowMs).toBeGreaterThan(1_940);
    expect(quickMs).toBeGreaterThan(380);
    expect(ended).toEqual([100, 20]);
  });

  test('the budget is the most tokens there are', async () => {
    const frames = await (await stream('seed=3&budget=5')).ended();
    expect(frames.filter((frame) => frame.event === 'token')).toHaveLength(5);
    expect(frames.at(-1)?.data).toMatchObject({ totalTokens: 5, truncated: true });
  });

  test('a resume gives the very next event, from every id, byte for byte', async () => {
    const whole = await (await stream('seed=42')).ended();
    for (const [index, frame] of whole.entries()) {
      if (index === whole.length - 1) continue;
      const client = await stream('seed=42', frame.id);
      const rest = await client.ended();
      const bytes = (list: typeof rest) =>
        list
          .slice(0, -1)
          .map((each) => each.text)
          .join('');
      expect(bytes(rest)).toBe(bytes(whole.slice(index + 1)));
      expect(rest.at(-1)?.id).toBe(whole.at(-1)?.id);
      expect(client.headers.get('x-stream-resumed')).toBe('true');
    }
  });

  test('ids go on past msg_999', async () => {
    at.engine.tokens = 1_200;
    const whole = await (await stream('seed=4')).ended();
    expect(whole[998]?.id).toBe('msg_999');
    expect(whole[999]?.id).toBe('msg_1000');
    const rest = await (await stream('seed=4', 'msg_999')).ended();
    expect(rest[0]?.text).toBe(whole[999]?.text);
    expect((await (await stream('seed=4', 'msg_1000')).ended())[0]?.id).toBe('msg_1001');
  });

  test('the cursor may come in the query; the header wins', async () => {
    expect((await (await stream('lastEventId=msg_004')).ended())[0]?.id).toBe('msg_005');
    const both = await stream('lastEventId=msg_004', 'msg_009');
    expect((await both.ended())[0]?.id).toBe('msg_010');
  });

  test('a known session is resumed once, then no more', async () => {
    at.engine.holdAfter = 10;
    const id = session();
    const first = await stream(`sessionId=${id}`);
    await first.until(8);
    first.close();
    const second = await stream(`sessionId=${id}`, 'msg_008');
    expect(second.headers.get('x-stream-resumed')).toBe('true');
    expect((await second.until(1))[0]?.id).toBe('msg_009');
    second.close();
    const third = await stream(`sessionId=${id}`, 'msg_008');
    expect(third.status).toBe(409);
    await third.ended();
    expect(JSON.parse(third.text())).toMatchObject({ code: 'RESUME_LIMIT', retryable: false });
  });

  test('the session keeps its question, whatever the resume asks', async () => {
    at.engine.holdAfter = 10;
    const id = session();
    const first = await stream(`sessionId=${id}&seed=11&budget=30`);
    const [, second] = await first.until(9);
    first.close();
    at.engine.holdAfter = Number.POSITIVE_INFINITY;
    const resumed = await stream(`sessionId=${id}&seed=999&scenarioId=gone`, 'msg_001');
    const frames = await resumed.ended();
    expect(frames[0]?.text).toBe(second?.text);
    expect(frames.at(-1)?.data).toMatchObject({ type: 'done', seed: 11, totalTokens: 30 });
  });

  test('a stream that comes back takes over from the open one', async () => {
    at.engine.holdAfter = 12;
    const id = session();
    const first = await stream(`sessionId=${id}`);
    await first.until(10);
    const second = await stream(`sessionId=${id}`, 'msg_005');
    const before = await first.ended();
    expect(before.at(-1)?.event).not.toMatch(/done|error|cancelled/);
    at.engine.holdAfter = Number.POSITIVE_INFINITY;
    const after = await second.ended();
    expect(after[0]?.id).toBe('msg_006');
    expect(after.at(-1)?.event).toBe('done');
  });

  test('who has the last event is sent no more: 204', async () => {
    const id = session();
    const frames = await (await stream(`sessionId=${id}`)).ended();
    const last = frames.at(-1)?.id ?? '';
    const lastButOne = frames.at(-2)?.id ?? '';
    expect((await stream(`sessionId=${id}`, last)).status).toBe(204);
    expect((await stream('', last)).status).toBe(204);
    const tail = await (await stream(`sessionId=${id}`, lastButOne)).ended();
    expect(tail.map((frame) => frame.event)).toEqual(['done']);
    expect((await stream(`sessionId=${id}`, last)).status).toBe(204);
  });

  test.each([
    'msg_1',
    'msg_000',
    'MSG_001',
    'msg_0001',
    'msg_001, msg_002',
    'msg_999999',
    'msg_999999999999999999',
    'x'.repeat(10_000),
    '../../etc/passwd',
  ])('Last-Event-ID %.20s is refused', async (id) => {
    const client = await stream('', id);
    await client.ended();
    expect(client.status).toBe(400);
    expect(JSON.parse(client.text())).toMatchObject({ code: 'BAD_INPUT', status: 400 });
  });

  test('an id that is beyond the end of a session is refused, costs no resume and is counted', async () => {
    const counted = async () => {
      const text = await (await fetch(`${at.gateway.url}/metrics`)).text();
      return Number(/^stream_resumes_total\{result="beyond"\} (\d+)$/m.exec(text)?.[1]);
    };
    const id = session();
    await (await stream(`sessionId=${id}`)).ended();
    const before = await counted();
    expect((await stream(`sessionId=${id}`, 'msg_500')).status).toBe(400);
    // Nothing is known of this one: what its client says it has tells nothing of us.
    expect((await stream(`sessionId=${session()}`, 'msg_500')).status).toBe(400);
    expect(await counted()).toBe(before + 1);
    expect((await stream(`sessionId=${id}`, 'msg_002')).status).toBe(200);
  });

  test.each([
    ['seed=1e3', 'seed'],
    ['seed=042', 'seed'],
    ['seed=-1', 'seed'],
    ['seed=1.0', 'seed'],
    ['seed=9007199254740992', 'seed'],
    ['seed=', 'seed'],
    ['seed=1&seed=2', 'seed'],
    ['budget=0', 'budget'],
    ['budget=4001', 'budget'],
    ['pace=fast', 'pace'],
    ['pace=-1', 'pace'],
    ['sessionId=a%20b', 'sessionId'],
    [`sessionId=${'x'.repeat(129)}`, 'sessionId'],
    ['scenarioId=Demo', 'scenarioId'],
    ['model=other', 'model'],
    ['speed=1', 'speed'],
    ['route=poem', 'route'],
  ])('%s is refused with its name', async (query, name) => {
    const response = await fetch(
      `${at.gateway.url}/stream?${query.includes('route') ? '' : 'route=critique&'}${query}`,
    );
    const problem = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(400);
    expect(problem).toMatchObject({ code: 'BAD_INPUT', retryable: false });
    expect(problem.detail).toMatch(new RegExp(`^${name}: `));
  });

  test('the largest seed, and seed 0, are seeds', async () => {
    for (const seed of [0, Number.MAX_SAFE_INTEGER]) {
      const id = session();
      const frames = await (await stream(`seed=${seed}&sessionId=${id}`)).ended();
      expect(frames[0]?.data).toMatchObject({ seed });
      const last = await (await stream(`sessionId=${id}`, frames.at(-2)?.id)).ended();
      expect(last[0]?.data).toMatchObject({ type: 'done', seed });
    }
  });

  test('a scenario that is not there is 404', async () => {
    const response = await fetch(`${at.gateway.url}/stream?route=critique&scenarioId=nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('HEAD has the headers of GET and starts nothing', async () => {
    const id = session();
    const url = `${at.gateway.url}/stream?route=critique&sessionId=${id}`;
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(head.headers.get('cache-control')).toBe('no-store, no-cache, must-revalidate');
    expect(at.engine.started).toHaveLength(0);
    expect((await post(`${at.gateway.url}/cancel`, { sessionId: id })).status).toBe(202);
    expect((await fetch(`${url}&seed=x`, { method: 'HEAD' })).status).toBe(400);
  });

  test('a run that breaks off is asked for again, and nobody notices', async () => {
    at.engine.breakAfter = 15;
    const frames = await (await stream('seed=5')).ended();
    expect(at.engine.started).toHaveLength(2);
    const said = eventsOf({ scenario: demo, seed: 5, route: 'critique', budget: 4_000 }, 40);
    const words = (events: readonly { type: string; text?: string }[]) =>
      events.filter((event) => event.type === 'token').map((event) => event.text);
    expect(words(frames.map((frame) => frame.data))).toEqual(words(said));
    expect(frames.at(-1)?.event).toBe('done');
  });

  test('an engine that stays away ends the stream with an error that can be retried', async () => {
    await at.engine.close();
    const id = session();
    const frames = await (await stream(`sessionId=${id}`)).ended();
    expect(frames.map((frame) => frame.event)).toEqual(['start', 'error']);
    expect(frames[1]?.data).toMatchObject({ code: 'OVERLOADED', retryable: true });
    expect((await stream(`sessionId=${id}`, 'msg_002')).status).toBe(204);
  });

  test('an engine that was replaced while it ran is not spliced', async () => {
    at.engine.identify = identifyWith('2');
    const frames = await (await stream('seed=6')).ended();
    expect(frames.at(-1)?.data).toMatchObject({ type: 'error', code: 'STREAM_CHANGED' });
  });

  test('a session of another engine version, or scenario, is not resumed', async () => {
    at.engine.holdAfter = 10;
    const id = session();
    const first = await stream(`sessionId=${id}`);
    await first.until(5);
    first.close();
    const newer = await startGateway({
      database: at.store.database,
      engine: at.engine,
      engineVersion: '2',
    });
    const url = `${newer.url}/stream?route=critique&sessionId=${id}`;
    const resumed = await connect(url, { 'last-event-id': 'msg_005' });
    const frames = await resumed.ended();
    expect(resumed.status).toBe(200);
    expect(frames.map((frame) => [frame.id, frame.data])).toEqual([
      ['msg_006', expect.objectContaining({ code: 'STREAM_CHANGED', retryable: true })],
    ]);
    expect((await connect(url, { 'last-event-id': 'msg_006' })).status).toBe(204);
    await newer.close();
  });

  test('when all readers have been cancelled the run is stopped', async () => {
    at.engine.holdAfter = 6;
    const id = session();
    const client = await stream(`seed=9&sessionId=${id}`);
    await client.until(5);
    expect((await post(`${at.gateway.url}/cancel`, { sessionId: id })).status).toBe(202);
    expect((await client.ended()).at(-1)?.event).toBe('cancelled');
    await expect.poll(() => at.engine.aborted).toBe(1);
  });
});
