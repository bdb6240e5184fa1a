import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Names of the files that the page of a folder needs, as they were published. */
const LIST = 'files.json';

/**
 * Puts a finished build in the place of the one that is served. Files have their content's hash in
 * their name, so the new ones stand beside the old ones before the page that names them is swapped, in
 * one step: whoever asks meanwhile gets one build or the other, whole. Files of the former build stay
 * for the pages that are open, until the next build.
 * next: the new build, on the same file system; it is used up. folder: what is served.
 * builtFrom: when the sources were read; the page's time, by which it is found to be stale.
 */
export async function publishStudio(next: string, folder: string, builtFrom: Date): Promise<void> {
  const files = (await filesOf(next)).filter((name) => name !== 'index.html');
  const former = await readList(folder);
  for (const name of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await rename(join(next, name), join(folder, name));
  }
  await utimes(join(next, 'index.html'), builtFrom, builtFrom);
  await rename(join(next, 'index.html'), join(folder, 'index.html'));
  await removeOthers(folder, new Set(['index.html', LIST, ...files, ...(former ?? [])]), former);
  await writeFile(join(folder, LIST), JSON.stringify(files));
}

/** Without a list of the former build nothing is known to be older than it. */
async function removeOthers(folder: string, kept: ReadonlySet<string>, former: unknown) {
  if (former === null) return;
  const old = (await filesOf(folder)).filter((name) => !kept.has(name));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function readList(folder: string): Promise<readonly string[] | null> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, LIST), 'utf8'));
    return Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
