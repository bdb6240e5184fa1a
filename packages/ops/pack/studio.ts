import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../places.ts';
import { run } from '../run.ts';
import type { Entry } from '../zip.ts';

const TIMEOUT_MS = 240_000;

/** A build takes words of its environment into what it makes, such as NODE_ENV: it gets these alone. */
const buildEnvironment = (outer: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS'].map((name) => [name, outer[name]]),
  ),
  NODE_ENV: 'production',
});

/** Builds the studio into a folder of its own; gives its files as they lie in the pack. */
export async function studioEntries(env: NodeJS.ProcessEnv): Promise<Entry[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-studio-'));
  try {
    const tool = join(root, 'node_modules/vite/bin/vite.js');
    const args = [tool, 'build', '--logLevel', 'error', '--outDir', folder];
    const { code, stderr } = await run(process.execPath, args, {
      cwd: join(root, 'apps/studio'),
      env: buildEnvironment(env),
      timeoutMs: TIMEOUT_MS,
    });
    if (code !== 0) throw new Error(`the studio could not be built: ${stderr.trim()}`);
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    return await Promise.all(
      files.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const name = path.slice(folder.length + 1).replaceAll('\\', '/');
        return { path: `app/apps/studio/dist/${name}`, bytes: await readFile(path) };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
