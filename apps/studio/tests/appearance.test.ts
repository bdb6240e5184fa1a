import { describe, expect, test } from 'vitest';
import { encodeShare } from '../src/shared/share-link.ts';
import { chromiumMissing, Studio, violationsOf } from './in-chromium.ts';

if (chromiumMissing) console.log('Skipped: how the studio looks, for want of Chromium.');

/** As wide, as still, as coloured as the person has set. */
describe.skipIf(chromiumMissing)('the studio as it is looked at', () => {
  const studio = new Studio();
  const screens = [
    '',
    '#/scenario/release',
    '#/compare?left=release&right=pricing',
    '#/sweeps?scenario=release',
    '#/operations',
  ];

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

  test('at 320 px and at 3840 px nothing scrolls sideways; narrow, nothing has an accessibility violation', async () => {
    const narrow = { width: 320, height: 700 };
    const page = await studio.open('', { viewport: narrow });
    for (const hash of screens) {
      await page.goto(`${studio.gateway.url}/${hash}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (hash.includes('scenario/')) {
        await page.keyboard.press('Control+Enter');
        await page.getByText('Complete', { exact: true }).waitFor();
      }
      await page.waitForLoadState('networkidle');
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width(), hash).toBe(320);
      expect(await violationsOf(page), hash).toEqual([]);
      await page.setViewportSize({ width: 3840, height: 2160 });
      await expect.poll(width).toBe(3840);
      const letters = await page.evaluate(() => getComputedStyle(document.body).fontSize);
      expect(letters, 'larger, as such a screen is looked at from further away').toBe('20px');
      await page.setViewportSize(narrow);
    }
  }, 120_000);

  test('with reduced motion nothing moves or glides', async () => {
    const page = await studio.open('#/scenario/release', { reducedMotion: 'reduce' });
    const moving = () =>
      page.evaluate(() => {
        const moves = (style: CSSStyleDeclaration) =>
          style.animationName !== 'none' ||
          style.transitionDuration.split(', ').some((each) => Number.parseFloat(each) > 0) ||
          style.scrollBehavior === 'smooth';
        const parts = [...document.querySelectorAll('*')].filter((element) =>
          [null, '::before', '::after'].some((pseudo) => moves(getComputedStyle(element, pseudo))),
        );
        const names = parts.map(({ localName, classList }) => `${localName}.${classList}`);
        return [...names, ...document.getAnimations().map(({ playState }) => playState)];
      });
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('textbox', { name: 'Scenario as YAML' }).focus();
    expect(await moving()).toEqual([]);
    studio.gateway.paceMs = 60_000;
    await page.keyboard.press('Control+Enter');
    await page.getByText('Connecting…').waitFor();
    expect(await moving()).toEqual([]);
    studio.gateway.paceMs = 5;
    await page.keyboard.press('Control+Enter');
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Diagram' }).click();
    await page.locator('.react-flow__node').first().waitFor();
    expect(await moving()).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving(), 'what would move for others').not.toEqual([]);
    for (const hash of screens.filter((each) => !each.includes('scenario/'))) {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${studio.gateway.url}/${hash}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await moving(), hash).toEqual([]);
    }
  });
});
