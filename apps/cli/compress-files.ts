import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const TEXT = /\.(js|css|svg|wasm|json)$/;
/** Below it a packet holds the file as it is. */
const LEAST_BYTES = 1_400;

/** Leaves a `.gz` beside each file of a folder that gets smaller by it. */
export async function compressFiles(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => TEXT.test(name));
  for (const name of names) {
    const content = await readFile(join(folder, name));
    if (content.length < LEAST_BYTES) continue;
    const smaller = await compress(content, { level: 9 });
    if (smaller.length < content.length) await writeFile(join(folder, `${name}.gz`), smaller);
  }
}
