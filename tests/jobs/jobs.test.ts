import type { JobOrder, Sweep } from '@scenario-sandbox/contract';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  ended,
  getJob,
  post,
  prices,
  type Services,
  small,
  startServices,
  sweepOrder,
  until,
} from './services.ts';

/** A machine that has much else to do is waited for. */
vi.setConfig({ testTimeout: 240_000 });

describe.each(backends)('jobs on $name', (backend) => {
  let store: TestDatabase;
  let services: Services;
  beforeAll(async () => {
    store = await backend.create();
    services = await startServices(store.database, { MAX_CONCURRENT_JOBS: '2' });
  });
  afterAll(async () => {
    await services?.close();
    await store?.drop();
  });
  const order = async (body: unknown, headers: Record<string, string> = {}) => {
    const { status, body: answer } = await post(`${services.url}/jobs`, body, headers);
    expect(answer).toMatchObject({ jobId: expect.any(String) });
    expect(status).toBe(202);
    return answer.jobId as string;
  };
  const result = async (id: string, query = '') =>
    (await fetch(`${services.url}/jobs/${id}/result${query}`)).text();

  test('a sweep ends with the very runs of a sweep made at once', async () => {
    const asked = sweepOrder(small, prices(35), 4_000);
    const id = await order(asked);
    const job = await ended(services.url, id);
    expect(job).toMatchObject({ status: 'completed', errors: [], error: null });
    expect(job.progress).toMatchObject({ total: 35, done: 35, failed: 0, percent: 100 });
    const made = JSON.parse(await result(id)) as Sweep;
    const question = { scenario: small, seed: 0, samples: 4_000 };
    expect(made).toEqual(JSON.parse(JSON.stringify(sweep(question, prices(35)))));
    expect(job.progress.best).toEqual(made.best);
    const csv = (await result(id, '?format=csv')).trim().split('\r\n');
    expect(csv).toHaveLength(36);
    expect(csv[0]).toContain('index,run_id,price,recommendation,value,a.value');
    const file = await fetch(`${services.url}/jobs/${id}/result?format=parquet`);
    expect(file.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const rows = await parquetReadObjects({ file: await file.arrayBuffer() });
    expect(rows.map((row) => row.value)).toEqual(made.runs.map(({ value }) => value));
    expect(Object.keys(rows[0] ?? {}).join(',')).toBe(csv[0]);
  });

  test('a run, a comparison and a batch have their documents for a result', async () => {
    const question = { scenario: small, seed: 0, samples: 500 };
    const other = { ...question, seed: 1 };
    const renamed = { ...question, scenario: { ...small, title: 'Renamed' } };
    const ids = await Promise.all([
      order({ type: 'run', priority: 0, question }),
      order({ type: 'compare', priority: 0, left: question, right: other }),
      order({ type: 'batch', priority: 0, questions: [question, other, renamed] }),
    ]);
    for (const id of ids) expect((await ended(services.url, id)).status).toBe('completed');
    const [run, compare, batch] = await Promise.all(
      ids.map(async (id) => JSON.parse(await result(id))),
    );
    expect(run.schema).toBe('report.v1');
    expect(compare.schema).toBe('compare.v1');
    expect(batch).toMatchObject({ schema: 'batch.v1', total: 3, done: 3, complete: true });
    expect(batch.runs.map((each: { seed: number }) => each.seed)).toEqual([0, 1, 0]);
    expect(batch.scenarios).toEqual([
      {
        ...{ id: 'small', title: 'Small', indexes: [0, 1] },
        options: ['a', 'b'].map((id) => ({ id, name: id })),
        outcomes: [{ name: 'profit', label: 'profit', unit: null }],
      },
      { ...batch.scenarios[0], title: 'Renamed', indexes: [2] },
    ]);
    expect(batch.runs[0].runId).toBe(run.meta.runId);
  });

  test('each order of a run is a job; who joins gets the latest, or one that all who join share', async () => {
    const question = { scenario: small, seed: 77, samples: 500 };
    const run = { type: 'run', priority: 0, question } as const;
    const ordered = await order(run, { 'idempotency-key': `run-${backend.name}` });
    const latest = await order(run);
    expect(latest).not.toBe(ordered);
    const join = async (asked: JobOrder) =>
      (await post(`${services.url}/jobs?join=true`, asked)).body.jobId;
    expect(await join(run)).toBe(latest);
    await ended(services.url, latest);
    expect(await join(run), 'one that is complete').toBe(latest);
    const other = { ...run, question: { ...question, seed: 78 } };
    const started = await Promise.all(Array.from({ length: 20 }, () => join(other)));
    expect(new Set(started).size).toBe(1);
    expect(started[0]).not.toBe(latest);
  });

  test('an idempotency key gives the same job for the same body, and nothing for another', async () => {
    const headers = { 'idempotency-key': `key-${backend.name}` };
    const asked = sweepOrder(small, prices(3), 100);
    const ids = await Promise.all(Array.from({ length: 20 }, () => order(asked, headers)));
    expect(new Set(ids).size).toBe(1);
    await ended(services.url, ids[0] ?? '');
    const late = await post(`${services.url}/jobs`, asked, headers);
    expect(late.body, 'the answer it had').toEqual({ jobId: ids[0], status: 'queued' });
    const { status, body } = await post(
      `${services.url}/jobs`,
      sweepOrder(small, prices(4), 100),
      headers,
    );
    expect([status, body.code]).toEqual([422, 'UNPROCESSABLE']);
    const bad = await post(`${services.url}/jobs`, asked, { 'idempotency-key': 'a b' });
    expect(bad.status).toBe(400);
  });

  test('events have ids without gaps, and the stream goes on after any of them', async () => {
    const id = await order(sweepOrder(small, prices(50), 40_000));
    const read = async (after?: string) => {
      const headers: Record<string, string> = after ? { 'last-event-id': after } : {};
      const response = await fetch(`${services.url}/jobs/${id}/events`, { headers });
      return { status: response.status, text: await response.text() };
    };
    const whole = await read();
    expect(whole.text.startsWith('retry: 1000\n\n')).toBe(true);
    const frames = whole.text.split('\n\n').filter((frame) => frame.includes('data: '));
    const ids = frames.map((frame) => /^id: (.*)$/m.exec(frame)?.[1] ?? '');
    expect(ids).toEqual(ids.map((_, i) => `msg_${String(i + 1).padStart(3, '0')}`));
    const types = frames.map((frame) => /^event: (.*)$/m.exec(frame)?.[1]);
    expect([types[0], types.at(-1)]).toEqual(['start', 'done']);
    expect(types.slice(1, -1).every((type) => type === 'progress')).toBe(true);
    expect(frames, 'a start, 25 chunks of two runs, an end').toHaveLength(27);
    for (const at of [0, 2, 5]) {
      const rest = (await read(ids[at])).text
        .split('\n\n')
        .filter((frame) => frame.includes('data: '));
      expect(rest).toEqual(frames.slice(at + 1));
    }
    expect((await read(ids.at(-1))).status).toBe(204);
    expect((await read('msg_999')).status).toBe(400);
    expect((await read('nonsense')).status).toBe(400);
  });

  test('a cancel stops the work at once, for good, and is told once', async () => {
    const latencies: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const id = await order(sweepOrder(small, prices(400), 100_000));
      await until(60_000, () => (services.pool.load().running > 0 ? true : null));
      const first = await post(`${services.url}/jobs/cancel`, { jobId: id });
      const acceptedMs = performance.now();
      await until(60_000, () => (services.pool.load().running === 0 ? true : null));
      latencies.push(performance.now() - acceptedMs);
      expect([first.status, first.body.status]).toEqual([202, 'cancelling']);
      const second = await post(`${services.url}/jobs/cancel`, { jobId: id });
      expect([second.status, second.body.status]).toEqual([409, 'already_cancelled']);
      expect((await getJob(services.url, id)).status).toBe('cancelled');
      const events = await (await fetch(`${services.url}/jobs/${id}/events`)).text();
      expect(events.trim().split('\n\n').at(-1)).toContain('event: cancelled');
    }
    // From the answer to an idle worker. The least tells of the mechanism; the others also of what
    // else the machine does.
    process.stdout.write(`cancel latencies: ${latencies.map(Math.round).join(', ')} ms\n`);
    expect(Math.min(...latencies)).toBeLessThan(150);
  });

  test('an ended job cannot be cancelled, an unknown one is not there', async () => {
    const id = await order(sweepOrder(small, prices(2), 100));
    await ended(services.url, id);
    const late = await post(`${services.url}/jobs/cancel`, { jobId: id });
    expect([late.status, late.body.status]).toEqual([409, 'already_completed']);
    expect((await getJob(services.url, id)).status).toBe('completed');
    expect((await post(`${services.url}/jobs/cancel`, { jobId: 'nobody' })).status).toBe(404);
  });

  test('a cancelled job can be tried again and keeps what it had', async () => {
    const id = await order(sweepOrder(small, prices(200), 40_000));
    await until(60_000, async () =>
      (await getJob(services.url, id)).progress.done > 0 ? true : null,
    );
    await post(`${services.url}/jobs/cancel`, { jobId: id });
    const before = await getJob(services.url, id);
    const { body } = await post(`${services.url}/jobs/${id}/retry`, '{}');
    const after = await ended(services.url, body.jobId as string);
    expect(after.progress.done).toBe(200);
    const chunks = Math.ceil((200 - before.progress.done) / 6);
    if (before.status === 'cancelled') expect(after.attempts).toBeLessThanOrEqual(chunks);
    const made = JSON.parse(await result(body.jobId as string)) as Sweep;
    expect(new Set(made.runs.map(({ runId }) => runId)).size).toBe(200);
    expect((await getJob(services.url, id)).status).toBe(before.status);
  });

  test('runs that cannot be made are told of; the others are there', async () => {
    const plan = { vary: [{ variable: 'spread', values: [-1, 5, 6] }] };
    const id = await order(sweepOrder(small, plan, 100));
    const job = await ended(services.url, id);
    expect(job).toMatchObject({ status: 'completed_with_errors' });
    expect(job.progress).toMatchObject({ done: 2, failed: 1 });
    const made = JSON.parse(await result(id)) as Sweep;
    expect(made.runs[0]?.error).toContain('sd');
    const hopeless = await order(
      sweepOrder(small, { vary: [{ variable: 'spread', values: [-1] }] }, 100),
    );
    expect(await ended(services.url, hopeless)).toMatchObject({
      status: 'failed',
      error: { code: 'UNPROCESSABLE' },
    });
  });

  test('a short job does not wait for the end of a long one', async () => {
    const long = await order(sweepOrder(small, prices(500), 100_000));
    await until(60_000, async () =>
      (await getJob(services.url, long)).progress.done > 0 ? true : null,
    );
    const question = { scenario: small, seed: 4, samples: 500 };
    const short = await order({ type: 'run', priority: 0, question });
    expect((await ended(services.url, short)).status).toBe('completed');
    expect((await getJob(services.url, long)).status).toBe('running');
    await post(`${services.url}/jobs/cancel`, { jobId: long });
  });

  test('as many jobs run as may, the most urgent first', async () => {
    const asked = (priority: number) => ({ ...sweepOrder(small, prices(100), 40_000), priority });
    const ids = [
      await order(asked(0)),
      await order(asked(0)),
      await order(asked(0)),
      await order(asked(9)),
    ];
    const states = await Promise.all(
      ids.map(async (id) => (await getJob(services.url, id)).status),
    );
    expect(states.filter((state) => state === 'running').length).toBeLessThanOrEqual(2);
    const jobs = await Promise.all(ids.map((id) => ended(services.url, id)));
    const startOf = (i: number) => Date.parse(jobs[i]?.startedAt ?? '');
    expect(startOf(3)).toBeLessThanOrEqual(startOf(2));
    expect(jobs.map(({ status }) => status)).toEqual(Array(4).fill('completed'));
  });
});
