import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { STUDIO_FOLDER } from '@scenario-sandbox/gateway/studio-folder.ts';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { chromium, type Page } from 'playwright-core';
import { buildStudioWhenStale } from '../apps/cli/studio-build.ts';
import { type Frames, framesDuring } from './browser-frames.ts';
import { scenarioOf } from './browser-scenario.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * The studio in Chromium on the real services: a diagram of 200 names, a sweep of 10,000 runs, and typing
 * while a run goes on in the page. Printed are the times from frame to frame, which other work on the
 * machine makes longer, and the main thread's processor time for each frame, which it does not.
 * Usage: node bench/browser.ts [moves=120] [names=200] [runs=10000].
 */

const [moves = 120, names = 200, runs = 10_000] = process.argv.slice(2).map(Number);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const root = fileURLToPath(new URL('..', import.meta.url));
const WAIT_MS = 180_000;
/** Two frames of sixty a second. */
const SMOOTH_MS = 33.4;

const p99 = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.ceil(figures.length * 0.99) - 1] ?? Number.NaN;

function report(what: string, { intervalsMs, busyMs }: Frames): void {
  measured({ what: `${what}: frame to frame, median`, unit: 'ms', here: median(intervalsMs) });
  measured({ what: `${what}: frame to frame, p99`, unit: 'ms', here: p99(intervalsMs) });
  const aim = { most: SMOOTH_MS };
  measured({ what: `${what}: main thread for a frame, p99`, unit: 'ms', here: p99(busyMs), aim });
}

async function services(dataDir: string): Promise<{ url: string; child: ChildProcess }> {
  const [gateway, engine, jobs] = [await freePort(), await freePort(), await freePort()];
  const ports = { GATEWAY_PORT: `${gateway}`, ENGINE_PORT: `${engine}`, JOBS_PORT: `${jobs}` };
  const child = spawn(process.execPath, [join(root, 'apps/cli/bin/sandbox.js'), 'up'], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'error', ...ports },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${gateway}`;
  await until(
    () =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    'The product',
  );
  return { url, child };
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what} took over ${WAIT_MS / 1000} s.`);
    await delay(200);
  }
}

async function send(url: string, method: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${await answer.text()}`);
  return answer.json();
}

/** Something done over and over, once a frame or slower. */
async function often(count: number, move: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < count; i += 1) await move(i);
}

async function benchDiagram(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/scenario/bench-names`);
  await page
    .locator('.react-flow__node')
    .nth(names - 1)
    .waitFor({ state: 'attached' });
  const box = await page.locator('.canvas').boundingBox();
  if (!box) throw new Error('The page has no diagram.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const pan = async () => {
    // A corner, where the canvas itself takes hold.
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await often(moves, (i) => page.mouse.move(box.x + 4 + (i % 60), box.y + 4 + (i % 45)));
    await page.mouse.up();
  };
  report(`${names} nodes, pan`, await framesDuring(page, pan));
  await page.mouse.move(x, y);
  const zoom = () => often(moves, (i) => page.mouse.wheel(0, i % 20 < 10 ? -40 : 40));
  report(`${names} nodes, zoom`, await framesDuring(page, zoom));
  await page.locator('.react-flow__node').first().focus();
  const keys = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'Enter'] as const;
  const walk = () => often(moves, (i) => page.keyboard.press(keys[i % keys.length] as string));
  report(`${names} nodes, from node to node by keyboard`, await framesDuring(page, walk));
}

