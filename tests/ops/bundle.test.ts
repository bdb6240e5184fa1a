import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzip, zip } from '@scenario-sandbox/ops/zip.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandbox } from '../product.ts';

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  bundle = join(folder, 'run.zip');
  const { code, stderr } = await sandbox('bundle', 'demo', '--samples', '500', '-o', bundle);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

/** The bundle with a change to one of its files. */
async function tampered(name: string, change: (text: string) => string): Promise<string> {
  const files = unzip(await readFile(bundle));
  const text = new TextDecoder().decode(files.get(name));
  expect(change(text)).not.toBe(text);
  files.set(name, new TextEncoder().encode(change(text)));
  const path = join(folder, 'tampered.zip');
  await writeFile(path, zip([...files].map(([path, bytes]) => ({ path, bytes }))));
  return path;
}

test('a bundle is verified by running it again', async () => {
  const { code, stdout } = await sandbox('verify', bundle, '--json');
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result.verified).toBe(true);
  expect(result.comparisons.map(({ name }: { name: string }) => name)).toEqual([
    'scenario.json',
    'report.json',
    'report.md',
    'scenarioHash',
    'runId',
    'resultHash',
  ]);
});

test.each([
  ['report.json', (text: string) => text.replace('"confidence"', '"certainty"'), ['report.json']],
  [
    'scenario.json',
    (text: string) => text.replace(/"seed": \d+/, '"seed": 3').replace(/"title": "/, '"title": "x'),
    ['scenario.json', 'scenarioHash', 'runId', 'resultHash'],
  ],
  [
    'bundle.json',
    (text: string) => text.replace(/"resultHash": "./, '"resultHash": "x'),
    ['resultHash'],
  ],
])('a bundle with another %s is not the same', async (name, change, other) => {
  const path = await tampered(name, change);
  const { code, stdout } = await sandbox('verify', path, '--json');
  expect(code).toBe(1);
  const { comparisons } = JSON.parse(stdout);
  const differing = comparisons.filter((each: { same: boolean }) => !each.same);
  expect(differing.map((each: { name: string }) => each.name)).toEqual(other);
});

test.each([
  ['no zip', new TextEncoder().encode('hello')],
  ['a zip of something else', zip([{ path: 'a.txt', bytes: new Uint8Array([1]) }])],
])('%s is bad input', async (_, bytes) => {
  const path = join(folder, 'other.zip');
  await writeFile(path, bytes);
  const { code, stderr } = await sandbox('verify', path);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^sandbox: .* is no bundle: .*\n$/);
});
