import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const SETTLING_MS = 100;

/**
 * Takes the lock of a file for this process, and gives what lets it go; null while another process that
 * still runs has it.
 */
export async function takeLock(path: string): Promise<(() => Promise<void>) | null> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      // Two may have found the same dead holder, and one removed what the other had just written.
      if (attempt > 0) await setTimeout(SETTLING_MS);
      if ((await holderOf(path)) !== process.pid) return null;
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(path);
    // Empty: the other process is about to write its number.
    if (!(holder > 0) || isRunning(holder)) return null;
    await rm(path, { force: true });
  }
  return null;
}

const holderOf = async (path: string): Promise<number> =>
  Number(await readFile(path, 'utf8').catch(() => ''));

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
