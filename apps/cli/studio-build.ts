import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FolderInUse, type FolderLock, lockFolder } from '@scenario-sandbox/store';
import { compressFiles } from './compress-files.ts';
import { publishStudio } from './publish-studio.ts';

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

const buildTool = async (): Promise<string | null> => {
  const path = join(root, 'node_modules/vite/bin/vite.js');
  return (await stat(path).catch(() => null)) && path;
};

/**
 * Makes the folder of a build that is still to come, where one is; who serves it looks for it before that. Where it
 * cannot be made, the build says so.
 */
export async function makeRoomForStudio(folder: string): Promise<void> {
  if ((await buildTool()) === null) return;
  await mkdir(join(folder, 'assets'), { recursive: true }).catch(() => {});
}

/** The right to build, or in a sentence what is against it. */
async function lockBuild(folder: string): Promise<FolderLock | string> {
  const place = `${folder}.building`;
  try {
    await mkdir(place, { recursive: true });
    return await lockFolder(place);
  } catch (error) {
    if (error instanceof FolderInUse) return 'The studio is being built by another process.';
    const { code } = error as NodeJS.ErrnoException;
    return `The studio cannot be built: ${folder} cannot be written (${code}). Let its owner run "npm run build -w apps/studio"; all else works without it.`;
  }
}

/**
 * Builds the studio when its sources are newer than its build, beside the running services, and swaps it
 * in when it is whole. Where the build tool is not installed, as in a deployment, what is there is served.
 * Of several processes that find it stale, one builds it. True where what is served is of these sources.
 */
export async function buildStudioWhenStale(folder: string): Promise<boolean> {
  const there = (await buildTool()) !== null;
  return there && (await isStale(folder)) ? buildStudio(folder) : there;
}

/** The same, stale or not. True where it was built and is served. */
export async function buildStudio(folder: string): Promise<boolean> {
  const tool = await buildTool();
  if (tool === null) {
    process.stderr.write('The build tool is not installed: run npm ci.\n');
    return false;
  }
  const lock = await lockBuild(folder);
  if (typeof lock === 'string') {
    process.stderr.write(`${lock}\n`);
    return false;
  }
  process.stderr.write('Building the studio, once for this version…\n');
  const built = await buildInto(tool, folder).catch(() => false);
  await lock.release();
  process.stderr.write(built ? 'The studio is ready.\n' : 'The studio could not be built.\n');
  return built;
}

/** True where the build succeeded and is served. */
async function buildInto(tool: string, folder: string): Promise<boolean> {
  const next = `${folder}.next`;
  const builtFrom = new Date();
  const child = spawn(
    process.execPath,
    [tool, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: join(root, 'apps/studio'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // A build that nobody waits for would go on writing where the next one does.
  const stop = () => child.kill();
  process.once('exit', stop);
  const [code] = await once(child, 'exit');
  process.off('exit', stop);
  if (code === 0) {
    await compressFiles(join(next, 'assets'));
    await publishStudio(next, folder, builtFrom);
  }
  await rm(next, { recursive: true, force: true });
  return code === 0;
}
