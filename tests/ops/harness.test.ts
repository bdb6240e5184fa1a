import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import {
  operationsWithout,
  parseHttp,
  readHttpFile,
  sendAll,
} from '@scenario-sandbox/ops/http-file.ts';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Product, run, startProduct } from '../product.ts';

/** What integrators and monitoring see of a product that runs. */

const root = join(import.meta.dirname, '../..');
const observability = join(root, 'deploy/observability');
let product: Product;
let browser: Browser;
let pilot: NodeJS.ProcessEnv;
const script = (name: string) =>
  run('bash', [join(root, `deploy/scripts/pilot-${name}.sh`), '--native'], pilot);
beforeAll(async () => {
  product = await startProduct();
  pilot = {
    PILOT_STATE: await mkdtemp(join(tmpdir(), 'observed-')),
    PROMETHEUS_PORT: String(await freePort()),
    GATEWAY_PORT: new URL(product.gateway).port,
    ENGINE_PORT: new URL(product.engine).port,
    JOBS_PORT: new URL(product.jobs).port,
  };
  // It scrapes while the other tests make the traffic.
  expect((await script('observe')).stdout).toContain('pilot: Prometheus http://localhost:');
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await script('down');
  await rm(pilot.PILOT_STATE ?? '', { recursive: true, force: true });
  await product?.stop();
});

describe('the viewer', () => {
  let page: Page;
  const text = (id: string) => page.locator(`#${id}`).innerText();
  const until = (id: string, wanted: string) =>
    page.waitForFunction(([name, value]) => document.getElementById(name)?.textContent === value, [
      id,
      wanted,
    ] as const);
  const manyEvents = () =>
    page.waitForFunction(() => document.querySelectorAll('#rows tr').length > 5);

  test('opens from a file, goes to the gateway and shows the events', async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const file = join(root, 'artifacts/tools/sse-viewer.html');
    await page.goto(`file://${file}?gateway=${product.gateway}`);
    await page.waitForURL(`${product.gateway}/tools/sse-viewer.html`);
    // Slow enough for what follows to be done before its end.
    await page.fill('[name=pace]', '5');
    await page.click('#connect');
    await manyEvents();
    expect(await page.locator('#rows tr').first().innerText()).toMatch(/^msg_001\s+\d+ ms\s+start/);
    const heights = await page
      .locator('#rows tr')
      .evaluateAll((rows) => rows.map((row) => row.clientHeight));
    expect(Math.min(...heights)).toBeLessThan(25);
    expect(await text('ttff')).toMatch(/^\d+ ms$/);
  });

  test('cuts and resumes without a gap', async () => {
    await page.click('#cut');
    await until('state', 'cut');
    const before = Number((await text('last')).replace('msg_', ''));
    await page.click('#resume');
    await page.waitForFunction(
      (place) => Number(document.getElementById('last')?.textContent?.replace('msg_', '')) > place,
      before,
    );
    expect(await text('gaps')).toBe('0');
  });

  test('cancels, and shows how long that took', async () => {
    await page.click('#cancel');
    await until('state', 'ended');
    expect(await page.locator('#rows tr').last().innerText()).toMatch(/cancelled/);
    expect(await text('latency')).toMatch(/^\d+ ms$/);
    await until('notice', '202 cancelling');
  });

  test('shows the report', async () => {
    await page.click('#report');
    await page.waitForFunction(() =>
      document.getElementById('text')?.textContent?.includes('"report.v1"'),
    );
    await page.close();
  });

  test('says what to do where no gateway answers', async () => {
    const alone = await browser.newPage();
    await alone.goto(
      `file://${join(root, 'artifacts/tools/sse-viewer.html')}?gateway=http://localhost:9`,
    );
    await alone.waitForSelector('#notice:not([hidden])');
    expect(await alone.locator('#notice').innerText()).toContain('No gateway answers');
    await alone.close();
  });
});

describe('pilot.http', () => {
  test('every request is answered as it says, also the second time', async () => {
    expect(await sendAll(await readHttpFile(), product)).toEqual([]);
    expect(await sendAll(await readHttpFile(), product)).toEqual([]);
  });

  test('an answer that is another is told, and so is a variable that stands for nothing', async () => {
    const requests = parseHttp(
      '### Health\n# expect 404\nGET {{engine}}/healthz\n\n' +
        '### Job\n# expect 200\nGET {{jobs}}/jobs/{{job.response.body.$.jobId}}\n',
    );
    expect(await sendAll(requests, product)).toEqual([
      'Health: 200, not 404',
      'Job: {{job.response.body.$.jobId}} stands for nothing, not 200',
    ]);
  });

  test('every route of the OpenAPI document is in it', async () => {
    const document = JSON.parse(await readFile(join(root, 'docs/openapi.json'), 'utf8'));
    const requests = await readHttpFile();
    expect(operationsWithout(requests, document)).toEqual([]);
    const fewer = requests.filter(({ url }) => !url.includes('/jobs/stream'));
    expect(operationsWithout(fewer, document)).toEqual(['GET /jobs/stream']);
  });
});

