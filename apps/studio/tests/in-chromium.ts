import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { STUDIO_FOLDER } from '@scenario-sandbox/gateway/studio-folder.ts';
import type axe from 'axe-core';
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

/** Longest wait for a state of the page. */
export const STATE_TIMEOUT_MS = 120_000;

/** No Chromium here; in CI that is a failure, not a reason to skip. */
export const chromiumMissing = !existsSync(executablePath) && !process.env.CI;

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** All that holds in one colour scheme. */
const everything = { type: 'tag', values: standards } satisfies axe.RunOnly;

/** What another scheme changes, since both show the same elements: the rules that look at colours. */
const colours = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block'],
} satisfies axe.RunOnly;

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What breaks WCAG 2.2 AA, as far as axe can tell. parts: selectors of what alone is looked at. (Default: the page) */
export async function violationsOf(
  page: Page,
  parts: readonly string[] = [],
  runOnly: axe.RunOnly = everything,
): Promise<string[]> {
  // Once for each page that is loaded.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(
    async ({ include, only }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const options: axe.RunOptions = {
        runOnly: only,
        resultTypes: ['violations'],
        preload: false,
      };
      const { violations } = await run(include.length > 0 ? { include } : document, options);
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      );
    },
    { include: parts.map((each) => [each]), only: runOnly },
  );
}

type Scheme = 'light' | 'dark';

/** Shows the page in a scheme; two frames later all of it has its colours. */
async function recolour(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/**
 * Looks at a page that was opened in light in one state after another, in both colour schemes: at all of
 * it, or at the parts that are not as they were when last looked at; `found` holds the states with
 * violations.
 */
export function stateViolations(page: Page) {
  const states: (readonly [string, string[]])[] = [];
  let shown: Scheme = 'light';
  const look = async (state: string, parts: readonly string[] = []): Promise<void> => {
    const other: Scheme = shown === 'light' ? 'dark' : 'light';
    const first = await violationsOf(page, parts);
    await recolour(page, other);
    const second = await violationsOf(page, parts, colours);
    states.push([`${state}, ${shown}`, first], [`${state}, ${other}`, second]);
    // The next look begins with the scheme that is there.
    shown = other;
  };
  return Object.assign(look, {
    found: () => states.filter(([, violations]) => violations.length > 0),
  });
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

/** The studio as built now, in Chromium, on a mock gateway of each test's own. */
export class Studio {
  #browser: Browser | null = null;
  #gateway: MockGateway | null = null;
  /** What the page wrote to its console as an error or a warning: policy violations, exceptions, misuse of a library. */
  complaints: string[] = [];

  /** Call inside a `describe`. */
  constructor() {
    beforeAll(() => this.#start());
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
    page.setDefaultTimeout(STATE_TIMEOUT_MS);
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) heard.push(message.text());
    });
    await page.goto(`${this.gateway.url}/${hash}`);
    return page;
  }

  async #start(): Promise<void> {
    // Another process may be building it, or have been stopped at that.
    const until = Date.now() + 540_000;
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
