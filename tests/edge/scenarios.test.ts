import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { outlineOf } from '@scenario-sandbox/core/scenario/outline.ts';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { demo, startGateway, type TestGateway } from './gateway.ts';
import { connect } from './sse.ts';

const yaml = `schema: scenario.v1
id: lunch
title: Where to eat?
question: Here or there?
variables: { zeta: 1, alpha: 2 }
options:
  - { id: here, set: { alpha: 3, walk: 0 } }
  - { id: there, set: { walk: 9 } }
  - { id: nowhere, set: { walk: 0 } }
`;

describe.each(backends)('scenarios and reports, with state on $name', ({ create }) => {
  let store: TestDatabase;
  let engine: FakeEngine;
  let gateway: TestGateway;
  beforeAll(async () => {
    store = await create();
    engine = await startFakeEngine();
    gateway = await startGateway({ database: store.database, engine });
  });
  afterAll(async () => {
    await gateway.close();
    await engine.close();
    await store.drop();
  });
  const send = (method: string, path: string, body?: string, type = 'application/yaml') =>
    fetch(`${gateway.url}${path}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': type } }),
    });

  test('a scenario is put in YAML, read in JSON, listed, and removed', async () => {
    const read = readScenario(yaml);
    if ('problems' in read) throw new Error('it cannot be read');
    const lunch = read.scenario;
    expect(outlineOf(lunch)).toMatchObject({
      question: 'Here or there?',
      options: 3,
      variables: 3,
    });
    const put = await send('PUT', '/scenarios/lunch', yaml);
    expect(put.status).toBe(201);
    const stored = await put.json();
    expect(stored).toMatchObject({ id: 'lunch', created: true });
    const got = await (await send('GET', '/scenarios/lunch')).text();
    expect(got).toContain('"variables":{"zeta":1,"alpha":2}');
    const { scenarios } = await (await send('GET', '/scenarios')).json();
    expect(scenarios).toMatchObject([
      { ...outlineOf(demo), origin: 'example', updatedAt: null },
      { ...outlineOf(lunch), origin: 'stored', scenarioHash: stored.scenarioHash },
    ]);
    const again = await send('PUT', '/scenarios/lunch', got, 'application/json');
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ ...stored, created: false });
    expect((await send('DELETE', '/scenarios/lunch')).status).toBe(204);
    expect((await send('DELETE', '/scenarios/lunch')).status).toBe(404);
    expect((await send('GET', '/scenarios/lunch')).status).toBe(404);
  });

  test('a stored scenario hides the example of its id; running streams of the old one end', async () => {
    engine.holdAfter = 10;
    const path = '/stream?route=critique&sessionId=edited';
    const first = await connect(gateway.url + path);
    const [start] = await first.until(5);
    first.close();
    const edited = JSON.stringify({ ...demo, title: 'Another question' });
    await send('PUT', '/scenarios/demo', edited, 'application/json');
    engine.holdAfter = Number.POSITIVE_INFINITY;
    const resumed = await connect(gateway.url + path, { 'last-event-id': 'msg_003' });
    expect((await resumed.ended()).map((frame) => [frame.id, frame.data])).toEqual([
      ['msg_004', expect.objectContaining({ code: 'STREAM_CHANGED' })],
    ]);
    const fresh = await (await connect(gateway.url + path)).ended();
    expect(fresh.at(-1)?.event).toBe('done');
    expect(fresh[0]?.data).not.toEqual(start?.data);
    expect((await send('GET', '/report?sessionId=edited')).status).toBe(200);
    await send('DELETE', '/scenarios/demo');
    expect((await send('GET', '/report?sessionId=edited')).status).toBe(404);
  });

  test.each([
    ['text that is not YAML', 'a: [', 400, 'BAD_INPUT'],
    ['another shape', yaml.replace('title: Where to eat?', 'title: 7'), 422, 'UNPROCESSABLE'],
    ['another id', yaml.replace('id: lunch', 'id: dinner'), 400, 'BAD_INPUT'],
    ['nothing', '', 400, 'BAD_INPUT'],
  ])('a scenario with %s is refused', async (_name, body, status, code) => {
    const answer = await send('PUT', '/scenarios/lunch', body);
    const problem = await answer.json();
    expect([answer.status, problem.code]).toEqual([status, code]);
    expect((await send('GET', '/scenarios/lunch')).status).toBe(404);
  });

  test('problems have their line and path', async () => {
    const body = yaml.replace('- { id: there,', '- { id: There,');
    const problem = await (await send('PUT', '/scenarios/lunch', body)).json();
    expect(problem.problems).toMatchObject([{ path: 'options[1].id', line: 8, severity: 'error' }]);
    expect(problem.detail).toContain('line 8');
  });

  test('no line is named where all is one line', async () => {
    const body = JSON.stringify({ ...demo, seed: 'x' });
    const problem = await (
      await send('POST', '/templates/encode', body, 'application/json')
    ).json();
    expect(problem.detail).toMatch(/^seed: /);
  });

  test('other content types are refused', async () => {
    const answer = await send('PUT', '/scenarios/lunch', yaml, 'image/png');
    expect(answer.status).toBe(415);
    const misnamed = await send('PUT', '/scenarios/Lunch', yaml);
    expect(misnamed.status).toBe(400);
    expect((await misnamed.json()).detail).toContain('id: expected a scenario id: 1 to 64 lower');
  });

  test('a line is named once', async () => {
    const { detail } = await (await send('POST', '/templates/encode', 'a: [1,\nb: 2')).json();
    expect(detail).toMatch(/^Line 2: (?!.*line 2)/);
  });

  test('lint takes a document, or wraps one in JSON', async () => {
    const lint = async (body: string, type: string) => {
      const answer = await (await send('POST', '/lint/scenario', body, type)).json();
      expect(answer).toMatchObject({ schema: 'lint.v1', problems: [] });
      return engine.linted.at(-1);
    };
    expect(await lint(yaml, 'text/yaml')).toEqual({ text: yaml });
    const json = JSON.stringify(demo);
    expect(await lint(json, 'application/json')).toEqual({ text: json });
    expect(await lint('{"text":"x: 1"}', 'application/json')).toEqual({ text: 'x: 1' });
    const wrapped = JSON.stringify({ scenario: demo });
    expect(await lint(wrapped, 'application/json')).toEqual({ scenario: demo });
  });

  test('a report is of a scenario and seed, of a session, or of a run', async () => {
    const asked = async (path: string) => (await (await send('GET', path)).json()).meta;
    expect(await asked('/report')).toMatchObject({ scenarioId: 'demo', seed: 7 });
    expect(await asked('/report?scenarioId=demo&seed=0')).toMatchObject({ seed: 0 });
    const stream = await connect(`${gateway.url}/stream?route=critique&seed=99&sessionId=r1`);
    const frames = await stream.ended();
    const done = frames.at(-1)?.data;
    expect(await asked('/report?sessionId=r1')).toMatchObject({ seed: 99 });
    expect(await asked((done?.type === 'done' && done.reportUrl) || '')).toMatchObject({
      seed: 99,
    });
    const runId = done?.type === 'done' ? done.runId : '';
    const byRun = await send('GET', `/report?runId=${runId}&format=csv`);
    expect(await byRun.text()).toBe('report of demo with seed 99');
    expect(byRun.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(byRun.headers.get('cache-control')).toBe('no-store');
    // The id that a report tells can be asked for like one that was streamed.
    const { runId: reported } = engine.identify({ scenario: demo, seed: 100 });
    expect((await send('GET', `/report?runId=${reported}`)).status).toBe(404);
    await asked('/report?seed=100');
    expect(await asked(`/report?runId=${reported}`)).toMatchObject({ seed: 100 });
  });

  test('HEAD of a report has its headers and runs nothing', async () => {
    const head = await send('HEAD', '/report?scenarioId=demo');
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toContain('application/json');
    expect(head.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(head.headers.get('cache-control')).toBe('no-store');
    expect(head.headers.get('x-request-id')).toBeTruthy();
    expect((await send('HEAD', '/report?scenarioId=none')).status).toBe(404);
  });

  test.each([
    ['scenarioId=none', 404],
    ['sessionId=none', 404],
    [`runId=${'0'.repeat(64)}`, 404],
    ['runId=1', 400],
    ['format=pdf', 400],
    ['sessionId=r1&seed=1', 400],
    ['seed=1e3', 400],
    ['seed=1&seed=1', 400],
    ['what=1', 400],
  ])('report?%s is answered with %i', async (query, status) => {
    expect((await send('GET', `/report?${query}`)).status).toBe(status);
  });
});
