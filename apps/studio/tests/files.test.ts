import { readFileSync } from 'node:fs';
import { chartKinds } from '@scenario-sandbox/charts';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumMissing, Studio } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: files that the studio makes, for want of Chromium.');

/** What can be taken away: drawings, figures, and the report on paper. */
describe.skipIf(chromiumMissing)('files of the studio', () => {
  const studio = new Studio();

  async function finished(): Promise<Page> {
    const page = await studio.open('#/scenario/release');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    return page;
  }

  /** The file that a button hands out. */
  async function saved(page: Page, button: Locator) {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return {
      name: download.suggestedFilename(),
      text: readFileSync(await download.path(), 'utf8'),
    };
  }

  function rowsOf(csv: string): readonly (readonly string[])[] {
    const { data, errors } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
    expect(errors).toEqual([]);
    return data;
  }

  /** As a program reads it that knows nothing of the studio. */
  const drawingOf = (blank: Page, svg: string) =>
    blank.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const root = parsed.documentElement;
      return {
        broken: parsed.querySelector('parsererror') !== null,
        name: `${root.namespaceURI} ${root.localName}`,
        sized: root.hasAttribute('viewBox'),
        styled: (root.querySelector('style')?.textContent ?? '').length > 100,
        shapes: root.querySelectorAll('path, rect, circle, line').length,
        words: root.textContent ?? '',
      };
    }, svg);

  test('each chart is there as SVG and as CSV, which has the rows of its table', async () => {
    const page = await finished();
    const blank = await page.context().newPage();
    // A page in the background is drawn once a second.
    await page.bringToFront();
    const names: string[] = [];
    for (const tab of ['Outcomes', 'What would change it', 'Drivers']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      const cards = page.getByRole('tabpanel', { name: tab, exact: true }).locator('figure');
      await cards.first().waitFor();
      for (const card of await cards.all()) {
        const drawing = await saved(page, card.getByRole('button', { name: /^SVG/ }));
        const { shapes, words, ...svg } = await drawingOf(blank, drawing.text);
        expect(svg, drawing.name).toEqual({
          broken: false,
          name: 'http://www.w3.org/2000/svg svg',
          sized: true,
          styled: true,
        });
        expect(shapes, drawing.name).toBeGreaterThan(2);
        expect(words).toContain(await card.getByRole('heading').textContent());
        const figures = await saved(page, card.getByRole('button', { name: /^CSV/ }));
        const [head = [], ...rows] = rowsOf(figures.text);
        await card.getByRole('button', { name: /^Table/ }).click();
        expect(head).toEqual(await card.getByRole('columnheader').allTextContents());
        expect(rows.length, figures.name).toBe((await card.getByRole('row').count()) - 1);
        expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([head.length]));
        names.push(drawing.name, figures.name);
      }
    }
    expect(new Set(names).size).toBe(names.length);
    for (const kind of Object.keys(chartKinds)) {
      expect(
        names.some((name) => name.includes(kind) && name.endsWith('.svg')),
        kind,
      ).toBe(true);
    }
    expect(studio.complaints).toEqual([]);
  }, 120_000);

  test('a sweep is there as SVG and as CSV, a row for each run', async () => {
    const page = await studio.open('#/sweeps?scenario=release');
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    const result = page.getByRole('region', { name: 'Result of the sweep' });
    const map = result.locator('figure');
    const drawing = await saved(page, map.getByRole('button', { name: /^SVG/ }));
    const blank = await page.context().newPage();
    // A page in the background is drawn once a second.
    await page.bringToFront();
    expect(await drawingOf(blank, drawing.text)).toMatchObject({ broken: false, styled: true });
    const points = rowsOf((await saved(page, map.getByRole('button', { name: /^CSV/ }))).text);
    const runs = rowsOf(
      (await saved(page, result.getByRole('button', { name: 'CSV of the runs' }))).text,
    );
    expect([points.length, runs.length]).toEqual([26, 26]);
    expect(runs[0]).toEqual(
      await result
        .getByRole('region', { name: 'Runs' })
        .getByRole('columnheader')
        .allTextContents(),
    );
  });

  test('printed, the report is a PDF of some pages with every part of it in the outline', async () => {
    const page = await finished();
    // The report on paper is fetched when there are results.
    await expect
      .poll(
        async () => {
          const pdf = await page.pdf({ outline: true, tagged: true, preferCSSPageSize: true });
          const text = pdf.toString('latin1');
          const titles = [...text.matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title);
          const pages = text.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
          return { begins: text.slice(0, 5), several: pages > 2 && pages < 20, titles };
        },
        { timeout: 60_000 },
      )
      .toEqual({
        begins: '%PDF-',
        several: true,
        titles: expect.arrayContaining(['Outcomes', 'What would change it', 'Drivers', 'Critique']),
      });
    expect(studio.complaints).toEqual([]);
  }, 120_000);
});
