import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { encodeShare } from '../src/shared/share-link.ts';
import { chromiumMissing, Studio, stateViolations } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: accessibility, for want of Chromium.');

const lightAndStill = { colorScheme: 'light', reducedMotion: 'reduce' } as const;

const fixture = (id: string) =>
  readFileSync(join(import.meta.dirname, `fixtures/${id}.yaml`), 'utf8');

/** Waits until each of these words is there. */
const shows = async (page: Page, ...words: readonly string[]): Promise<void> => {
  for (const each of words) await page.getByText(each).first().waitFor();
};

/** Holds every answer to these paths, then answers as told (null: as the gateway does), until it is let go. */
async function holdAll(page: Page, paths: readonly string[]) {
  const answer = Promise.withResolvers<number | null>();
  for (const path of paths) {
    await page.route(path, async (route) => {
      const status = await answer.promise;
      if (status === null) await route.continue();
      else await route.fulfill({ status, contentType: 'application/problem+json', body: '{}' });
    });
  }
  const release = async () => {
    for (const path of paths) await page.unroute(path);
  };
  return { answer: answer.resolve, release };
}

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
    const page = await studio.open('', lightAndStill);
    const look = stateViolations(page);
    const held = await holdAll(page, ['**/scenarios/pricing']);
    await page.goto(`${studio.gateway.url}/#/scenario/pricing`);
    await page.getByText('Loading the scenario…').waitFor();
    await look('loading');
    held.answer(null);
    const run = () => page.keyboard.press('Control+Enter');
    const phase = (words: string) => page.getByText(words, { exact: true }).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.holdAfter = 0;
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
    studio.gateway.holdAfter = null;
    await run();
    await phase('Complete');
    await page.getByRole('button', { name: 'Show the change' }).click();
    await look('a suggested change', ['.toolbar', results]);
    const users = page.getByRole('group', { name: 'Users', exact: true });
    await users.getByLabel('Value').fill('2900');
    await page.keyboard.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await look('stale', ['.toolbar', inputs, results]);
    studio.gateway.holdAfter = 0;
    await run();
    await page.getByText('The critique of the run before, until').waitFor();
    await look('run again', ['.toolbar', results]);
    studio.gateway.holdAfter = null;
    studio.gateway.refused = true;
    await run();
    await page.getByText('The run failed').waitFor();
    await look('failed', ['.toolbar', results]);
    await page.goto(`${studio.gateway.url}/#/scenario/nowhere`);
    await page.getByText('There is no scenario "nowhere"').waitFor();
    expect((await page.getByRole('alert').boundingBox())?.x).toBe(16);
    await look('none');
    const words = 'schema: scenario.v1\nid: given\ntitle: Given\noptions: [{ id: a }]\n';
    await page.goto(`${studio.gateway.url}/#/shared/${await encodeShare(words)}`);
    await page.getByRole('button', { name: 'Open a copy' }).waitFor();
    await look('shared');
    await page.getByRole('button', { name: 'Open a copy' }).click();
    await page.getByText('This scenario has no numbers yet').waitFor();
    await look('empty');
    expect(look.found()).toEqual([]);
  });

  test('the comparison: no accessibility violation in any state', async () => {
    const page = await studio.open('#/compare', lightAndStill);
    const look = stateViolations(page);
    await page.getByText('Choose two scenarios').waitFor();
    await look('nothing to compare');
    const held = await holdAll(page, ['**/report?*', '**/compare']);
    await page.goto(`${studio.gateway.url}/#/compare?left=release&right=pricing`);
    await shows(page, 'Loading both reports…', 'Loading the comparison…');
    await look('loading', ['main']);
    held.answer(500);
    await shows(page, 'Could not run the comparison', 'Could not compare the two');
    await look('failed', ['main']);
    await held.release();
    await page.reload();
    await shows(page, 'The seeds differ');
    await page.locator('svg[role=img]').nth(1).waitFor();
    await look('there', ['main']);
    expect(look.found()).toEqual([]);
  });

  test('sweeps and jobs: no accessibility violation in any state', async () => {
    const page = await studio.open('#/sweeps', lightAndStill);
    const look = stateViolations(page);
    await shows(page, 'Part 5 was given up after 3 attempts');
    await look('nothing chosen, and a job that failed in part');
    const held = await holdAll(page, ['**/scenarios/release', '**/jobs']);
    await page.goto(`${studio.gateway.url}/#/sweeps?scenario=release`);
    await page.reload();
    await shows(page, 'Loading the scenario…', 'Loading the jobs…');
    await look('loading', ['main']);
    held.answer(500);
    await shows(page, 'Could not load the scenario', 'Could not read the jobs');
    await look('failed', ['main']);
    await held.release();
    await page.route('**/jobs', (route) => route.fulfill({ json: { jobs: [] } }));
    await page.reload();
    await shows(page, 'None yet. A sweep of', 'as just measured');
    await look('a plan, and no jobs', ['main']);
    const steps = page.getByLabel('Steps').first();
    await steps.fill('40000');
    await shows(page, 'are more than the 100,000');
    await look('a plan that is too large', ['form']);
    await steps.fill('5');
    const start = page.getByRole('button', { name: 'Start the sweep' });
    await start.click();
    await page.getByRole('region', { name: 'Result of the sweep' }).waitFor();
    await look('a result', ['main']);
    studio.gateway.sweepsAreJobs = true;
    await start.click();
    await shows(page, '25 of 100 runs, about 60 s left', 'Result so far: 25 of 100 runs');
    await look('while it runs, with what there is', ['main']);
    await page.getByRole('button', { name: 'Cancel the sweep' }).click();
    await shows(page, 'The sweep was cancelled');
    await look('cancelled', ['main']);
    await start.click();
    await shows(page, '25 of 100 runs, about 60 s left');
    studio.gateway.endJob({
      type: 'error',
      message: 'The engine broke off.',
      code: 'INTERNAL',
      retryable: false,
    });
    await shows(page, 'The sweep has a problem');
    await look('a sweep that failed', ['main']);
    expect(look.found()).toEqual([]);
  }, 180_000);

  test('operations: no accessibility violation in any state', async () => {
    const page = await studio.open('', lightAndStill);
    const look = stateViolations(page);
    const health = await holdAll(page, ['**/admin/health']);
    await page.goto(`${studio.gateway.url}/#/operations`);
    await shows(page, 'Loading the state of the service…');
    await look('loading');
    health.answer(500);
    await shows(page, 'Could not read the state of the service');
    await look('failed', ['main']);
    await health.release();
    const locked = await holdAll(page, ['**/admin/health']);
    locked.answer(401);
    await page.getByLabel('Admin token').waitFor();
    await look('locked', ['main']);
    await locked.release();
    const parts = await holdAll(
      page,
      ['metrics', 'sessions', 'audit'].map((each) => `**/admin/${each}`),
    );
    await page.reload();
    await shows(page, 'Loading the metrics…', 'Loading the sessions…', 'Loading the audit trail…');
    await look('parts that load, a service that does not answer', ['main']);
    parts.answer(500);
    await shows(
      page,
      'Could not read the metrics',
      'Could not read the sessions',
      'Could not read the audit trail',
    );
    await look('parts that failed', ['main']);
    await parts.release();
    await page.reload();
    await shows(page, 'Kill switch turned on', 'No-go: ', 'First token');
    await look('there', ['main']);
    await page.getByLabel('Reason, for the people who meet it').fill('Drill');
    await page.getByLabel('Type “stop” to confirm').fill('stop');
    const refused = await holdAll(page, ['**/admin/kill-switch']);
    refused.answer(500);
    const stop = page.getByRole('button', { name: 'Stop the service' });
    await stop.click();
    await shows(page, 'Not changed: ');
    await look('not switched off', ['[aria-label="Kill switch"]']);
    await refused.release();
    await stop.click();
    await shows(page, 'The kill switch is on');
    await look('switched off', ['main']);
    expect(look.found()).toEqual([]);
  }, 180_000);

  test('what came by link: no accessibility violation in any state', async () => {
    const page = await studio.open('', lightAndStill);
    const look = stateViolations(page);
    const open = (hash: string) => page.goto(`${studio.gateway.url}/#/shared/${hash}`);
    await open('AAAA');
    await shows(page, 'Could not open the link');
    await look('a link that cannot be read');
    await open(await encodeShare('just words'));
    await shows(page, 'The link holds no scenario');
    await look('no scenario', ['main']);
    const whole = await encodeShare(fixture('pricing'));
    const held = await holdAll(page, ['**/assets/worker-client-*.js']);
    await open(`${whole}?run=r&result=h&id=pricing`);
    await shows(page, 'Loading the results: 0 %');
    await look('while it runs', ['main']);
    held.answer(null);
    await shows(page, 'These are not the results that were shared');
    await page.locator('svg[role=img]').first().waitFor();
    await look('another run than was shared', ['main']);
    await open(await encodeShare('schema: scenario.v1\nid: a\ntitle: A\noptions: [{ id: b }]\n'));
    await shows(page, 'No option can be recommended yet');
    await look('nothing to recommend', ['main']);
    const report = await holdAll(page, ['**/report?*']);
    await open('?run=r&result=h&id=pricing');
    await shows(page, 'Loading the shared run…');
    await look('a run of the service, loading', ['main']);
    report.answer(500);
    await shows(page, 'Could not find the shared run');
    await look('a run of the service, failed', ['main']);
    expect(look.found()).toEqual([]);
  }, 120_000);

  test('a page that cannot be shown, and the studio without a server: no accessibility violation', async () => {
    const page = await studio.open('', lightAndStill);
    const look = stateViolations(page);
    await page.route('**/assets/operations-*.js', (route) => route.fulfill({ status: 404 }));
    const loadedAnew = page.waitForEvent('load');
    await page.getByRole('link', { name: 'Operations' }).click();
    await loadedAnew;
    await shows(page, 'This page could not be shown');
    await look('not to be shown');
    await page.goto(`${studio.gateway.url}/?offline`);
    await shows(page, 'offline: runs in this browser', 'Worked examples');
    await look('offline');
    expect(look.found()).toEqual([]);
  });

  test('the list: no accessibility violation in any state', async () => {
    const page = await studio.open('', lightAndStill);
    const look = stateViolations(page);
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await look('empty');
    const held = await holdAll(page, ['**/scenarios']);
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
    await page.getByRole('button', { name: /^Remove / }).click();
    await shows(page, 'was removed from this browser');
    await look('removed', ['main']);
    await page.locator('input[type=file]').setInputFiles({
      name: 'a.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from('just words'),
    });
    await shows(page, 'The file is no scenario');
    await look('a file that is no scenario', ['main']);
    expect(look.found()).toEqual([]);
  });

  test('the workbench: no accessibility violation in light or dark in any of its views', async () => {
    const page = await studio.open('#/scenario/release', lightAndStill);
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
});
