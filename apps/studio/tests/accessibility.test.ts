import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { encodeShare } from '../src/shared/share-link.ts';
import { chromiumMissing, Studio, stateViolations, violationsOf } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: accessibility, for want of Chromium.');

/** WCAG 2.2 AA as far as axe can tell: every screen, in each of its states. */
describe.skipIf(chromiumMissing)('accessibility in Chromium', () => {
  const studio = new Studio();
  /** Parts of the workbench, for states in which the others are as they were. */
  const panel = (name: string) => `[aria-label=${name}][data-panel-stop]`;
  const [inputs, model, results] = ['Inputs', 'Model', 'Results'].map(panel) as [
    string,
    string,
    string,
  ];

  test('no state of the workbench has an accessibility violation, in light or dark', async () => {
    const page = await studio.open('', { colorScheme: 'light', reducedMotion: 'reduce' });
    const look = stateViolations(page);
    const held = await hold(page, '**/scenarios/pricing');
    await page.goto(`${studio.gateway.url}/#/scenario/pricing`);
    await page.getByText('Loading the scenario…').waitFor();
    await look('loading');
    held.answer(null);
    const run = () => page.keyboard.press('Control+Enter');
    const phase = (words: string) => page.getByText(words, { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.paceMs = 60_000;
    await run();
    await page.getByText('Connecting…').waitFor();
    await look('connecting');
    studio.gateway.outage = 'killed';
    await run();
    await page.getByText('The run waits for the service').waitFor();
    await look('degraded', ['.toolbar', results]);
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await phase('Cancelled');
    await look('cancelled', ['.toolbar', results]);
    studio.gateway.outage = null;
    studio.gateway.paceMs = 5;
    await run();
    await phase('Complete');
    await page.getByRole('button', { name: 'Show the change' }).click();
    await look('a suggested change', ['.toolbar', results]);
    const users = page.getByRole('group', { name: 'Users', exact: true });
    await users.getByLabel('Value').fill('2900');
    await page.keyboard.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await look('stale', ['.toolbar', inputs, results]);
    studio.gateway.paceMs = 60_000;
    await run();
    await page.getByText('The critique of the run before, until').waitFor();
    await look('run again', ['.toolbar', results]);
    studio.gateway.paceMs = 5;
    studio.gateway.refused = true;
    await run();
    await page.getByText('The run failed').waitFor();
    await look('failed', ['.toolbar', results]);
    await page.goto(`${studio.gateway.url}/#/scenario/nowhere`);
    await page.getByText('There is no scenario "nowhere"').waitFor();
    await look('none');
    const words = 'schema: scenario.v1\nid: given\ntitle: Given\noptions: [{ id: a }]\n';
    await page.goto(`${studio.gateway.url}/#/shared/${await encodeShare(words)}`);
    await page.getByRole('button', { name: 'Open a copy' }).waitFor();
    await look('shared');
    await page.getByRole('button', { name: 'Open a copy' }).click();
    await page.getByText('This scenario has no numbers yet').waitFor();
    await look('empty');
    expect(look.found()).toEqual([]);
  }, 180_000);

  /** Holds every answer to a path, then answers as told, until it is let go. */
  async function hold(page: Page, path: string) {
    const answer = Promise.withResolvers<number | null>();
    await page.route(path, async (route) => {
      const status = await answer.promise;
      if (status === null) await route.continue();
      else await route.fulfill({ status, contentType: 'application/problem+json', body: '{}' });
    });
    return { answer: answer.resolve, release: () => page.unroute(path) };
  }

  test.each([
    {
      what: 'the comparison',
      hash: '#/compare?left=release&right=pricing',
      path: '**/report?*',
      loading: 'Loading both reports…',
      failed: 'Could not run the comparison',
      there: 'The seeds differ',
    },
    {
      what: 'the attribution of a comparison',
      hash: '#/compare?left=release&right=pricing',
      path: '**/compare',
      loading: 'Loading the comparison…',
      failed: 'Could not compare the two',
      there: 'The seeds differ',
    },
    {
      what: 'sweeps',
      hash: '#/sweeps?scenario=release',
      path: '**/scenarios/release',
      loading: 'Loading the scenario…',
      failed: 'Could not load the scenario',
      there: 'completed with errors',
    },
    {
      what: 'jobs',
      hash: '#/sweeps?scenario=release',
      path: '**/jobs',
      loading: 'Loading the jobs…',
      failed: 'Could not read the jobs',
      there: 'completed with errors',
    },
    {
      what: 'operations',
      hash: '#/operations',
      path: '**/admin/health',
      loading: 'Loading the state of the service…',
      failed: 'Could not read the state of the service',
      there: 'Kill switch turned on',
    },
    {
      what: 'the audit trail',
      hash: '#/operations',
      path: '**/admin/audit',
      loading: 'Loading the audit trail…',
      failed: 'Could not read the audit trail',
      there: 'Kill switch turned on',
    },
    {
      what: 'metrics',
      hash: '#/operations',
      path: '**/admin/metrics',
      loading: 'Loading the metrics…',
      failed: 'Could not read the metrics',
      there: 'Kill switch turned on',
    },
  ])(
    '$what: no accessibility violation while it loads, has failed, and is there',
    async (state) => {
      const page = await studio.open('', { colorScheme: 'light', reducedMotion: 'reduce' });
      const look = stateViolations(page);
      const held = await hold(page, state.path);
      await page.goto(`${studio.gateway.url}/${state.hash}`);
      await page.getByText(state.loading).waitFor();
      await look('loading', ['main']);
      held.answer(500);
      await page.getByText(state.failed).first().waitFor();
      await look('failed', ['main']);
      await held.release();
      await page.reload();
      await page.getByText(state.there).first().waitFor();
      await look('there');
      expect(look.found()).toEqual([]);
    },
  );

  test('what is chosen, asked or switched off: no accessibility violation', async () => {
    const page = await studio.open('#/compare', { colorScheme: 'light', reducedMotion: 'reduce' });
    const look = stateViolations(page);
    await page.getByText('Choose two scenarios').waitFor();
    await look('nothing to compare');
    await page.goto(`${studio.gateway.url}/#/sweeps?scenario=release`);
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByRole('region', { name: 'Result of the sweep' }).waitFor();
    await look('a sweep', ['main']);
    await page.route('**/compare/sweep', (route) => route.abort());
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByText('The sweep has a problem').waitFor();
    await look('a sweep that failed', ['main']);
    const locked = await hold(page, '**/admin/health');
    locked.answer(401);
    await page.goto(`${studio.gateway.url}/#/operations`);
    await page.getByLabel('Admin token').waitFor();
    await look('locked', ['main']);
    await locked.release();
    await page.reload();
    await page.getByLabel('Reason, for the people who meet it').fill('Drill');
    await page.getByLabel('Type “stop” to confirm').fill('stop');
    await page.getByRole('button', { name: 'Stop the service' }).click();
    await page.getByText('The kill switch is on').waitFor();
    await look('switched off', ['main']);
    expect(look.found()).toEqual([]);
  });

  test('the list: no accessibility violation in any state', async () => {
    const page = await studio.open('', { colorScheme: 'light', reducedMotion: 'reduce' });
    const look = stateViolations(page);
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await look('empty');
    const held = await hold(page, '**/scenarios');
    await page.reload();
    await page.getByText('Loading scenarios…').waitFor();
    await look('loading');
    held.answer(503);
    await page.getByText('Could not list the scenarios').waitFor();
    await look('failed');
    await held.release();
    await page.evaluate(
      (text) => localStorage.setItem('scenario-sandbox.draft.mine', text),
      'id: a',
    );
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await page.reload();
    await page.getByText('in this browser only').waitFor();
    await look('own');
    expect(look.found()).toEqual([]);
  });

  test('the workbench: no accessibility violation in light or dark in any of its views', async () => {
    const page = await studio.open('#/scenario/release', {
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const look = stateViolations(page);
    await page.locator('.react-flow__node').first().waitFor();
    await look('diagram');
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByRole('row').first().waitFor();
    await look('outline', [model]);
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('textbox', { name: 'Scenario as YAML' }).waitFor();
    await look('YAML', [model]);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    for (const name of ['Critique', 'Outcomes', 'What would change it', 'Drivers']) {
      await page.getByRole('tab', { name, exact: true }).click();
      if (name !== 'Critique') await page.locator('svg[role=img]').first().waitFor();
      await look(name, [results]);
    }
    expect(look.found()).toEqual([]);
    expect(studio.complaints).toEqual([]);
  }, 120_000);

  test('at 320 px names that are long, in one word or from right to left, fit in a whole report', async () => {
    const page = await studio.open('', { viewport: { width: 320, height: 700 } });
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
    const text = JSON.stringify({
      schema: 'scenario.v1',
      id: 'long',
      title: `שאלה: ${word}?`,
      question: 'ما هو الخيار الأفضل للشركة في السنوات القادمة؟',
      samples: 500,
      variables: {
        [`${word.slice(0, 20)}_price`.toLowerCase()]: { p10: 1, p50: 2, p90: 4, label: word },
      },
      options: [
        { id: 'a', name: 'الخيار الأول: الاستثمار في السوق المحلية', set: { k: 1.2 } },
        { id: 'b', name: word, set: { k: 1 } },
      ],
      model: { net: { value: `k * ${`${word.slice(0, 20)}_price`.toLowerCase()}`, label: word } },
      objective: { maximise: 'net' },
    });
    await page.goto(`${studio.gateway.url}/#/shared/${await encodeShare(text)}`);
    await page.getByRole('region', { name: 'Recommendation' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.getByRole('button', { name: 'Open a copy' }).click();
    await page.getByRole('tab', { name: 'Inputs' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('in forced colours a selected tab, and what is recommended, are not told by colour alone', async () => {
    const page = await studio.open('#/scenario/release', { forcedColors: 'active' });
    const tab = page.getByRole('tab', { name: 'Diagram' });
    const line = (element: Element) => getComputedStyle(element).borderBottomStyle;
    expect(await tab.evaluate(line)).toBe('solid');
    expect(await page.getByRole('tab', { name: 'Outline' }).evaluate(line)).toBe('none');
    await page.keyboard.press('Control+Enter');
    const standing = page.getByRole('table', { name: /of each option/ });
    const weight = (element: Element) => Number(getComputedStyle(element).fontWeight);
    const rows = standing.getByRole('rowheader');
    expect(await rows.first().evaluate(weight)).toBeGreaterThan(600);
    expect(await rows.last().evaluate(weight)).toBeLessThan(600);
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
      const page = await studio.open(hash, { viewport: { width: 320, height: 700 } });
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
