import { describe, expect, test } from 'vitest';
import { chromiumMissing, Studio, tabTo } from './in-chromium.ts';

if (chromiumMissing)
  console.log('Skipped: the studio without a mouse or a screen, for want of Chromium.');

const lightAndStill = { colorScheme: 'light', reducedMotion: 'reduce' } as const;

describe.skipIf(chromiumMissing)('the studio without a mouse or a screen', () => {
  const studio = new Studio();

  test('of a run a screen reader hears the start and the end, and no word in between', async () => {
    const page = await studio.open('#/scenario/release', lightAndStill);
    await page.getByText('Which option comes out ahead?').waitFor();
    await page.waitForLoadState('networkidle');
    const heard = await page.evaluateHandle(() => {
      const words: string[] = [];
      const live = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
      const hear = (node: Node) => {
        const element = node instanceof Element ? node : node.parentElement;
        const inside = node instanceof Element ? [...node.querySelectorAll(live)] : [];
        for (const region of [element?.closest(live), ...inside]) {
          const text = region?.textContent.trim();
          if (text && text !== words.at(-1)) words.push(text);
        }
      };
      const observer = new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) {
          hear(target.nodeType === Node.TEXT_NODE ? target : (target as Element));
          for (const added of addedNodes) hear(added);
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      return words;
    });
    await page.keyboard.press('Control+Enter');
    await page.getByText('Knowing churn would be worth').waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    await expect.poll(() => heard.jsonValue()).toHaveLength(2);
    const [start, end] = await heard.jsonValue();
    expect(start).toBe('Run started.');
    expect(end).toMatch(/^Run complete\. Usage-based averages €1\.31 m of present value/);
  });

  test('what can be dragged has another way: panels, the diagram, a number, a file', async () => {
    const page = await studio.open('#/scenario/release', lightAndStill);
    const nodes = page.locator('.react-flow__node');
    await nodes.first().waitFor();
    expect(await page.locator('.react-flow__node.draggable').count()).toBe(0);
    const described = await nodes.first().getAttribute('aria-describedby');
    const spoken = await page.locator(`[id="${described}"]`).textContent();
    expect(spoken).toBe('Press Enter to show it, or an arrow key to go to the next name.');
    const canvas = page.locator('.canvas');
    /** Nodes of which nothing is to be seen. */
    const outside = () =>
      canvas.evaluate((room) => {
        const frame = room.getBoundingClientRect();
        return [...room.querySelectorAll('.react-flow__node')]
          .map((node) => [node.getAttribute('data-id'), node.getBoundingClientRect()] as const)
          .filter(
            ([, { left, right, top, bottom }]) =>
              right <= frame.left ||
              left >= frame.right ||
              bottom <= frame.top ||
              top >= frame.bottom,
          )
          .map(([id]) => id);
      });
    expect(await outside()).toEqual([]);
    const box = await canvas.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20];
    for (let times = 0; times < 3; times += 1) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 250, y + 250, { steps: 5 });
      await page.mouse.up();
    }
    await expect.poll(async () => (await outside()).length).toBeGreaterThan(0);
    const [hidden] = await outside();
    await tabTo(page, canvas.locator(`[data-id="${hidden}"]`), 'Shift+Tab');
    await expect.poll(outside).not.toContain(hidden);
    const edge = page.getByRole('separator').first();
    const widthNow = () => edge.getAttribute('aria-valuenow');
    const before = await widthNow();
    await page.getByRole('button', { name: 'Collapse Inputs' }).click();
    await expect.poll(widthNow).not.toBe(before);
    await page.getByRole('button', { name: 'Open Inputs' }).click();
    const number = page.locator('.input', { has: page.getByRole('slider') }).first();
    await number.getByLabel('Value').fill('0.5');
    await page.keyboard.press('Enter');
    await expect.poll(() => number.getByRole('slider').inputValue()).toBe('0.5');
    await page.getByRole('link', { name: 'Scenarios' }).click();
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  });

  test.each([
    '',
    '#/scenario/pricing',
    '#/compare?left=release&right=pricing',
    '#/sweeps?scenario=release',
    '#/operations',
  ])('wherever Tab leads on "%s", the focus is to be seen', async (hash) => {
    const page = await studio.open(hash, lightAndStill);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    /** What has the focus; null at the end of the page. */
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const ringed = (each: Element | null | undefined) => {
          if (!each) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(each);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        };
        // A card has the ring of its link.
        const seen = ringed(element) || ringed(element.closest('.card'));
        return { seen, html: element.outerHTML.slice(0, 120) };
      });
    const unseen: string[] = [];
    let stops = 0;
    for (; stops < 80; stops += 1) {
      await page.keyboard.press('Tab');
      const at = await focused();
      if (!at) break;
      if (!at.seen) unseen.push(at.html);
    }
    expect(stops).toBeGreaterThan(5);
    expect(unseen).toEqual([]);
  });
});
