import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { resultHashOf } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type MockGateway, mockGateway } from './mock-gateway.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && !process.env.CI;
if (missing) console.log(`Skipped: the studio in a browser, for want of ${executablePath}.`);

describe.skipIf(missing)('the studio in Chromium', () => {
  let browser: Browser;
  let gateway: MockGateway;
  let dist: string;
  /** What the page wrote to its console as an error: policy violations, exceptions. */
  let complaints: string[] = [];

  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'studio-'));
    await build({
      configFile: `${import.meta.dirname}/../vite.config.ts`,
      logLevel: 'error',
      build: { outDir: dist },
    });
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(dist, { recursive: true, force: true });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    gateway?.close();
  });

  async function open(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    gateway = await mockGateway(dist);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const heard: string[] = [];
    complaints = heard;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text());
    });
    await page.goto(`${gateway.url}/${hash}`);
    return page;
  }

  const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  const violationsOf = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };

  test('from an example to a recommendation and what would change it', async () => {
    const page = await open('');
    await page.getByRole('link', { name: /Release at once/ }).click();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('4300');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Freemium overtakes it').waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Recommendation' })
      .getByText('medium confidence')
      .waitFor();
    await page.getByRole('tab', { name: 'What would change it' }).click();
    await page
      .getByText(/overtakes Usage-based with Monthly churn above 4.1 % a month/)
      .first()
      .waitFor();
    expect(gateway.asked).toContain('PUT /scenarios/release-draft');
    expect(gateway.stored.get('release-draft')?.variables?.accounts).toMatchObject({ p50: 4300 });
    expect(complaints).toEqual([]);
  });

  test('the first load, before diagram, charts and editor, is under 250 kB of compressed script', async () => {
    const page = await open('');
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js'))
        sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.reload();
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(250_000);
  });

  test('an unchanged scenario runs under its own id', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    expect(gateway.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('cancel asks the server, and the cancelled critique stays', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    gateway.paceMs = 200;
    await page.keyboard.press('Control+Enter');
    await page.getByText('What speaks against').waitFor();
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByText('The critique was cancelled here.').waitFor();
    expect(gateway.asked).toContain('POST /cancel');
    expect(await page.getByText('What speaks against').count()).toBe(1);
  });

  test('a cut stream is resumed without losing or doubling a word', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    gateway.cutAfter = 4;
    await page.keyboard.press('Control+Enter');
    await page.getByText('resuming where it left off').waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('resumed once: no word lost, none doubled').waitFor();
    const critique = await page.locator('.critique').textContent();
    expect(critique).toContain(
      "Freemium overtakes it when monthly churn is above 0.041; today's estimate gives that 23 %.",
    );
  });

  test('results of an older version dim and never vanish; undo brings them back', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    const field = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await field.fill('4400');
    await field.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await page.getByRole('region', { name: 'Recommendation' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('These results are of an earlier version').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('4200');
  });

  test('inputs, outline and YAML edit one document', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('tab', { name: 'YAML' }).click();
    const yaml = page.getByRole('textbox', { name: 'Scenario as YAML' });
    await yaml.waitFor();
    const field = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await field.fill('4321');
    await field.press('Enter');
    await page.getByText('p50: 4321').waitFor();
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByLabel('Name', { exact: true }).fill('twice');
    await page.getByLabel('Number or expression').fill('2 * net');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const about = page.getByRole('region', { name: 'About twice' });
    await about.getByRole('button', { name: 'net', exact: true }).waitFor();
    await about.getByRole('button', { name: 'Remove twice' }).click();
    await page.getByRole('row', { name: /twice/ }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('the first screen shows the answer, what would change it, and the ways to the rest', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('What would change it: Freemium').waitFor();
    const bottomOf = async (name: string) => {
      const box = await page.getByRole('tab', { name }).boundingBox();
      return (box?.y ?? 1e9) + (box?.height ?? 0);
    };
    expect(await bottomOf('Critique')).toBeLessThan(700);
    const footer = page.locator('.run-footer');
    expect(await footer.getByRole('definition').allTextContents()).toEqual([
      '2024',
      '20,000',
      '±€6,000 on the lead (95 %)',
      '0.1.0',
      '0'.repeat(64),
    ]);
  });

  test('panels collapse, open again where they are needed, and are as they were after a reload', async () => {
    const page = await open('#/scenario/pricing');
    await page.getByRole('button', { name: 'Collapse Inputs' }).click();
    const strip = page.getByRole('button', { name: 'Open Inputs' });
    await strip.waitFor();
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('panels'));
    await page.reload();
    await strip.click();
    await page.getByRole('group', { name: 'Users', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Collapse Model' }).click();
    await page.getByRole('button', { name: 'Open Model' }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Churn' }).click();
    await page.getByRole('region', { name: 'About churn' }).waitFor();
    const edge = page.getByRole('separator').first();
    const widthNow = () => edge.getAttribute('aria-valuenow');
    const before = await widthNow();
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(widthNow, { timeout: 10_000 }).not.toBe(before);
    const after = await widthNow();
    await page.reload();
    await page.getByRole('group', { name: 'Users', exact: true }).waitFor();
    expect(Number(await widthNow())).toBeCloseTo(Number(after), 1);
    expect(complaints).toEqual([]);
  });

  test('with “Run on change” each version that can be run is run once', async () => {
    const page = await open('#/scenario/release');
    await page.getByLabel('Run on change').check();
    await page.getByText('Complete', { exact: true }).waitFor();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('BROKEN');
    await p50.press('Enter');
    await page.getByText('1 to mend before it runs').waitFor();
    await p50.fill('4300');
    await p50.press('Enter');
    await expect
      .poll(() => gateway.stored.get('release-draft')?.variables?.accounts, { timeout: 10_000 })
      .toMatchObject({
        p50: 4300,
      });
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.waitForTimeout(600);
    expect(gateway.asked.filter((line) => line === 'GET /stream')).toHaveLength(2);
    await page.reload();
    expect(await page.getByLabel('Run on change').isChecked()).toBe(true);
  });

  test('a range is previewed while it is typed, and says at its field what cannot be', async () => {
    const page = await open('#/scenario/release');
    const accounts = page.getByRole('group', { name: 'Accounts', exact: true });
    await accounts.getByText('Median 4,200 accounts, 90 % from').waitFor();
    await accounts.getByLabel('P50').fill('4300');
    await accounts.getByText('Median 4,300 accounts').waitFor();
    expect(await page.getByText('Unsaved changes').count()).toBe(0);
    await accounts.getByLabel('P50').fill('5200');
    await accounts
      .locator('.field-error')
      .getByText(/p50|p90/)
      .waitFor();
    await page.keyboard.press('Escape');
    await accounts.getByText('Median 4,200 accounts').waitFor();
  });

  test('kind, unit, source, and a number’s slider are set in the inputs panel', async () => {
    const page = await open('#/scenario/pricing');
    const churn = page.getByRole('group', { name: 'Churn', exact: true });
    await churn.getByLabel('Kind of Churn').selectOption('range');
    await churn.getByLabel('P90').waitFor();
    await churn.getByText('No source yet').click();
    await churn.getByLabel('Source').fill('CRM export');
    await page.keyboard.press('Enter');
    await churn.getByLabel('Unit').fill('%');
    await page.keyboard.press('Enter');
    const users = page.getByRole('group', { name: 'Users', exact: true });
    await users.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => users.getByLabel('Value').inputValue()).toBe('2856');
    await page.getByRole('button', { name: 'Add a constraint' }).click();
    await page.getByRole('group', { name: 'Constraint 1' }).getByLabel('Must hold').waitFor();
    await page
      .getByRole('region', { name: 'Objective' })
      .getByLabel('Outcome')
      .selectOption('customers');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    const run = gateway.stored.get('pricing-draft');
    expect(run?.variables).toMatchObject({
      users: 2856,
      churn: { source: 'CRM export', unit: '%' },
    });
    expect(run?.constraints).toEqual([{ id: 'limit-1', expr: 'value >= 0', probability: 0.9 }]);
    expect(run?.objective).toEqual({ maximise: 'customers' });
    await page.getByRole('button', { name: 'Remove Constraint 1' }).click();
    await page.getByText('None yet.').first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('what the linter finds is listed', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByLabel('Name', { exact: true }).fill('wrong');
    await page.getByLabel('Number or expression').fill('BROKEN');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('model: BROKEN is no name.').first().waitFor();
    await page.getByText('1 to mend before it runs').waitFor();
  });

  test('a suggested change is shown as a difference, then applied whole or not at all', async () => {
    const page = await open('#/scenario/pricing');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const opener = page.getByRole('button', { name: 'Show the change' });
    await opener.click();
    const change = page.getByRole('region', { name: 'Suggested change' });
    const lines = () => change.locator('li:not([data-kind=kept]) code').allTextContents();
    expect(await lines()).toEqual([
      'removed: owner: Head of pricing',
      'added: owner: The board',
      'removed: samples: 4000',
      'added: samples: 8000',
    ]);
    await change.getByRole('button', { name: 'Cancel' }).click();
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await page.getByText('Unsaved changes').count()).toBe(0);
    await opener.click();
    await change.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Unsaved changes').waitFor();
    await opener.click();
    await change.getByText('The scenario has this already').waitFor();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByText('owner: The board').waitFor();
    await page.getByText('samples: 8000').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.cm-line', { hasText: 'owner: Head of pricing' }).waitFor();
    await page.locator('.cm-line', { hasText: 'samples: 4000' }).waitFor();
  });

  test.each([1440, 700])('at %i px a remark leads to what it is about', async (width) => {
    const page = await open('#/scenario/pricing', { viewport: { width, height: 900 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    const remarks = page.getByRole('region', { name: 'Remarks' });
    await remarks.getByRole('button', { name: 'Churn' }).click();
    const about = page.getByRole('region', { name: 'About churn' });
    await about.waitFor();
    expect(await about.evaluate((part) => part === document.activeElement)).toBe(true);
    await page.locator('.react-flow__node.selected[data-id=churn]').waitFor();
    if (width < 1024) await page.getByRole('tab', { name: 'Results' }).click();
    await remarks.getByRole('button', { name: 'Periods, rate' }).click();
    await page.locator('.cm-activeLine', { hasText: 'rate: 0.01' }).waitFor();
  });

  test('a file opens as unsaved changes, and one that is no scenario says so', async () => {
    const page = await open('');
    const file = (text: string) => ({
      name: 'a.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from(text),
    });
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles(file('just words'));
    await page.getByText('The file is no scenario').waitFor();
    await chooser.setInputFiles(
      file('{"schema":"scenario.v1","id":"mine","title":"Mine","options":[{"id":"a"}]}'),
    );
    await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
    expect(await page.title()).toBe('Mine – Scenario Sandbox');
    await page.reload();
    await page.getByText('Unsaved changes').waitFor();
  });

  test('a shared link opens as unsaved changes', async () => {
    const page = await open('#/scenario/release');
    const { encodeShare } = await import('../src/shared/share-link.ts');
    const data = await encodeShare(
      'schema: scenario.v1\nid: given\ntitle: Given\noptions: [{ id: a }]\n',
    );
    await page.goto(`${gateway.url}/#/shared/${data}`);
    await page.getByRole('button', { name: 'Open in the workbench' }).click();
    await page.getByRole('heading', { level: 1, name: 'Given' }).waitFor();
    expect(gateway.asked).not.toContain('PUT /scenarios/given');
  });

  test('two scenarios side by side, sample by sample from the gateway', async () => {
    const page = await open('#/compare?left=release&right=pricing');
    const differences = page.getByRole('region', { name: 'Differences', exact: true });
    await differences.getByText('The seeds differ').waitFor();
    expect(gateway.asked).toContain('POST /compare');
    await differences.getByRole('table').first().getByText('Release at once').waitFor();
    await page.locator('svg[role=img]').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  test('offline, two scenarios are compared by what their reports say', async () => {
    const page = await open('?offline#/compare?left=prose-only&right=demo');
    await page
      .getByRole('region', { name: 'Differences', exact: true })
      .waitFor({ timeout: 40_000 });
    expect(gateway.asked).not.toContain('POST /compare');
  });

  test('offline, the engine in the page gives the hash it gives in Node', async () => {
    const source = readFileSync(`${import.meta.dirname}/../../../scenarios/demo.yaml`, 'utf8');
    const read = readScenario(source);
    if ('problems' in read) throw new Error('scenarios/demo.yaml cannot be read');
    const findings = analyse({ scenario: read.scenario });
    const page = await open('?offline#/scenario/demo');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText(resultHashOf(findings, critiqueOf(findings))).waitFor();
    expect(gateway.asked.filter((line) => !line.startsWith('GET /assets'))).toEqual(['GET /']);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('the kill switch takes a reason and the word typed out', async () => {
    const page = await open('#/operations');
    const stop = page.getByRole('button', { name: 'Stop the service' });
    await stop.waitFor();
    await page.getByLabel('Type “stop” to confirm').fill('stop');
    expect(await stop.isDisabled()).toBe(true);
    await page.getByLabel('Reason, for the people who meet it').fill('Drill');
    await stop.click();
    await page.getByText('The kill switch is on').waitFor();
    expect(gateway.asked).toContain('POST /admin/kill-switch');
  });

  test('the whole way with the keyboard alone', async () => {
    const page = await open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('F6');
    const panel = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await panel()).toBe('Inputs');
    await page.keyboard.press('F6');
    expect(await panel()).toBe('Model');
    const node = page.locator('.react-flow__node').first();
    await node.focus();
    const before = await page.evaluate(() => document.activeElement?.getAttribute('data-id'));
    await page.keyboard.press('ArrowRight');
    const after = await page.evaluate(() => document.activeElement?.getAttribute('data-id'));
    expect(after).not.toBe(before);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: `About ${after}` }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
  });

  test('a page whose script is gone says so and offers a reload; the rest goes on', async () => {
    const page = await open('');
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await page.route('**/assets/compare-*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByText('This page could not be shown').waitFor();
    await page.getByRole('link', { name: 'Scenarios' }).click();
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
  });

  test('the page itself does not scroll where the panels do', async () => {
    const page = await open('#/scenario/release', { viewport: { width: 1200, height: 600 } });
    await page.getByRole('group', { name: 'Accounts', exact: true }).waitFor();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height).toBe(600);
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    test.each([
      ['the list', '', ''],
      ['the workbench', '#/scenario/release', ''],
      ['the outline', '#/scenario/release', 'Outline'],
      ['the editor', '#/scenario/release', 'YAML'],
      ['the critique', '#/scenario/release', 'Critique'],
      ['the outcomes', '#/scenario/release', 'Outcomes'],
      ['the drivers', '#/scenario/release', 'Drivers'],
      ['the comparison', '#/compare?left=release&right=pricing', ''],
      ['sweeps', '#/sweeps?scenario=release', ''],
      ['operations', '#/operations', ''],
    ])('%s has no accessibility violation', async (_, hash, tab) => {
      const page = await open(hash, { colorScheme, reducedMotion: 'reduce' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (['Critique', 'Outcomes', 'Drivers'].includes(tab)) {
        await page.keyboard.press('Control+Enter');
        await page.getByText('Complete', { exact: true }).waitFor();
      }
      if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForLoadState('networkidle');
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test.each([
    '',
    '#/scenario/release',
    '#/compare?left=release&right=pricing',
    '#/sweeps?scenario=release',
    '#/operations',
  ])(
    'at 320 px nothing of "%s" scrolls sideways, and it has no accessibility violation',
    async (hash) => {
      const page = await open(hash, { viewport: { width: 320, height: 700 } });
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (hash.includes('scenario/')) {
        await page.keyboard.press('Control+Enter');
        await page.getByText('Complete', { exact: true }).waitFor();
      }
      await page.waitForLoadState('networkidle');
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(320);
      expect(await violationsOf(page)).toEqual([]);
    },
  );
});
