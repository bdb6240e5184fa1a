import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumMissing, Studio } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: work that is kept, for want of Chromium.');

describe.skipIf(chromiumMissing)('what a person did stays, whatever the service does', () => {
  const studio = new Studio();

  test.each([
    ['silent', 'The gateway does not answer.'],
    ['killed', 'switched off by its operators'],
  ] as const)('after an outage (%s) the run begins again by itself', async (outage, words) => {
    const page = await studio.open('#/scenario/release');
    // Without the diagram's script the page could not be shown at all.
    await page.locator('.react-flow__node').first().waitFor();
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('4300');
    studio.gateway.outage = outage;
    await page.keyboard.press('Control+Enter');
    await page.getByText('The run waits for the service').waitFor();
    await page.getByText(words).first().waitFor();
    studio.gateway.outage = null;
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('It ran as soon as it could').waitFor();
    expect(studio.gateway.stored.get('release-draft')?.variables?.accounts).toMatchObject({
      p50: 4300,
    });
  });

  test('where the service is gone in the middle of a stream, no word is claimed to be resumed', async () => {
    const page = await studio.open('#/scenario/release');
    // Without the diagram's script the page could not be shown at all.
    await page.locator('.react-flow__node').first().waitFor();
    studio.gateway.cutAfter = 4;
    // Time to go silent before the stream is cut.
    studio.gateway.paceMs = 500;
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => studio.gateway.asked).toContain('GET /stream');
    studio.gateway.outage = 'silent';
    await page.getByText('The run waits for the service').waitFor();
    expect(await page.getByText('no word lost').count()).toBe(0);
    studio.gateway.outage = null;
    await page.getByText('Complete', { exact: true }).waitFor();
  });

  test('a run that waits can be cancelled, and does not begin again', async () => {
    const page = await studio.open('#/scenario/release');
    await page.clock.install();
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.outage = 'killed';
    await page.keyboard.press('Control+Enter');
    await page.getByText('The run waits for the service').waitFor();
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    const asked = () => studio.gateway.asked.filter((line) => line === 'GET /stream').length;
    const before = asked();
    studio.gateway.outage = null;
    // Longer than the pause before any attempt.
    await page.clock.runFor(60_000);
    expect(asked()).toBe(before);
  });

  test('results stay while one is elsewhere and after a reload, and dim where they are of another version', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.holdAfter = 4;
    await page.keyboard.press('Control+Enter');
    await page.getByText('What speaks against').waitFor();
    const leave = async () => {
      await page.getByRole('link', { name: 'Compare', exact: true }).click();
      await page.getByRole('heading', { name: 'Compare two scenarios' }).waitFor();
    };
    await leave();
    studio.gateway.holdAfter = null;
    await page.goBack();
    const words = page.locator('.critique', { hasText: 'Knowing churn would be worth 61k EUR.' });
    const found = async (stale: string) => {
      await words.waitFor();
      const results = page.locator(`.results[data-stale=${stale}]`);
      await results.filter({ has: page.getByText('Recommended') }).waitFor();
    };
    await page.getByText('Complete', { exact: true }).waitFor();
    await found('false');
    await page.reload();
    await found('false');
    expect(studio.gateway.asked.filter((line) => line === 'GET /stream')).toHaveLength(1);
    const p50 = page.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50.fill('4300');
    await p50.press('Enter');
    await page.getByText('These results are of an earlier version').waitFor();
    await leave();
    await page.goBack();
    await page.getByText('These results are of an earlier version').waitFor();
    await found('true');
    expect(studio.complaints).toEqual([]);
  });

  test('a page opened during an outage shows its scenario when it is over', async () => {
    const page = await studio.open('');
    studio.gateway.outage = 'killed';
    await page.goto(`${studio.gateway.url}/#/scenario/release`);
    await page.getByText('Could not load the scenario').waitFor();
    studio.gateway.outage = null;
    await page.getByRole('heading', { level: 1, name: /Release at once/ }).waitFor();
  });

  test('a page that is opened first during an outage comes by itself when it is over; the others go on', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    studio.gateway.outage = 'silent';
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByText('The service does not answer, or the studio has been updated').waitFor();
    // The page has asked, in vain, whether the service is there.
    await expect.poll(() => studio.gateway.asked).toContain('GET /healthz');
    studio.gateway.outage = null;
    await page.getByRole('heading', { level: 1, name: 'Operations' }).waitFor();
  });

  test('a comment outlives saving and a reload, until somebody else has saved another version', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('textbox', { name: 'Scenario as YAML' }).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# Asked by the board\n');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'YAML' }).click();
    const comment = page.locator('.cm-line', { hasText: '# Asked by the board' });
    await comment.waitFor();
    await page.getByText('Unsaved changes').waitFor({ state: 'detached' });
    const stored = studio.gateway.stored.get('release');
    if (stored) studio.gateway.stored.set('release', { ...stored, owner: 'Somebody else' });
    await page.reload();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.locator('.cm-line', { hasText: 'owner: Somebody else' }).waitFor();
    await comment.waitFor({ state: 'detached' });
  });

  test('two tabs have one draft: neither writes over what the other one changed', async () => {
    const page = await studio.open('#/scenario/release');
    const p50Of = (tab: Page) =>
      tab.getByRole('group', { name: 'Accounts', exact: true }).getByLabel('P50');
    await p50Of(page).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await p50Of(other).fill('4300');
    await p50Of(other).press('Enter');
    await expect.poll(() => p50Of(page).inputValue()).toBe('4300');
    await page.getByText('Unsaved changes').waitFor();
    await page.getByLabel('Loss, P90').fill('250');
    await page.keyboard.press('Enter');
    await expect.poll(() => other.getByLabel('Loss, P90').inputValue()).toBe('250');
    await other.reload();
    await expect.poll(() => p50Of(other).inputValue()).toBe('4300');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => p50Of(page).inputValue()).toBe('4200');
  });

  test('a slow service is said to be slow, and nothing is lost', async () => {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    studio.gateway.holdAfter = 0;
    await page.keyboard.press('Control+Enter');
    await page.getByText('The service is slow to answer. Nothing is lost').waitFor();
    studio.gateway.holdAfter = null;
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByText('The service is slow to answer').waitFor({ state: 'detached' });
  });

  test('a page whose script is gone is loaded anew once, says so and offers a reload; the rest goes on', async () => {
    const page = await studio.open('');
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
    await page.route('**/assets/compare-*.js', (route) => route.fulfill({ status: 404 }));
    const loads = () => studio.gateway.asked.filter((line) => line === 'GET /').length;
    const health = () => studio.gateway.asked.filter((line) => line === 'GET /healthz').length;
    const loadedAnew = page.waitForEvent('load');
    await page.getByRole('link', { name: 'Compare' }).click();
    await loadedAnew;
    await page.getByText('This page could not be shown').waitFor();
    // The service has answered again, and the page stayed.
    const before = health();
    await expect.poll(health).toBeGreaterThan(before + 1);
    expect(loads()).toBe(2);
    await page.getByRole('link', { name: 'Scenarios' }).click();
    await page.getByRole('link', { name: /Release at once/ }).waitFor();
  });
});
