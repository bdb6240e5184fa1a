import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type MockGateway, mockGateway } from './mock-gateway.ts';

const executablePath = '/usr/bin/chromium';

/** No Chromium here; in CI that is a failure, not a reason to skip. */
export const chromiumMissing = !existsSync(executablePath) && !process.env.CI;

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** The studio as built now, in Chromium, on a mock gateway of each test's own. */
export class Studio {
  #browser: Browser | null = null;
  #gateway: MockGateway | null = null;
  readonly #dist = mkdtempSync(join(tmpdir(), 'studio-'));
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
    this.#gateway = await mockGateway(this.#dist);
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
    await build({
      configFile: join(import.meta.dirname, '../vite.config.ts'),
      logLevel: 'error',
      build: { outDir: this.#dist },
    });
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
    rmSync(this.#dist, { recursive: true, force: true });
  }
}
