import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { resultHashOf } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumMissing, Studio, tabTo, violationsOf } from './in-chromium.ts';
import { workbookOf } from './workbook.ts';

if (chromiumMissing) console.log('Skipped: the studio in a browser, for want of Chromium.');

describe.skipIf(chromiumMissing)('the studio in Chromium', () => {
  const studio = new Studio();

  test('the five-minute journey by mouse', async () => {
    const page = await studio.open('');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: /Release at once/ }).click();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('4300');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Freemium overtakes it').waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Recommendation' })
      .getByText('medium confidence', { exact: true })
      .waitFor();
    await page.getByRole('tab', { name: 'What would change it' }).click();
    await page
      .getByText(/overtakes Usage-based when Monthly churn is above 4.1 % a month/)
      .first()
      .waitFor();
    expect(studio.gateway.asked).toContain('PUT /scenarios/release-draft');
    expect(studio.gateway.stored.get('release-draft')?.variables?.accounts).toMatchObject({
      p50: 4300,
    });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link to this run copied').waitFor();
    await page.getByRole('link', { name: 'Compare with the saved version' }).click();
    await differencesOfDraft(page);
    await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
    await page.getByRole('button', { name: 'Open a copy' }).click();
    await p50.waitFor();
    expect(await p50.inputValue()).toBe('4300');
    expect(studio.complaints).toEqual([]);
  });

  test('the five-minute journey by keyboard alone', async () => {
    const page = await studio.open('');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const example = page.getByRole('link', { name: /Release at once/ });
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await tabTo(page, example);
    await press('Enter');
    await p50.waitFor();
    await press('F6');
    await tabTo(page, p50);
    await press('Control+A');
    await page.keyboard.type('4300');
    await press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    await press('F6', 'F6');
    const critique = page.getByRole('tab', { name: 'Critique' });
    await tabTo(page, critique);
    await page.getByRole('tabpanel').getByText('What speaks against').waitFor();
    await press('ArrowRight', 'ArrowRight');
    await page
      .getByText(/overtakes Usage-based when Monthly churn is above 4.1 % a month/)
      .first()
      .waitFor();
    await tabTo(
      page,
      page.getByRole('link', { name: 'Compare with the saved version' }),
      'Shift+Tab',
    );
    await press('Enter');
    await differencesOfDraft(page);
    await tabTo(page, page.getByRole('link', { name: 'Scenarios' }), 'Shift+Tab');
    await press('Enter');
    await tabTo(page, example);
    await press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Copy link' }));
    await press('Enter');
    await page.getByText('Link to this run copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('#/shared/');
    expect(studio.complaints).toEqual([]);
  });

  /** The changed input and what it does, from the gateway. */
  async function differencesOfDraft(page: Page): Promise<void> {
    const differences = page.getByRole('region', { name: 'Differences', exact: true });
    const question = differences.getByRole('region', { name: 'What differs in the question' });
    await question.getByRole('cell', { name: /^accounts$/i }).waitFor();
    expect(await differences.textContent()).not.toContain('variables.');
    expect(studio.gateway.asked).toContain('POST /compare');
  }

  test('the first load, before diagram, charts and editor, is under 250 kB of compressed script', async () => {
    const page = await studio.open('');
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
    const page = await studio.open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    expect(studio.gateway.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('what is saved is listed with its last answer, until it is another scenario', async () => {
    const page = await studio.open('');
    await page.getByRole('link', { name: 'Begin with an example' }).click();
    const rate = page.getByRole('group', { name: 'Discount rate per period' }).getByLabel('Value');
    const save = async (value: string) => {
      await rate.fill(value);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
      const { asked } = studio.gateway;
      const saved = asked.findLastIndex((line) => line.startsWith('PUT'));
      expect(asked.slice(saved)).toContain('GET /scenarios');
      await page.getByRole('link', { name: 'Scenarios' }).click();
      return page.getByRole('region', { name: 'Your scenarios' });
    };
    await rate.fill('0.02');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    const own = await save('0.02');
    await own.getByText('Recommends Usage-based, medium confidence').waitFor();
    await own.getByText('Changed 1 Jan 2025').waitFor();
    expect(await page.getByRole('link', { name: 'Begin with an example' }).count()).toBe(0);
    await own.getByRole('link').click();
    await save('0.03');
    await own.getByText('Changed 1 Jan 2025').waitFor();
    expect(await own.getByText('Recommends').count()).toBe(0);
  });

  test('cancel asks the server, and the cancelled critique stays', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Slow enough that it has not ended by itself when it is cancelled.
    studio.gateway.paceMs = 2_000;
    await page.keyboard.press('Control+Enter');
    await page.getByText('What speaks against').waitFor();
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByText('The critique was cancelled here.').waitFor();
    expect(studio.gateway.asked).toContain('POST /cancel');
    expect(await page.getByText('What speaks against').count()).toBe(1);
  });

  test('a cut stream is resumed without losing or doubling a word', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.cutAfter = 4;
    // Slow enough that what is said of the cut can be read.
    studio.gateway.paceMs = 500;
    await page.keyboard.press('Control+Enter');
    await page.getByText('resuming where it left off').waitFor();
    studio.gateway.paceMs = 5;
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('resumed once: no word lost, none doubled').waitFor();
    const critique = await page.locator('.critique').textContent();
    expect(critique).toContain(
      "Freemium overtakes it when monthly churn is above 0.041; today's estimate gives that 23 %.",
    );
  });

  test('results of an older version dim and never vanish; undo brings them back', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    const field = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await field.fill('4400');
    await field.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await page.getByRole('region', { name: 'Recommendation' }).waitFor();
    const critique = page.locator('.critique');
    const lasting = 'Knowing churn would be worth 61k EUR.';
    await page.locator('.critique[data-stale=true]', { hasText: lasting }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('These results are of an earlier version').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('4200');
    expect(await critique.getAttribute('data-stale')).toBe('false');
    studio.gateway.paceMs = 2_000;
    await page.keyboard.press('Control+Enter');
    await page.getByText('The critique of the run before, until').waitFor();
    expect(await critique.textContent()).toContain(lasting);
    await page.locator('.critique[data-stale=false]').waitFor();
    expect(await critique.textContent()).not.toContain(lasting);
  });

  test('inputs, outline and YAML edit one document', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('tab', { name: 'YAML' }).click();
    const yaml = page.getByRole('textbox', { name: 'Scenario as YAML' });
    await yaml.waitFor();
    const field = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await field.fill('4321');
    await field.press('Enter');
    await page.getByText('p50: 4321').waitFor();
    await yaml.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('ris');
    await page.getByRole('option', { name: 'risk' }).waitFor();
    // The editor takes no key for the first moments of a list that opened by itself.
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await page.keyboard.type('{ att');
    await page.getByRole('option', { name: 'attitude' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'neutral' }).click();
    await page.keyboard.type(' }');
    await page.locator('.cm-line', { hasText: 'risk: { attitude: neutral }' }).waitFor();
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByLabel('Name', { exact: true }).fill('twice');
    await page.getByLabel('Number or expression').fill('2 * net');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const about = page.getByRole('region', { name: 'About twice' });
    await about.getByRole('button', { name: 'net', exact: true }).waitFor();
    await about.getByRole('button', { name: 'Remove twice' }).click();
    await page.getByRole('row', { name: /twice/ }).waitFor({ state: 'detached' });
    expect(studio.complaints).toEqual([]);
  });

  test('what the linter finds is listed', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByLabel('Name', { exact: true }).fill('wrong');
    await page.getByLabel('Number or expression').fill('BROKEN');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('model: BROKEN is no name.').first().waitFor();
    await page.getByText('1 to mend before it runs').waitFor();
  });

  test('a file opens as unsaved changes, and one that is no scenario says so', async () => {
    const page = await studio.open('');
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
    await page.getByRole('link', { name: 'Scenarios' }).click();
    const own = page.getByRole('region', { name: 'Your scenarios' });
    await own.getByText('in this browser only').waitFor();
    await own.getByRole('button', { name: 'Remove Mine from this browser' }).click();
    expect(await own.getByRole('link', { name: 'Mine' }).count()).toBe(0);
    await own.getByRole('button', { name: 'Bring it back' }).click();
    await own.getByRole('link', { name: 'Mine' }).waitFor();
    studio.gateway.outage = 'silent';
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('link', { name: 'Scenarios' }).click();
    await own.getByRole('link', { name: 'Mine' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
  });

  test('a spreadsheet is previewed, then opens with what is still to be written', async () => {
    const page = await studio.open('', { viewport: { width: 320, height: 700 } });
    const observations = Array.from({ length: 9000 }, (_, i) => [
      i,
      'in words, so that it is large',
    ]);
    const buffer = Buffer.from(
      workbookOf({
        Inputs: [
          ['Input', 'Unit', 'Low', 'Base', 'High'],
          ['Price', 'EUR', 22, 31, 44],
          ['Churn', '', 0.01, 'unknown', 0.05],
        ],
        Log: [['Duration', 'Remark'], ...observations],
        Scores: [
          ['Option', 'Fit', 'Effort (lower is better)'],
          ['Suite', 7, 3],
          ['Open platform', 5, 4],
        ],
      }),
    );
    const mimeType = 'application/octet-stream';
    const chooser = page.locator('input[type=file]');
    await chooser.setInputFiles({ name: 'choice.xlsx', mimeType, buffer: buffer.subarray(0, 50) });
    await page.getByText('It is no .xlsx workbook.').waitFor();
    await chooser.setInputFiles({ name: 'choice.xlsx', mimeType, buffer });
    const preview = page.getByRole('region', { name: 'Import', exact: true });
    await preview.getByText('2 variables, 2 options, 2 criteria').waitFor();
    await preview.getByText('Inputs, D3 is no number.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violationsOf(page)).toEqual([]);
    const log = preview.getByRole('region', { name: 'Sheet Log', exact: true });
    await log.getByLabel('Read as').selectOption('none');
    await preview.getByText('Together: 1 variable, 2 options, 2 criteria').waitFor();
    expect(studio.complaints).toEqual([]);
    await preview.getByRole('button', { name: 'Open in the workbench' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Choice' }).waitFor();
    await page.getByRole('group', { name: 'Price', exact: true }).getByLabel('P10').waitFor();
    await page.getByText('Unsaved changes').waitFor();
  });

  test('two scenarios side by side, sample by sample from the gateway', async () => {
    const page = await studio.open('#/compare?left=release&right=pricing');
    const differences = page.getByRole('region', { name: 'Differences', exact: true });
    await differences.getByText('The seeds differ').waitFor();
    expect(studio.gateway.asked).toContain('POST /compare');
    await differences.getByRole('table').first().getByText('Release at once').waitFor();
    await page.locator('svg[role=img]').nth(1).waitFor();
    await page.getByRole('button', { name: 'Pin baseline' }).click();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByLabel('Right: compared with it').selectOption('release');
    await differences.getByText('Both ask the same question.').waitFor();
    await differences.getByText('P(right beats left)').waitFor();
    expect(await page.getByLabel('Left: the baseline').inputValue()).toBe('release');
    expect(studio.complaints).toEqual([]);
  });

  test('offline, two scenarios are compared by what their reports say', async () => {
    const page = await studio.open('?offline#/compare?left=prose-only&right=demo');
    await page
      .getByRole('region', { name: 'Differences', exact: true })
      .waitFor({ timeout: 40_000 });
    expect(studio.gateway.asked).not.toContain('POST /compare');
  });

  test.each(['demo', 'security-investment', 'saas-pricing'])(
    'offline, %s has the hash of Node',
    async (id) => {
      const source = readFileSync(`${import.meta.dirname}/../../../scenarios/${id}.yaml`, 'utf8');
      const read = readScenario(source);
      if ('problems' in read) throw new Error(`scenarios/${id}.yaml cannot be read`);
      const findings = analyse({ scenario: read.scenario });
      const page = await studio.open(`?offline#/scenario/${id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('Complete', { exact: true }).waitFor({ timeout: 60_000 });
      await page.getByText(resultHashOf(findings, critiqueOf(findings))).waitFor();
      const asked = studio.gateway.asked.filter((line) => !line.startsWith('GET /assets'));
      expect(asked).toEqual(['GET /']);
      expect(studio.complaints).toEqual([]);
    },
    120_000,
  );

  test('the kill switch takes a reason and the word typed out', async () => {
    const page = await studio.open('#/operations');
    const stop = page.getByRole('button', { name: 'Stop the service' });
    await stop.waitFor();
    await page.getByLabel('Type “stop” to confirm').fill('stop');
    expect(await stop.isDisabled()).toBe(true);
    await page.getByLabel('Reason, for the people who meet it').fill('Drill');
    await stop.click();
    await page.getByText('The kill switch is on').waitFor();
    expect(studio.gateway.asked).toContain('POST /admin/kill-switch');
  });

  test('from panel to panel and in the diagram with the keyboard', async () => {
    const page = await studio.open('#/scenario/release');
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
});
