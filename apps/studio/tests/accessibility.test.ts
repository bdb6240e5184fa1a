import { describe, expect, test } from 'vitest';
import { encodeShare } from '../src/shared/share-link.ts';
import {
  chromiumMissing,
  Studio,
  stateViolations,
  violationsInBothSchemes,
  violationsOf,
} from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: accessibility, for want of Chromium.');

/** WCAG 2.2 AA as far as axe can tell: every screen, in each of its states. */
describe.skipIf(chromiumMissing)('accessibility in Chromium', () => {
  const studio = new Studio();

  test('no state of the workbench has an accessibility violation, in light or dark', async () => {
    const page = await studio.open('', { colorScheme: 'light', reducedMotion: 'reduce' });
    const look = stateViolations(page);
    const held = Promise.withResolvers<void>();
    await page.route('**/scenarios/pricing', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${studio.gateway.url}/#/scenario/pricing`);
    await page.getByText('Loading the scenario…').waitFor();
    await look('loading');
    held.resolve();
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
    await look('degraded');
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await phase('Cancelled');
    await look('cancelled');
    studio.gateway.outage = null;
    studio.gateway.paceMs = 5;
    await run();
    await phase('Complete');
    await page.getByRole('button', { name: 'Show the change' }).click();
    await look('a suggested change');
    const users = page.getByRole('group', { name: 'Users', exact: true });
    await users.getByLabel('Value').fill('2900');
    await page.keyboard.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await look('stale');
    studio.gateway.paceMs = 60_000;
    await run();
    await page.getByText('The critique of the run before, until').waitFor();
    await look('run again');
    studio.gateway.paceMs = 5;
    studio.gateway.refused = true;
    await run();
    await page.getByText('The run failed').waitFor();
    await look('failed');
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

  test.each([
    ['the comparison', '#/compare?left=release&right=pricing'],
    ['sweeps', '#/sweeps?scenario=release'],
    ['operations', '#/operations'],
  ])('%s: no accessibility violation in light or dark', async (_, hash) => {
    const page = await studio.open(hash, { colorScheme: 'light', reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violationsInBothSchemes(page)).toEqual([]);
    expect(studio.complaints).toEqual([]);
  });

  test('the list: no accessibility violation in any state', async () => {
    const page = await studio.open('', { colorScheme: 'light', reducedMotion: 'reduce' });
    const look = stateViolations(page);
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await look('empty');
    const held = Promise.withResolvers<void>();
    await page.route('**/scenarios', async (route) => {
      await held.promise;
      await route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' });
    });
    await page.reload();
    await page.getByText('Loading scenarios…').waitFor();
    await look('loading');
    held.resolve();
    await page.getByText('Could not list the scenarios').waitFor();
    await look('failed');
    await page.unroute('**/scenarios');
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
    await look('outline');
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('textbox', { name: 'Scenario as YAML' }).waitFor();
    await look('YAML');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    for (const name of ['Critique', 'Outcomes', 'What would change it', 'Drivers']) {
      await page.getByRole('tab', { name, exact: true }).click();
      if (name !== 'Critique') await page.locator('svg[role=img]').first().waitFor();
      await look(name);
    }
    expect(look.found()).toEqual([]);
    expect(studio.complaints).toEqual([]);
  }, 120_000);

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