describe('monitoring', () => {
  /** Names of metrics that a query reads, without functions, labels and words of the language. */
  const namesIn = (query: string) =>
    [
      ...query
        .replace(/\{[^}]*\}|"[^"]*"|\bby *\([^)]*\)/g, '')
        .matchAll(/[a-z_:][a-z0-9_:]*\b(?! *\()/gi),
    ]
      .map((match) => match[0])
      .filter((name) => /[_:]/.test(name));

  async function exported(): Promise<Set<string>> {
    const names = new Set(['up']);
    for (const url of [product.gateway, product.engine, product.jobs]) {
      const text = await (await fetch(`${url}/metrics`)).text();
      for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
        names.add(name);
        if (type === 'histogram')
          for (const end of ['_bucket', '_sum', '_count']) names.add(name + end);
      }
    }
    return names;
  }

  interface Rule {
    readonly record?: string;
    readonly alert?: string;
    readonly expr: string;
    readonly annotations: { readonly action?: string };
  }
  async function allRules(): Promise<Rule[]> {
    const { groups } = parse(await readFile(join(observability, 'prometheus/rules.yml'), 'utf8'));
    return groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
  }

  /** Every query of the dashboard, with the title of its panel. */
  async function dashboardQueries(): Promise<{ title: string; expr: string }[]> {
    const file = join(observability, 'grafana/dashboards/scenario-sandbox.json');
    const { panels } = JSON.parse(await readFile(file, 'utf8'));
    return panels.flatMap(({ title, targets }: { title: string; targets: { expr: string }[] }) =>
      targets.map(({ expr }) => ({ title, expr })),
    );
  }

  test('rules and dashboards ask for what the services export, and for nothing else', async () => {
    const rules = await allRules();
    const known = await exported();
    for (const { record } of rules) if (record) known.add(record);
    const queries = [...rules, ...(await dashboardQueries())];
    const asked = queries.flatMap(({ expr }) => namesIn(expr));
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  /** What a Prometheus that scrapes these services answers. */
  async function ask(path: string) {
    const response = await fetch(`http://localhost:${pilot.PROMETHEUS_PORT}/api/v1/${path}`);
    return (await response.json()).data;
  }

  async function hasFigures(expr: string): Promise<boolean> {
    const { result } = await ask(`query?query=${encodeURIComponent(expr)}`);
    return result.some(({ value }: { value: [number, string] }) => value[1] !== 'NaN');
  }

  /** A stream that is cut, one that is cancelled, and a request of each kind. */
  async function traffic(): Promise<void> {
    expect(await sendAll(await readHttpFile(), product)).toEqual([]);
    const sessionId = randomUUID();
    const stream = await fetch(`${product.gateway}/stream?route=critique&sessionId=${sessionId}`);
    for await (const _chunk of stream.body as ReadableStream) {
      await fetch(`${product.gateway}/cancel`, {
        method: 'POST',
        body: JSON.stringify({ sessionId }),
      });
    }
  }

  test('every panel shows figures, and every rule can be evaluated, under real traffic', async () => {
    const deadlineMs = performance.now() + 240_000;
    let empty = await dashboardQueries();
    while (empty.length > 0 && performance.now() < deadlineMs) {
      await traffic();
      const seen = await Promise.all(empty.map(({ expr }) => hasFigures(expr)));
      empty = empty.filter((_, place) => !seen[place]);
    }
    expect(empty).toEqual([]);
    expect(await hasFigures('no_such_metric')).toBe(false);
    const { groups } = await ask('rules');
    const loaded = groups.flatMap(({ rules }: { rules: { name: string; health: string }[] }) =>
      rules.map(({ name, health }) => `${name} ${health}`),
    );
    const expected = (await allRules()).map(({ record, alert }) => `${record ?? alert} ok`);
    expect(loaded.sort()).toEqual(expected.sort());
  });

  test('every alert fires on its case, and is silent on the others', async () => {
    const { code, stdout, stderr } = await run(
      'promtool',
      ['test', 'rules', 'rules.test.yml'],
      {},
      join(observability, 'prometheus'),
    );
    expect(stdout + stderr).toContain('SUCCESS');
    expect(code).toBe(0);
  });

  test('every alert has a case in which it fires and says what to do', async () => {
    const { tests } = parse(
      await readFile(join(observability, 'prometheus/rules.test.yml'), 'utf8'),
    );
    const firing = new Set(
      tests.flatMap(({ alert_rule_test = [] }) =>
        alert_rule_test
          .filter(({ exp_alerts }: { exp_alerts: unknown[] }) => exp_alerts.length > 0)
          .map(({ alertname }: { alertname: string }) => alertname),
      ),
    );
    const alerts = (await allRules()).filter(({ alert }) => alert);
    expect(alerts.length).toBeGreaterThan(6);
    for (const { alert, annotations } of alerts) {
      expect(firing).toContain(alert);
      expect(annotations.action).toBeTruthy();
    }
  });

  test('Prometheus takes the configuration', async () => {
    const { code } = await run(
      'promtool',
      ['check', 'config', 'prometheus.yml'],
      {},
      join(observability, 'prometheus'),
    );
    expect(code).toBe(0);
  });
});
