import { mkdir, mkdtemp, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../product.ts';

const root = join(import.meta.dirname, '../..');

/** Unpacks an archive with unzip into an empty folder, as an operator does; gives that folder, whose name has spaces. */
export async function unpack(archive: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'a release '));
  await writeFile(join(folder, 'pilot-deploy-pack.zip'), archive);
  const { code, stderr } = await run('unzip', ['-q', 'pilot-deploy-pack.zip'], {}, folder);
  if (code !== 0) throw new Error(stderr);
  return folder;
}

/**
 * Gives an unpacked product the modules of this checkout in place of an install: the registry is not
 * needed, and the product's own packages are the unpacked ones.
 */
export async function borrowModules(app: string): Promise<void> {
  const from = join(root, 'node_modules');
  const to = join(app, 'node_modules');
  await mkdir(join(to, '@scenario-sandbox'), { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== '@scenario-sandbox' && name !== 'vite')
      await symlink(join(from, name), join(to, name));
  }
  const own = join(from, '@scenario-sandbox');
  for (const name of await readdir(own)) {
    const target = await readlink(join(own, name));
    await symlink(
      join(dirname(join(to, '@scenario-sandbox', name)), target),
      join(to, '@scenario-sandbox', name),
    );
  }
}
