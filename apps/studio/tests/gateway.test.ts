import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { STATE_TIMEOUT_MS } from './in-chromium.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && !process.env.CI;
if (missing)
  console.log(`Skipped: the studio on the real services, for want of ${executablePath}.`);

const sandbox = join(import.meta.dirname, '../../cli/bin/sandbox.js');

/** Waits until the page is served: the first start of a version builds it. */
async function served(url: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`${url} did not answer within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function store(url: string, id: string): Promise<void> {
  const body = readFileSync(join(import.meta.dirname, `fixtures/${id}.yaml`));
  const headers = { 'content-type': 'application/yaml' };
  const answer = await fetch(`${url}/scenarios/${id}`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`${id} was not stored: ${await answer.text()}`);
}

describe.skipIf(missing)('the studio on the real services', () => {
  let services: ChildProcess;
  let browser: Browser;
  let url: string;
  const folder = mkdtempSync(join(tmpdir(), 'studio-services-'));

  beforeAll(async () => {
    const [gateway, engine, jobs] = [await freePort(), await freePort(), await freePort()];
    url = `http://127.0.0.1:${gateway}`;
    services = spawn(process.execPath, [sandbox, 'up'], {
      env: {
        ...process.env,
        GATEWAY_PORT: String(gateway),
        ENGINE_PORT: String(engine),
        JOBS_PORT: String(jobs),
        DATA_DIR: folder,
        DATABASE_URL: '',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    services.stderr?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const ended = new Promise<never>((_, reject) => {
      services.once('exit', () => reject(new Error(`sandbox up ended: ${said}`)));
    });
    ended.catch(() => {});
    await Promise.race([served(url, 540_000), ended]);
    // A build that is out of date is served until the new one replaces it under an open page.
    while (said.includes('Building') && !/is ready|not be built/.test(said)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    for (const id of ['release', 'pricing']) await store(url, id);
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    if (services.exitCode === null) {
      const ended = new Promise((resolve) => services.once('exit', resolve));
      services.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(hash: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(STATE_TIMEOUT_MS);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${url}/${hash}`);
    onTestFailed(async () => console.log(await page.locator('main').innerText(), complaints));
    return { page, complaints };
  }

  test('a changed range is run as a draft, read out, and compared with what is saved', async () => {
    const { page, complaints } = await open('');
    await page.getByRole('link', { name: /Release at once/ }).click();
    const field = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await field.fill('4300');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Recommendation' }).waitFor({ timeout: 60_000 });
    await page.getByText('Three options are put').waitFor({ timeout: 60_000 });
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Compare with the saved version' }).click();
    await page
      .getByRole('region', { name: 'Differences', exact: true })
      .waitFor({ timeout: 60_000 });
    expect(await page.locator('main').textContent()).not.toContain('variables.');
    const saved = await (await fetch(`${url}/scenarios/release`)).json();
    expect(saved.variables.accounts.p50).toBe(4200);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('scripts are served compressed, to be kept for ever', async () => {
    const [script] = /assets\/index-[\w-]+\.js/.exec(await (await fetch(url)).text()) ?? [];
    const ask = (encoding: string) =>
      fetch(`${url}/${script}`, { headers: { 'accept-encoding': encoding } });
    const [packed, plain] = [await ask('gzip'), await ask('identity')];
    const header = (name: string) => [packed, plain].map(({ headers }) => headers.get(name));
    expect(header('content-encoding')).toEqual(['gzip', null]);
    expect(header('vary')).toEqual(['Origin, Accept-Encoding', 'Origin, Accept-Encoding']);
    expect(packed.headers.get('cache-control')).toContain('immutable');
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')) / 2,
    );
    expect(await packed.text()).toBe(await plain.text());
  });

  test('cancel ends the stream on the server', async () => {
    const { page } = await open('#/scenario/pricing');
    // Told so slowly that there is always something left to cancel.
    await page.route('**/stream?*', (route) =>
      route.continue({ url: `${route.request().url()}&pace=5` }),
    );
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Two options are put').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByText('The critique was cancelled here.').waitFor();
    const states = async () => {
      const { sessions } = await (await fetch(`${url}/admin/sessions`)).json();
      return sessions.map((session: { state: string }) => session.state);
    };
    await expect.poll(states).toContain('cancelled');
    await page.close();
  }, 120_000);

  test('what the linter finds stands at its line', async () => {
    const { page } = await open('#/scenario/release');
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByLabel('Name', { exact: true }).fill('wrong');
    await page.getByLabel('Number or expression').fill('nett * 2');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('1 to mend before it runs').waitFor();
    await page.getByRole('button', { name: /^line \d+$/ }).click();
    await page
      .locator('.cm-lint-marker-error, .cm-lintRange-error')
      .first()
      .waitFor({ state: 'attached' });
    await page.close();
  });

  test('a small sweep is answered at once; a larger one is followed, cancelled, and keeps its runs', async () => {
    const { page, complaints } = await open('#/sweeps?scenario=release');
    await page.getByText(/^25 runs of 4,000 samples.* a run as just measured/).waitFor();
    await page.getByLabel('Steps').first().fill('40000');
    await page.getByText('are more than the 100,000').waitFor();
    await page.getByRole('button', { name: 'At most 316 steps each' }).click();
    await page.getByText(/^1,580 runs/).waitFor();
    await page.getByLabel('Steps').first().fill('5');
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByRole('heading', { name: 'Result: 25 of 25 runs' }).waitFor();
    const table = page.getByRole('region', { name: 'Runs of the sweep' });
    await expect.poll(() => table.getByRole('row').count()).toBe(26);
    await page.getByLabel('Design').selectOption('latin-hypercube');
    await page.getByLabel('Runs', { exact: true }).fill('20000');
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByRole('heading', { name: /^Result so far: [1-9]/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Cancel the sweep' }).click();
    await page.getByText('The sweep was cancelled').waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: /^Result so far: [1-9]/ }).waitFor();
    const jobs = page.getByRole('region', { name: 'Jobs of this service' });
    const cancelled = jobs.getByRole('row', { name: /Sweep of Release at once.*cancelled/ });
    await cancelled.getByText(/ of 20,000 runs/).waitFor({ timeout: 60_000 });
    await cancelled.getByRole('button', { name: 'Retry' }).click();
    await page
      .getByText(/^[1-9][0-9,]* of 20,000 runs, about .* left$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Cancel the sweep' }).click();
    await page.getByText('The sweep was cancelled').waitFor({ timeout: 60_000 });
    expect(complaints).toEqual([]);
    await page.close();
  }, 240_000);

  test('the kill switch stops runs and says why, until it is off again', async () => {
    const { page: other } = await open('#/scenario/release');
    await other.getByRole('heading', { level: 1 }).waitFor();
    const { page } = await open('#/operations');
    const ready = page
      .getByRole('region', { name: 'Services' })
      .getByText('ready', { exact: true });
    await expect.poll(() => ready.count(), { timeout: 60_000 }).toBe(3);
    const gates = page.getByRole('region', { name: 'Gates', exact: true });
    await gates.getByRole('row', { name: /^First token, P95 at most 500 ms/ }).waitFor();
    await page.getByLabel('Reason, for the people who meet it').fill('Drill');
    await page.getByLabel('Type “stop” to confirm').fill('stop');
    await page.getByRole('button', { name: 'Stop the service' }).click();
    await page.getByText('The kill switch is on').waitFor();
    await page.getByText('No-go: Kill switch').waitFor();
    await page.getByText('Kill switch turned on').first().waitFor();
    await other.getByRole('button', { name: 'Run', exact: true }).click();
    await other.getByText('switched off by its operators').waitFor();
    await page.getByLabel('Type “resume” to confirm').fill('resume');
    await page.getByRole('button', { name: 'Resume the service' }).click();
    await page.getByText('The kill switch is off').waitFor();
    await other.getByText('Three options are put').waitFor({ timeout: 60_000 });
    await page.close();
    await other.close();
  }, 180_000);
});
