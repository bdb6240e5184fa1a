import { readFileSync } from 'node:fs';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { resultHashOf } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { encodeShare } from '../src/shared/share-link.ts';
import { chromiumMissing, Studio, violationsOf } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: the workbench in a browser, for want of Chromium.');

describe.skipIf(chromiumMissing)('the workbench in Chromium', () => {
  const studio = new Studio();

  test('on paper there is the report alone, the whole of it', async () => {
    const page = await studio.open('#/scenario/release', { colorScheme: 'dark' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.emulateMedia({ media: 'print' });
    const printed = page.locator('.printed').getByRole('heading', { name: 'Critique' });
    // Its script is fetched when there are results; before that there is nobody to hear of the printing.
    await expect
      .poll(
        async () => {
          await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
          return printed.count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await expect.poll(() => page.locator('.workbench > :visible').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Run', exact: true }).count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.locator('.printed').waitFor({ state: 'detached' });
    expect(studio.complaints).toEqual([]);
  });

  test('while the text cannot be read, inputs and model stay as they were, and it says what is wrong where', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('tab', { name: 'YAML' }).click();
    const yaml = page.getByRole('textbox', { name: 'Scenario as YAML' });
    await yaml.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await page.keyboard.type('seed: [1');
    await page.getByText('The text cannot be read as a scenario').waitFor();
    const notice = page.getByRole('alert');
    expect(await notice.textContent()).toMatch(/at line \d+, column \d+/);
    await page.getByText('As they were when the text could last be read.').waitFor();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await expect
      .poll(async () => [await p50.inputValue(), await p50.isDisabled()])
      .toEqual(['4200', true]);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Diagram' }).click();
    await page.locator('.react-flow__node').first().waitFor();
    await notice.getByRole('button', { name: /Show line/ }).click();
    await yaml.waitFor();
    await yaml.focus();
    // What was typed slowly is undone in several steps.
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+z');
          return notice.count();
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    await expect.poll(() => p50.isDisabled()).toBe(false);
    await page.reload();
    expect(studio.complaints).toEqual([]);
  });

  test('the first screen shows the answer, what would change it, and the ways to the rest', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('What would change it: Freemium').waitFor();
    const bottomOf = async (name: string) => {
      const box = await page.getByRole('tab', { name }).boundingBox();
      return (box?.y ?? 1e9) + (box?.height ?? 0);
    };
    await expect.poll(() => bottomOf('Critique')).toBeLessThan(700);
    const footer = page.locator('.run-footer');
    const terms = ['2024', '20,000', '±€6,000 on the lead (95 %)', '0.1.0', '0'.repeat(64)];
    await expect.poll(() => footer.getByRole('definition').allTextContents()).toEqual(terms);
  });

  test('panels collapse, open again where they are needed, and are as they were after a reload', async () => {
    const page = await studio.open('#/scenario/pricing');
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
    await expect.poll(widthNow).not.toBe(before);
    const after = await widthNow();
    await page.reload();
    await page.getByRole('group', { name: 'Users', exact: true }).waitFor();
    await expect.poll(async () => Number(await widthNow())).toBeCloseTo(Number(after), 1);
    expect(studio.complaints).toEqual([]);
  });

  test('with “Run on change” each version that can be run is run once', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByLabel('Run on change').check();
    await page.getByText('Complete', { exact: true }).waitFor();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('BROKEN');
    await p50.press('Enter');
    await page.getByText('1 to mend before it runs').waitFor();
    await p50.fill('4300');
    await p50.press('Enter');
    const accounts = () => studio.gateway.stored.get('release-draft')?.variables?.accounts;
    await expect.poll(accounts).toMatchObject({ p50: 4300 });
    await page.getByText('Complete', { exact: true }).waitFor();
    // A version that is run a second time would be so before the next one.
    await p50.fill('4400');
    await p50.press('Enter');
    await expect.poll(accounts).toMatchObject({ p50: 4400 });
    await page.getByText('Complete', { exact: true }).waitFor();
    expect(studio.gateway.asked.filter((line) => line === 'GET /stream')).toHaveLength(3);
    await page.reload();
    await expect.poll(() => page.getByLabel('Run on change').isChecked()).toBe(true);
  });

  test('a range is previewed while it is typed, and says at its field what cannot be', async () => {
    const page = await studio.open('#/scenario/release');
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
    const page = await studio.open('#/scenario/pricing');
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
    await expect
      .poll(() => users.getByLabel('Value').inputValue(), { timeout: 20_000 })
      .toBe('2856');
    await page.getByRole('button', { name: 'Add a constraint' }).click();
    await page.getByRole('group', { name: 'Constraint 1' }).getByLabel('Must hold').waitFor();
    await page
      .getByRole('region', { name: 'Objective' })
      .getByLabel('Outcome')
      .selectOption('customers');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    const run = studio.gateway.stored.get('pricing-draft');
    expect(run?.variables).toMatchObject({
      users: 2856,
      churn: { source: 'CRM export', unit: '%' },
    });
    expect(run?.constraints).toEqual([{ id: 'limit-1', expr: 'value >= 0', probability: 0.9 }]);
    expect(run?.objective).toEqual({ maximise: 'customers' });
    await page.getByRole('button', { name: 'Remove Constraint 1' }).click();
    await page.getByText('None yet.').first().waitFor();
    expect(studio.complaints).toEqual([]);
  });

  test('a suggested change is shown as a difference, then applied whole or not at all', async () => {
    const page = await studio.open('#/scenario/pricing');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const opener = page.getByRole('button', { name: 'Show the change' });
    await opener.click();
    const change = page.getByRole('region', { name: 'Suggested change' });
    const lines = () => change.locator('li:not([data-kind=kept]) code').allTextContents();
    await expect
      .poll(lines)
      .toEqual([
        'removed: owner: Head of pricing',
        'added: owner: The board',
        'removed: samples: 4000',
        'added: samples: 8000',
      ]);
    await change.getByRole('button', { name: 'Cancel' }).click();
    const focused = (button: Element) => button === document.activeElement;
    await expect.poll(() => opener.evaluate(focused)).toBe(true);
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
    const page = await studio.open('#/scenario/pricing', { viewport: { width, height: 900 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    const remarks = page.getByRole('region', { name: 'Remarks' });
    await remarks.getByRole('button', { name: 'Churn' }).click();
    const about = page.getByRole('region', { name: 'About churn' });
    await about.waitFor();
    await expect.poll(() => about.evaluate((part) => part === document.activeElement)).toBe(true);
    await page.locator('[data-id=churn] .shape[data-selected=true]').waitFor();
    if (width < 1024) await page.getByRole('tab', { name: 'Results' }).click();
    await remarks.getByRole('button', { name: 'Periods, rate' }).click();
    await page.locator('.cm-activeLine', { hasText: 'rate: 0.01' }).waitFor();
  });

  test('the diagram has the labels; the name is the title and beside the label where it is looked at', async () => {
    const page = await studio.open('#/scenario/release');
    const net = page.locator('[data-id=net]');
    await net.getByText('Net contribution', { exact: true }).click();
    expect(await net.getByTitle('Net contribution (net)').count()).toBe(1);
    const about = page.getByRole('region', { name: 'About net' });
    await about.getByText('net', { exact: true }).waitFor();
  });

  test('options have their words among the inputs', async () => {
    const page = await studio.open('#/scenario/release');
    const phased = page.getByRole('group', { name: 'Option 2', exact: true });
    await phased.getByLabel('Pros').fill('A defect meets few\n\n  We learn: at once ');
    await phased.getByLabel('Description').fill('A tenth of the customers first');
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByRole('group', { name: 'Option 4', exact: true }).getByLabel('Name').waitFor();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await expect
      .poll(async () => parse((await page.locator('.cm-line').allTextContents()).join('\n')))
      .toMatchObject({
        options: [
          { id: 'at-once' },
          {
            description: 'A tenth of the customers first',
            pros: ['A defect meets few', 'We learn: at once'],
          },
          { id: 'keep' },
          { id: 'option-1', name: 'New option' },
        ],
      });
    expect(await violationsOf(page)).toEqual([]);
    expect(studio.complaints).toEqual([]);
  });

  test('a node is added from the diagram, by mouse or by keyboard', async () => {
    const page = await studio.open('#/scenario/pricing');
    await page.locator('.react-flow__node[data-id=churn]').waitFor();
    await page.locator('.react-flow__pane').dblclick({ position: { x: 5, y: 5 } });
    const add = page.getByRole('form', { name: 'Add to the model' });
    await add.getByLabel('Name', { exact: true }).fill('twice');
    await add.getByLabel('Number or expression').fill('2 * value');
    await page.keyboard.press('Enter');
    await page.locator('[data-id=twice]:has(.shape[data-selected=true])').focus();
    await page.keyboard.press('Insert');
    const name = add.getByLabel('Name', { exact: true });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('a shared link shows the run that was shared, the same bytes of it, and opens as a copy', async () => {
    const source = readFileSync(`${import.meta.dirname}/fixtures/pricing.yaml`, 'utf8');
    const read = readScenario(source);
    if ('problems' in read) throw new Error('pricing.yaml cannot be read');
    const findings = analyse({ scenario: read.scenario });
    const { runId, scenarioId } = findings.identity;
    const resultHash = resultHashOf(findings, critiqueOf(findings));
    const page = await studio.open('');
    const link = async (pin: Record<string, string>) =>
      page.goto(
        `${studio.gateway.url}/#/shared/${await encodeShare(source)}?${new URLSearchParams(pin)}`,
      );
    await link({ run: runId, result: resultHash, id: scenarioId });
    await page.getByText('These are the results that were shared').waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Recommendation' }).waitFor();
    await page.getByRole('region', { name: 'Critique' }).getByRole('listitem').first().waitFor();
    await expect.poll(() => page.locator('svg[role=img]').count()).toBeGreaterThan(5);
    expect(await page.locator('main :is(input, select, textarea)').count()).toBe(0);
    await page.locator('.run-footer', { hasText: resultHash }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await link({ run: runId, result: '0'.repeat(64), id: scenarioId });
    await page.getByText('These are not the results that were shared').waitFor({ timeout: 60_000 });
    expect(studio.gateway.asked.filter((line) => !/^GET \/(assets\/|$)/.test(line))).toEqual([
      'GET /scenarios',
    ]);
    await page.getByRole('button', { name: 'Open a copy' }).click();
    await page.getByRole('heading', { level: 1, name: 'Which pricing model' }).waitFor();
    expect(studio.gateway.asked).not.toContain('PUT /scenarios/pricing');
    expect(studio.complaints).toEqual([]);
  });

  test('the page itself does not scroll where the panels do', async () => {
    const page = await studio.open('#/scenario/release', {
      viewport: { width: 1200, height: 600 },
    });
    await page.getByRole('group', { name: 'Accounts', exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBe(600);
  });
});
