import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { smallerPng } from './smaller-png.ts';

/**
 * Pictures of the main screens for the documentation, from services that run already:
 *   GATEWAY=http://localhost:3001 npm run screenshots -w apps/studio
 * OUTPUT sets another folder than docs/images.
 */

const gateway = process.env.GATEWAY ?? 'http://localhost:3001';
const output = process.env.OUTPUT ?? join(import.meta.dirname, '../../../docs/images');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const variant = 'saas-pricing-dearer';
const slowest = { timeout: 120_000 };

interface Screen {
  readonly name: string;
  readonly hash: string;
  /** Brings the page to what the picture shows. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

async function finishedRun(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Complete', { exact: true }).waitFor(slowest);
  await page.getByRole('region', { name: 'Recommendation' }).waitFor(slowest);
}

const workbench = '#/scenario/saas-pricing';
const screens: readonly Screen[] = [
  { name: 'workbench', hash: workbench, prepare: finishedRun },
  {
    name: 'critique',
    hash: workbench,
    prepare: async (page) => {
      await finishedRun(page);
      const tabs = page.getByRole('tablist', { name: 'Results' });
      await tabs.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'scenarios',
    hash: '',
    prepare: (page) =>
      page
        .getByRole('link', { name: /Which pricing model/ })
        .first()
        .waitFor(slowest),
  },
  {
    name: 'compare',
    hash: `#/compare?left=saas-pricing&right=${variant}`,
    prepare: async (page) => {
      await storeVariant();
      await page.reload();
      await page.locator('svg[role=img]').nth(1).waitFor(slowest);
    },
  },
  {
    name: 'operations',
    hash: '#/operations',
    prepare: (page) => page.getByRole('heading', { name: 'Audit trail' }).waitFor(slowest),
  },
];

const shots = screens.flatMap((screen) => [[screen, 'light'] as const, [screen, 'dark'] as const]);

/** The scenario of the comparison: the same decision at a higher price with more customers lost. */
async function storeVariant(): Promise<void> {
  const scenario = await (await fetch(`${gateway}/scenarios/saas-pricing`)).json();
  const { churn, seat_price: price } = scenario.variables;
  const variables = {
    ...scenario.variables,
    churn: { ...churn, alpha: churn.alpha * 1.5 },
    seat_price: { ...price, value: price.value + 3 },
  };
  const answer = await fetch(`${gateway}/scenarios/${variant}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...scenario, id: variant, title: 'The same, dearer', variables }),
  });
  if (!answer.ok) throw new Error(`the variant was not stored: ${await answer.text()}`);
}

mkdirSync(output, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const [{ name, hash, prepare }, colorScheme] of shots) {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(`${gateway}/${hash}`);
    await prepare(page);
    await page.waitForTimeout(500);
    writeFileSync(join(output, `${name}-${colorScheme}.png`), smallerPng(await page.screenshot()));
    await page.close();
    console.log(join(output, `${name}-${colorScheme}.png`));
  }
} finally {
  await fetch(`${gateway}/scenarios/${variant}`, { method: 'DELETE' });
  await browser.close();
}