async function benchPoints(page: Page, url: string): Promise<void> {
  const vary = ['v0', 'v2'].map((variable) => ({ variable, range: { min: 5, max: 20 } }));
  const ask = { scenarioId: 'bench-points', design: 'latin-hypercube', runs, vary };
  const { jobId } = await send(`${url}/compare/sweep`, 'POST', ask);
  const status = async () => (await (await fetch(`${url}/jobs/${jobId}`)).json()).status;
  await until(async () => (await status()) === 'completed', 'The sweep');
  await page.goto(`${url}/#/sweeps?scenario=bench-points&job=${jobId}`);
  const chart = page.locator('.sweep-result svg[role=img]');
  await chart.waitFor();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error('The page has no chart.');
  const hover = () =>
    often(moves, (i) =>
      page.mouse.move(box.x + 60 + ((i * 7) % 400), box.y + 60 + ((i * 5) % 200)),
    );
  report(`${runs} points, hover`, await framesDuring(page, hover));
  const scroll = () => often(moves, (i) => page.mouse.wheel(0, i % 40 < 20 ? 30 : -30));
  report(`${runs} points, scroll`, await framesDuring(page, scroll));
  const resize = () =>
    often(moves, async (i) => {
      await page.setViewportSize({ width: 1440 - ((i * 7) % 700), height: 900 });
      await page.evaluate(() => new Promise(requestAnimationFrame));
    });
  report(`${runs} points, resize`, await framesDuring(page, resize));
  const { busyMs } = await framesDuring(page, async () => {
    await page.setViewportSize({ width: 1100, height: 900 });
    await delay(1_000);
  });
  const what = `${runs} points, drawn anew when a resize has ended: main thread`;
  measured({ what, unit: 'ms', here: Math.max(...busyMs) });
}

/** A figure that is taken over: the document, what follows from it and the diagram, until the next frame. */
async function benchChange(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/scenario/bench-names`);
  await page
    .locator('.react-flow__node')
    .nth(names - 1)
    .waitFor({ state: 'attached' });
  await page.locator('.input-fields input').first().focus();
  const change = () =>
    often(Math.ceil(moves / 6), async (i) => {
      await page.keyboard.press('End');
      await page.keyboard.press(i % 2 ? 'Backspace' : '1');
      await page.keyboard.press('Enter');
      await delay(20);
    });
  report(`${names} nodes, a figure changed`, await framesDuring(page, change));
}

/** From a key to the frame that has it, ms, while a run goes on in a worker of the page. */
async function benchTyping(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/?offline#/scenario/saas-pricing`);
  const field = page.getByRole('textbox', { name: /seats per account, P50/ });
  await field.waitFor();
  await page.locator('.react-flow__node').first().waitFor({ state: 'attached' });
  await page.keyboard.press('Control+Enter');
  await page.getByText('Complete', { exact: true }).waitFor();
  await field.focus();
  await page.evaluate(() => {
    const waits: number[] = [];
    Object.assign(window, { waits });
    // Looking for a field by its name takes the page longer than drawing it: nothing is looked for here.
    setInterval(() => {
      // The run goes on, or another one begins.
      document.querySelector<HTMLElement>('.toolbar .primary')?.click();
    }, 50);
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => waits.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    });
  });
  const type = async () => {
    await page.keyboard.press('End');
    await often(moves, async (i) => {
      await page.keyboard.press(i % 6 < 3 ? String(i % 10) : 'Backspace');
      await delay(20);
    });
  };
  report('typing while a run goes on', await framesDuring(page, type));
  const waits = await page.evaluate(() => (window as unknown as { waits: number[] }).waits);
  measured({ what: 'key to paint while a run goes on, median', unit: 'ms', here: median(waits) });
  measured({ what: 'key to paint while a run goes on, p99', unit: 'ms', here: p99(waits) });
}

if (!existsSync(executablePath)) throw new Error(`There is no ${executablePath}.`);
if (!(await buildStudioWhenStale(STUDIO_FOLDER))) throw new Error('The studio was not built.');
const folder = await mkdtemp(join(tmpdir(), 'browser-'));
const { url, child } = await services(folder);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const scenario of [
    scenarioOf('bench-names', names, 2_000),
    scenarioOf('bench-points', 8, 64),
  ])
    await send(`${url}/scenarios/${scenario.id}`, 'PUT', scenario);
  for (const bench of [benchDiagram, benchChange, benchPoints, benchTyping]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await bench(page, url);
    await page.close();
  }
} finally {
  await browser.close();
  child.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
