import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Product, run, sandbox, startProduct } from './product.ts';

/** The first minute of a new user: the commands of the README, as they are written there. */

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product?.stop();
});

const curl = (...args: string[]) => run('curl', ['-sS', '--max-time', '240', ...args]);

describe('sandbox run', () => {
  test('prints a report to read in the terminal', async () => {
    const { code, stdout, stderr } = await sandbox('run', 'scenarios/saas-pricing.yaml');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('Which pricing model for the next three years?');
    for (const option of ['Keep per seat', 'Usage-based', 'Tiers', 'Freemium']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).toMatch(/[0-9a-f]{64}/);
  });

  // Correlations and studies; draws of every period, learned by their means.
  test.each(['saas-pricing', 'security-investment'])(
    'gives the same result hash of %s with one, two and three threads',
    async (id) => {
      const hashes = await Promise.all(
        ['1', '2', '3'].map(async (threads) => {
          const { stdout } = await sandbox('run', id, '--threads', threads, '--json');
          return JSON.parse(stdout).meta.resultHash;
        }),
      );
      expect(new Set(hashes).size).toBe(1);
    },
  );
});

test('a curl of the stream reads a critique from start to done', async () => {
  const { stdout } = await curl('-N', `${product.gateway}/stream?route=critique&seed=42`);
  const frames = stdout.split('\n\n').filter((frame) => frame.includes('data: '));
  const ids = frames.map((frame) => /^id: (.*)$/m.exec(frame)?.[1]);
  const events = frames.map((frame) => JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? 'null'));
  expect(stdout.startsWith('retry: 1000\n')).toBe(true);
  expect(ids).toEqual(ids.map((_, place) => `msg_${String(place + 1).padStart(3, '0')}`));
  expect(events[0].type).toBe('start');
  expect(events.at(-1).type).toBe('done');
  const tokens = events.filter((event) => event.type === 'token');
  expect(tokens.length).toBe(events.at(-1).totalTokens);
  expect(tokens.map((token) => token.text).join('')).toMatch(/## |\*\*/);
});

test('the report of a stream is the one its done event names', async () => {
  const { stdout } = await curl('-N', `${product.gateway}/stream?route=decision&seed=42&pace=0`);
  const done = JSON.parse(/^data: (.*"type":"done".*)$/m.exec(stdout)?.[1] ?? 'null');
  const report = await (await fetch(new URL(done.reportUrl, product.gateway))).json();
  expect(report.meta.resultHash).toBe(done.resultHash);
  expect(report.meta.runId).toBe(done.runId);
});

test('a curl of the report has its stable keys', async () => {
  const { stdout } = await curl(`${product.gateway}/report?scenarioId=demo&seed=42`);
  const report = JSON.parse(stdout);
  expect(report.schema).toBe('report.v1');
  expect(report.decision.options.map((option: { id: string }) => option.id)).toContain(
    report.recommendation.primary,
  );
  expect(report.meta).toMatchObject({ scenarioId: 'demo', seed: 42 });
  expect(['high', 'medium', 'low']).toContain(report.analysis.confidence);
});

test('the command line and the service give the same answer', async () => {
  const local = JSON.parse((await sandbox('run', 'demo', '--seed', '42', '--json')).stdout);
  const served = await (await fetch(`${product.gateway}/report?scenarioId=demo&seed=42`)).json();
  expect(served.meta.resultHash).toBe(local.meta.resultHash);
});

test('a cancel is accepted once', async () => {
  const cancel = () =>
    curl(
      '-X',
      'POST',
      `${product.gateway}/cancel`,
      '-H',
      'content-type: application/json',
      '-d',
      '{"sessionId":"s1"}',
      '-w',
      '\n%{http_code}',
    );
  const [first, second] = [await cancel(), await cancel()];
  expect(first.stdout).toBe('{"status":"cancelling","sessionId":"s1"}\n202');
  expect(second.stdout).toBe('{"status":"already_cancelled"}\n409');
});

test('all three services are healthy', async () => {
  for (const service of ['gateway', 'engine', 'jobs'] as const) {
    const health = await (await fetch(`${product[service]}/healthz`)).json();
    expect(health).toMatchObject({ status: 'healthy', service });
  }
});

test('SIGTERM in the midst of a simulation ends it, its stream and the product, in order', async () => {
  const demo = await (await fetch(`${product.gateway}/scenarios/demo`)).json();
  await fetch(`${product.gateway}/scenarios/large`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...demo, id: 'large', samples: 3_000_000 }),
  });
  const stream = await fetch(`${product.gateway}/stream?route=critique&scenarioId=large&pace=0`);
  const running = async () => (await fetch(`${product.engine}/metrics`)).text();
  await expect.poll(running).toMatch(/^engine_analyses\{state="running"\} 1$/m);
  // One that is not over within ten seconds ends with another code.
  expect(await product.stop()).toBe(0);
  const text = await stream.text();
  expect(text).toMatch(/\n\nretry: \d{4}\n\n$/);
  expect(text).not.toMatch(/event: (done|error)/);
});
