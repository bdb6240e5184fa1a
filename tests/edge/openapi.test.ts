import { gatewayOperations } from '@scenario-sandbox/contract';
import { backends, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeEngine, startFakeEngine } from './fake-engine.ts';
import { startGateway, type TestGateway } from './gateway.ts';

let store: TestDatabase;
let engine: FakeEngine;
let gateway: TestGateway;
beforeAll(async () => {
  store = await (backends[0] as NonNullable<(typeof backends)[0]>).create();
  engine = await startFakeEngine();
  gateway = await startGateway({
    database: store.database,
    engine,
    config: { faultRoutes: true },
  });
});
afterAll(async () => {
  await gateway.close();
  await engine.close();
  await store.drop();
});

test('the gateway serves the document', async () => {
  const response = await fetch(`${gateway.url}/openapi.json`);
  expect(await response.json()).toMatchObject({ openapi: '3.1.0' });
});

test('the reference is a page without scripts that has every route and schema', async () => {
  const response = await fetch(`${gateway.url}/docs`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(gateway.url)) faults.push(request.url());
    });
    await page.goto(`${gateway.url}/docs`);
    for (const { method, path } of gatewayOperations) {
      const summary = page.locator('summary', {
        has: page.locator(`code:text-is("${path}")`),
        hasText: new RegExp(`^${method}\\s`, 'i'),
      });
      expect([method, path, await summary.count()]).toEqual([method, path, 1]);
    }
    expect(await page.locator('script').count()).toBe(0);
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !document.querySelector(`[id="${href.slice(1)}"]`)),
    );
    expect(dead).toEqual([]);
    await page.locator('summary', { hasText: '/report' }).first().click();
    expect(await page.locator('details[open] table').count()).toBeGreaterThan(0);
    const width = await page.evaluate(() => getComputedStyle(document.body).maxWidth);
    expect(width).toBe('960px');
    // The browser asks for an icon that a reference does not have.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('what is documented is there, and what is there is documented', () => {
  const paths = Map.groupBy(gatewayOperations, ({ path }) => path.replace(/\{(\w+)\}/g, ':$1'));
  for (const [url, operations] of paths) {
    const documented = operations.map(({ method }) => method.toUpperCase());
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const route = gateway.app.hasRoute({ method, url });
      expect([url, method, route]).toEqual([url, method, documented.includes(method)]);
    }
  }
  const served = gateway.app.printRoutes({ commonPrefix: false }).match(/\((?!OPTIONS)[A-Z, ]+\)/g);
  expect(served).toHaveLength(paths.size);
});

// Schemas are compiled by the first request.
test.each(gatewayOperations.map(({ method, path }) => [method, path] as const))(
  '%s %s judges what it is asked',
  async (method, path) => {
    const { statusCode } = await gateway.app.inject({
      method,
      url: `${path.replace(/\{\w+\}/g, '%20')}?nothing-like-it=1`,
      headers: { host: 'localhost', accept: 'application/json' },
      ...(method !== 'get' && { payload: {} }),
    });
    expect(statusCode).not.toBe(500);
  },
);
