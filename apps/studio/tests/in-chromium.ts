import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { STUDIO_FOLDER } from '@scenario-sandbox/gateway/studio-folder.ts';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildStudioWhenStale } from '../../cli/studio-build.ts';
import { type MockGateway, mockGateway } from './mock-gateway.ts';

const executablePath = '/usr/bin/chromium';

/** No Chromium here; in CI that is a failure, not a reason to skip. */
export const chromiumMissing = !existsSync(executablePath) && !process.env.CI;

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** The rules that look at colours: all that a colour scheme changes, since both show the same elements. */
const colourRules = ['color-contrast', 'link-in-text-block'];

export const violationsOf = (page: Page, parts: readonly string[] = []): Promise<string[]> =>
  found(axe(page, parts).options(violationsAlone).withTags(standards), '');

/**
 * In the page's colour scheme, then what another one changes in the other.
 * parts: selectors of what alone is looked at. (Default: the page)
 */
export async function violationsInBothSchemes(
  page: Page,
  parts: readonly string[] = [],
): Promise<string[]> {
  const light = await violationsOf(page, parts);
  await recolour(page, 'dark');
  const dark = await found(
    axe(page, parts).options(violationsAlone).withRules(colourRules),
    'dark, ',
  );
  await recolour(page, 'light');
  return [...light, ...dark];
}

/** Shows the page in a scheme; two frames later all of it has its colours. */
async function recolour(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Goes on with Tab (or Shift+Tab) until the element has the focus. Errors: it cannot be reached so. */
export async function tabTo(page: Page, element: Locator, key = 'Tab'): Promise<void> {
  await element.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${element} is not reached with ${key}`);
}

/**
 * Looks at a page in one state after another: at all of it, or at the parts that are not as they were when
 * last looked at; `found` holds the states with violations.
 */
export function stateViolations(page: Page) {
  const states: (readonly [string, string[]])[] = [];
  const look = async (state: string, parts: readonly string[] = []): Promise<void> => {
    states.push([state, await violationsInBothSchemes(page, parts)]);
  };
  return Object.assign(look, {
    found: () => states.filter(([, violations]) => violations.length > 0),
  });
}

/** Without a blank page of its own for each look: no frames are to be put together. */
const axe = (page: Page, parts: readonly string[]): AxeBuilder =>
  parts.reduce((builder, each) => builder.include(each), new AxeBuilder({ page }).setLegacyMode());

/** What is in order need not be told. */
const violationsAlone = { resultTypes: ['violations'] } satisfies Parameters<
  AxeBuilder['options']
>[0];

async function found(builder: AxeBuilder, scheme: string): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) => `${scheme}${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

/** The studio as built now, in Chromium, on a mock gateway of each test's own. */
export class Studio {
  #browser: Browser | null = null;
  #gateway: MockGateway | null = null;
  /** What the page wrote to its console as an error: policy violations, exceptions. */
  complaints: string[] = [];

  /** Call inside a `describe`. */
  constructor() {
    beforeAll(() => this.#start(), 120_000);
    afterEach(() => this.#leave());
    afterAll(() => this.#stop());
  }

  get gateway(): MockGateway {
    if (!this.#gateway) throw new Error('open() comes first');
    return this.#gateway;
  }

  async open(hash: string, options: BrowserContextOptions = {}): Promise<Page> {
    if (!this.#browser) throw new Error('the browser has not started');
    this.#gateway = await mockGateway(STUDIO_FOLDER);
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    const heard: string[] = [];
    this.complaints = heard;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text());
    });
    await page.goto(`${this.gateway.url}/${hash}`);
    return page;
  }

  async #start(): Promise<void> {
    // Another process may be building it, or have been stopped at that.
    const until = Date.now() + 100_000;
    while (!(await buildStudioWhenStale(STUDIO_FOLDER))) {
      if (Date.now() > until) throw new Error('the studio could not be built');
      await setTimeout(1000);
    }
    this.#browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }

  async #leave(): Promise<void> {
    await Promise.all(this.#browser?.contexts().map((context) => context.close()) ?? []);
    this.#gateway?.close();
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
  }
}
