import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishStudio } from './publish-studio.ts';

let place: string;
let folder: string;
let next: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'publish-'));
  [folder, next] = [join(place, 'dist'), join(place, 'dist.next')];
});
afterEach(() => rm(place, { recursive: true, force: true }));

const builtFrom = new Date('2025-01-01T00:00:00Z');

/** A build whose page names each of its assets, and whose first asset names them too. */
async function build(...assets: string[]): Promise<void> {
  await mkdir(join(next, 'assets'), { recursive: true });
  await writeFile(join(next, 'index.html'), assets.join(' '));
  for (const name of assets) await writeFile(join(next, 'assets', name), name);
}
const assets = async () => (await readdir(join(folder, 'assets'))).sort();
const page = () => readFile(join(folder, 'index.html'), 'utf8');

describe('a build is published', () => {
  test('with the time its sources were read', async () => {
    await build('a.js');
    await publishStudio(next, folder, builtFrom);
    expect(await page()).toBe('a.js');
    expect((await stat(join(folder, 'index.html'))).mtime).toEqual(builtFrom);
  });

  test('and the former one’s files stay for open pages, until the next', async () => {
    for (const [files, there] of [
      [
        ['a.js', 'shared.js'],
        ['a.js', 'shared.js'],
      ],
      [
        ['b.js', 'shared.js'],
        ['a.js', 'b.js', 'shared.js'],
      ],
      [['c.js'], ['b.js', 'c.js', 'shared.js']],
      [['d.js'], ['c.js', 'd.js']],
    ] as const) {
      await build(...files);
      await publishStudio(next, folder, builtFrom);
      expect(await assets()).toEqual(there);
    }
  });

  test('whoever reads meanwhile finds a page with all its files', async () => {
    await build('0.js');
    await publishStudio(next, folder, builtFrom);
    let done = false;
    let reads = 0;
    const reader = (async () => {
      while (!done) {
        const names = (await page()).split(' ');
        for (const name of names) {
          expect(await readFile(join(folder, 'assets', name), 'utf8')).toBe(name);
        }
        reads += 1;
      }
    })();
    for (let i = 1; i <= 20; i += 1) {
      // A page that was read just before a build may ask for its files until the next one.
      const before = reads;
      await build(`${i}.js`, `${i}-more.js`, 'shared.js');
      await publishStudio(next, folder, builtFrom);
      while (reads < before + 2) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    done = true;
    await reader;
    expect(reads).toBeGreaterThan(20);
  });
});
