import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the studio is built from. */
const SOURCES = [
  'apps/studio',
  'docs/schema',
  'packages/charts',
  'packages/contract',
  'packages/core',
  'packages/sdk',
];
const IGNORED = /(^|\/)(node_modules|dist|tests|fixtures)\//;

async function newestMs(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    names
      .filter((name) => /\.(tsx?|css|html|json)$/.test(name) && !IGNORED.test(`/${name}`))
      .map(async (name) => (await stat(join(folder, name))).mtimeMs),
  );
  return Math.max(0, ...times);
}

async function isStale(folder: string): Promise<boolean> {
  const built = await stat(join(folder, 'index.html')).catch(() => null);
  if (built === null) return true;
  const times = await Promise.all(SOURCES.map((source) => newestMs(join(root, source))));
  return Math.max(...times) > built.mtimeMs;
}

/**
 * Builds the studio when its sources are newer than its build, beside the running services. Where the
 * build tool is not installed, as in a deployment, what is there is served.
 */
export async function buildStudioWhenStale(folder: string): Promise<void> {
  const tool = join(root, 'node_modules/vite/bin/vite.js');
  if ((await stat(tool).catch(() => null)) === null || !(await isStale(folder))) return;
  process.stderr.write('Building the studio, once for this version…\n');
  const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'error'], {
    cwd: join(root, 'apps/studio'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.unref();
  child.once('exit', (code) => {
    process.stderr.write(
      code === 0 ? 'The studio is ready.\n' : 'The studio could not be built.\n',
    );
  });
}
