import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { migrationScripts } from './migrate.ts';
import manifest from './package.json' with { type: 'json' };

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/scenario-sandbox');

/**
 * Makes the folder of a database without rows, unless it is there. It appears whole or not at all: what a
 * killed process leaves half made has another name, and goes with the next start. The caller holds the lock.
 * initialise: makes one in a folder and closes it, which takes eight times as long as a copy.
 */
export async function makeDatabase(
  where: string,
  initialise: (folder: string) => Promise<void>,
): Promise<void> {
  if (existsSync(where)) return;
  const unfinished = `${where}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const kept = await keepOne(initialise);
  if (kept === null) await initialise(unfinished);
  else cpSync(kept, unfinished, { recursive: true });
  await rename(unfinished, where);
}

/** A database to copy, made once for the packages and the migrations that make it; null where the installation is read-only. */
async function keepOne(initialise: (folder: string) => Promise<void>): Promise<string | null> {
  const made = [manifest.dependencies, await migrationScripts()];
  const hash = createHash('sha256').update(JSON.stringify(made));
  const kept = join(CACHE, `database-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(kept)) return kept;
  const own = `${kept}.${randomUUID()}`;
  try {
    await mkdir(dirname(kept), { recursive: true });
    await initialise(own);
    await rename(own, kept);
  } catch {
    // Another process may have been faster.
    await rm(own, { recursive: true, force: true }).catch(() => {});
  }
  return existsSync(kept) ? kept : null;
}
