import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawCharts } from './index.ts';
import { sampleReport } from './testing.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && !process.env.CI;
if (missing) console.log(`Skipped: charts in a browser, for want of ${executablePath}.`);

const drafts = Array.from({ length: 12 }, (_, i) => ({
  id: `o${i}`,
  name: `Option ${i} with a name of some length`,
  mean: 1e6 - i * 9e4,
  sd: 2e5 + i * 1e4,
}));

/** Pairs of texts whose boxes overlap by more than a pixel, and texts outside their chart. */
function faultsIn(svgs: string[]): string[] {
  const page = document.createElement('div');
  page.innerHTML = svgs.join('');
  document.body.replaceChildren(page);
  return [...page.querySelectorAll('svg')].flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((node) => ({
      label: node.textContent,
      box: node.getBoundingClientRect(),
    }));
    const outside = texts.filter(
      ({ box }) =>
        box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1,
    );
    const touching = texts.flatMap((a, i) =>
      texts
        .slice(i + 1)
        .filter(
          (b) =>
            a.box.left + 1 < b.box.right &&
            b.box.left + 1 < a.box.right &&
            a.box.top + 3 < b.box.bottom &&
            b.box.top + 3 < a.box.bottom,
        )
        .map((b) => `${svg.id}: "${a.label}" touches "${b.label}"`),
    );
    return [...outside.map(({ label }) => `${svg.id}: "${label}" is cut off`), ...touching];
  });
}

describe.skipIf(missing)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser?.close());

  test.each([280, 320, 480, 720, 1200])(
    'at %i px no label touches another or is cut off',
    async (width) => {
      const page = await browser.newPage();
      for (const report of [sampleReport(), sampleReport(drafts)]) {
        const svgs = drawCharts(report, { width }).map(({ svg }) => svg);
        expect(await page.evaluate(faultsIn, svgs)).toEqual([]);
      }
      await page.close();
    },
  );

  test('every chart is valid XML', async () => {
    const page = await browser.newPage();
    const errors = await page.evaluate(
      (svgs) =>
        svgs.map(
          (svg) =>
            new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')
              ?.textContent ?? '',
        ),
      drawCharts(sampleReport()).map(({ svg }) => svg),
    );
    expect(errors.filter(Boolean)).toEqual([]);
    await page.close();
  });
});
