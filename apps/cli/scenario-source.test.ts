import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@scenario-sandbox/contract';
import { lintText } from '@scenario-sandbox/core/scenario/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemLine, readSource } from './scenario-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox source '));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: string | Uint8Array) {
  const file = join(folder, 'a.yaml');
  await writeFile(file, bytes);
  return readSource(file);
}

test.each([
  ['UTF-8', new TextEncoder().encode('title: café\r\n')],
  ['UTF-8 with a mark at its start', new TextEncoder().encode('\uFEFFtitle: café\r\n')],
])('%s is read', async (_name, bytes) => {
  expect((await read(bytes)).text).toBe('title: café\r\n');
});

test.each([
  ['UTF-16', Buffer.from('\uFEFFtitle: café', 'utf16le'), /is not UTF-8 text; save it as that$/],
  ['Latin-1', Buffer.from('title: café', 'latin1'), /is not UTF-8 text; save it as that$/],
  ['a byte too many', new Uint8Array(1_000_001).fill(32), /is over 1 MB/],
])('%s is refused with the way out', async (_name, bytes, message) => {
  await expect(read(bytes)).rejects.toThrow(message);
});

test('the largest file is read; what has no end is not read for ever', async () => {
  expect((await read(' '.repeat(1_000_000))).text).toHaveLength(1_000_000);
  if (process.platform === 'linux') {
    await expect(readSource('/dev/zero')).rejects.toThrow('is over 1 MB');
  }
  await expect(readSource(folder)).rejects.toThrow('is a folder');
});

/** What `sandbox` prints with a text on its standard input. */
async function piped(text: string, ...args: string[]): Promise<[code: number, output: string]> {
  const entry = join(import.meta.dirname, 'bin/sandbox.js');
  const child = spawn(process.execPath, [entry, ...args]);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => printed.push(data));
  // What is too long is not read to its end.
  child.stdin.on('error', () => {}).end(text);
  const [code] = await once(child, 'close');
  return [code, Buffer.concat(printed).toString()];
}

test.each([
  ['YAML', 'title: 7\nid: x', 1, /^error +-:1:8: title: must be text/m],
  ['JSON', '{"title": 7}', 1, /^error +-:1:11: title: must be text/m],
  ['nothing', '', 1, /it is empty/],
  ['too much', ' '.repeat(1_100_000), 2, /^sandbox: standard input is over 1 MB/],
])('the standard input is linted as a file is: %s', async (_name, text, code, output) => {
  expect(await piped(text, 'lint', '-')).toEqual([code, expect.stringMatching(output)]);
});

test('a fault of syntax names its line once', () => {
  const [problem] = lintText('id: "x\n', { format: 'yaml' }).problems;
  expect(problemLine('plan.yaml', problem as Problem)).toBe(
    'plan.yaml:2:1: Missing closing quote.',
  );
});
