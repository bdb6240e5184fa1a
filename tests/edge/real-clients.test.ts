import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '@scenario-sandbox/core/question.ts';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { EventSource as PackageEventSource } from 'eventsource';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { type GatewayProcess, spawnGateway } from './gateway-process.ts';
import { connect } from './sse.ts';

interface Received {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** An EventSource that somebody else wrote, following one stream until it stops by itself. */
interface RealClient {
  open(url: string): Promise<void>;
  received(): Promise<Received[]>;
  /** Resolves once it has stopped: the server has said that there is no more. */
  closed(): Promise<void>;
}

const NAMES = ['start', 'progress', 'token', 'done', 'cancelled', 'error'];
const pause = () => new Promise((resolve) => setTimeout(resolve, 25));

function packageClient(): RealClient {
  const received: Received[] = [];
  let source: PackageEventSource;
  return {
    open: async (url) => {
      source = new PackageEventSource(url);
      for (const event of NAMES) {
        source.addEventListener(event, (message) => {
          if (message.data === undefined) return;
          received.push({ id: message.lastEventId, event, data: message.data });
        });
      }
    },
    received: async () => received,
    closed: async () => {
      while (source.readyState !== source.CLOSED) await pause();
    },
  };
}

function chromiumClient(page: () => Page): RealClient {
  return {
    open: (url) =>
      page().evaluate(
        ([address, names]) => {
          const source = new EventSource(address);
          const received: Received[] = [];
          Object.assign(window, { source, received });
          for (const event of names) {
            source.addEventListener(event, (message) => {
              if (!(message instanceof MessageEvent)) return;
              received.push({ id: message.lastEventId, event, data: message.data });
            });
          }
        },
        [url, NAMES] as const,
      ),
    received: () => page().evaluate(() => (window as unknown as { received: Received[] }).received),
    closed: async () => {
      const over = () =>
        page().evaluate(
          () => (window as unknown as { source: EventSource }).source.readyState === 2,
        );
      while (!(await over())) await pause();
    },
  };
}

let folder: string;
let engine: FakeEngine;
let gateway: GatewayProcess;
let env: Record<string, string>;
let elsewhere: Server;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-clients-'));
  elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  engine = await startFakeEngine();
  engine.identify = identityOf;
  const origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  env = {
    ENGINE_URL: engine.url,
    DATA_DIR: folder,
    GATEWAY_PORT: String(await freePort()),
    CORS_ORIGINS: origin,
    STREAM_MAX_RESUMES: '5',
    LOG_LEVEL: 'silent',
  };
  gateway = await spawnGateway(env);
  page = await browser.newPage();
  await page.goto(origin);
});
afterEach(async () => {
  await page.close();
  await gateway.end('SIGTERM');
  await engine.close();
});

describe.each([
  ['npm eventsource', packageClient],
  ['Chromium, from a page of an allowed origin', () => chromiumClient(() => page)],
] as const)('%s', (_, create) => {
  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'gets every event once while the gateway goes by %s and comes back, twice, and then stops',
    async (signal) => {
      const client = create();
      const question = `${gateway.url}/stream?route=analysis&seed=11`;
      const whole = await (await connect(`${question}&pace=0`)).ended();
      const session = `session-${signal}-${engine.url.split(':').at(-1)}`;
      await client.open(`${question}&sessionId=${session}&pace=20`);
      for (const count of [6, 18]) {
        while ((await client.received()).length < count) await pause();
        await gateway.end(signal);
        gateway = await spawnGateway(env);
      }
      await client.closed();
      const received = await client.received();
      expect(received.map(({ id, event }) => [id, event])).toEqual(
        whole.map(({ id, event }) => [id, event]),
      );
      expect(received.slice(1, -1).map(({ data }) => JSON.parse(data))).toEqual(
        whole.slice(1, -1).map(({ data }) => data),
      );
    },
  );

  test('stops at an answer that is no stream, and does not ask again', async () => {
    const client = create();
    await client.open(`${gateway.url}/stream?route=nowhere`);
    await client.closed();
    expect(await client.received()).toEqual([]);
    expect(engine.started).toEqual([]);
  });
});
