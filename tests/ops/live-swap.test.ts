import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Product, run, sandbox, startProduct } from '../product.ts';

/** The programs of artifacts/live-swap.md, offline and live. */

const page = await readFile(new URL('../../artifacts/live-swap.md', import.meta.url), 'utf8');
const [simulation = '', sdk = '', eventSource = ''] = [
  ...page.matchAll(/^```js\n(.*?)^```/gms),
].map(([, program]) => program ?? '');

const OFFLINE = "const gateway = 'http://localhost:4000'; // live: 'http://localhost:3001'\n";
let product: Product;
let folder: string;
let offline: string;
let server: ChildProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-swap-'));
  product = await startProduct({ env: { STREAM_PACE: '0' } });
  const port = await freePort();
  offline = `http://localhost:${port}`;
  const { stdout } = await sandbox('stream', 'demo', '--raw');
  await writeFile(join(folder, 'simulation.sse'), stdout);
  await writeFile(join(folder, 'simulation.mjs'), simulation.replace('4000', String(port)));
  server = spawn(process.execPath, ['simulation.mjs'], { cwd: folder, stdio: 'inherit' });
  // expect.poll is for tests alone.
  await vi.waitFor(async () => expect((await fetch(offline)).status).toBe(200), 120_000);
});
afterAll(async () => {
  server?.kill();
  await product?.stop();
  await rm(folder, { recursive: true });
});

/** What a program shows that asks this address. */
async function shown(program: string, gateway: string): Promise<string> {
  expect(program).toContain(OFFLINE);
  const given = `import { EventSource } from 'eventsource';
    globalThis.EventSource = EventSource;
    globalThis.show = (text) => process.stdout.write(text);\n`;
  const code = given + program.replace(OFFLINE, `const gateway = '${gateway}';\n`);
  const ran = await run(process.execPath, ['--input-type=module', '-e', code]);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  return ran.stdout;
}

test.each([
  ['the SDK', sdk],
  ['EventSource', eventSource],
])('%s shows the same, offline and live, when one line changes', async (_, program) => {
  const text = await shown(program, offline);
  expect(text).toMatch(/^# .*\n/);
  expect(text.length).toBeGreaterThan(1_000);
  expect(await shown(program, product.gateway)).toBe(text);
});
