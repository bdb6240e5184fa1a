import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { document } from '@scenario-sandbox/runner/document.ts';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples, findingsOf } from './examples.ts';

/** The HTML report of every worked example in a browser, on a desk and on a telephone, by day and by night. */

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && !process.env.CI;
if (missing) console.log(`Skipped: reports in a browser, for want of ${executablePath}.`);

/** The checker that the studio's tests run on its screens. */
const { resolve } = createRequire(new URL('../apps/studio/package.json', import.meta.url));
const axe = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');
const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 1 };

interface Looked {
  readonly overflowPx: number;
  readonly images: number;
  readonly unseen: number;
  readonly violations: readonly string[];
}

/** What is wrong with the page as it stands, for people and for tools that read it aloud. */
async function look(page: Page): Promise<Looked> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const images = [...globalThis.document.images];
    await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string }[] }> };
    };
    const { violations } = await checker.run();
    return {
      overflowPx: globalThis.document.documentElement.scrollWidth - globalThis.innerWidth,
      images: images.length,
      unseen: images.filter((image) => image.naturalWidth === 0).length,
      violations: violations.map(({ id }) => id),
    };
  });
}

describe.skipIf(missing)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  test.each(examples)('the report of %s is whole at any width, in any light', async (id) => {
    const html = await document(findingsOf(id), 'html', meta);
    for (const [width, colorScheme] of [
      [320, 'light'],
      [1000, 'dark'],
    ] as const) {
      const page = await browser.newPage({
        ...{ viewport: { width, height: 900 }, colorScheme, bypassCSP: true },
      });
      await page.setContent(html);
      const { overflowPx, images, unseen, violations } = await look(page);
      expect(overflowPx, `${width} px`).toBeLessThanOrEqual(0);
      expect(images > 0 || id === 'prose-only').toBe(true);
      expect(unseen).toBe(0);
      expect(violations).toEqual([]);
      await page.close();
    }
  });
});
