import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Mode of folders with what people wrote: other users of the machine neither list nor enter them. */
export const OWNER_ONLY = 0o700;

/**
 * Makes a folder, with those above it that are missing, for its owner alone. Node's own `recursive` tries for ever
 * where a folder cannot be made because it is missing itself, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: OWNER_ONLY });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: OWNER_ONLY }).catch(unlessThere);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
