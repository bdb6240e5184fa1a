import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
/** A holder on another machine, or in another container, is taken for dead after this silence. */
const SILENCE_MS = 10_000;
const SETTLE_MS = 50;

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** When the holder's process started, by the kernel's count; null where that is not told. */
  readonly started: string | null;
}

export interface FolderLock {
  release(): Promise<void>;
}

/** Another live process has the data folder open. */
export class FolderInUse extends Error {
  readonly code = 'FOLDER_IN_USE';
  constructor(folder: string, holder: Holder) {
    super(
      `The data folder ${folder} is in use by process ${holder.pid} on ${holder.host}. ` +
        'Stop that process, or set DATA_DIR to another folder.',
    );
    this.name = 'FolderInUse';
  }
}

/**
 * Takes the exclusive lock of a folder. The lock of a process that was killed is taken over: its pid is
 * gone, or belongs to a process that started at another time, or (on another host) its heartbeat stopped.
 * Errors: FolderInUse, naming the folder and the process.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const own: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    started: await startOf(process.pid),
  };
  const candidate = join(folder, `lock.${own.token}`);
  await writeFile(candidate, JSON.stringify(own));
  try {
    await acquire(path, candidate, folder);
    const holder = await readHolder(path);
    if (holder === null) throw new Error(`The lock of ${folder} was taken away; start again.`);
    if (holder.token !== own.token) throw new FolderInUse(folder, holder);
  } finally {
    await rm(candidate, { force: true });
  }
  return keep(path, own.token);
}

async function acquire(path: string, candidate: string, folder: string): Promise<void> {
  // link() makes the lock appear whole or not at all.
  if (await tryLink(candidate, path)) return;
  const holder = await readHolder(path);
  if (holder && (await isAlive(holder, path))) throw new FolderInUse(folder, holder);
  const stale = `${candidate}.stale`;
  await rename(path, stale).catch(ignoreMissing);
  const moved = await readHolder(stale);
  if (moved && moved.token !== holder?.token) {
    // Another starter was faster and it is its lock that was moved: give it back.
    await tryLink(stale, path);
    await rm(stale, { force: true });
    throw new FolderInUse(folder, moved);
  }
  await rm(stale, { force: true });
  if (!(await tryLink(candidate, path))) {
    const winner = await readHolder(path);
    if (winner) throw new FolderInUse(folder, winner);
  }
  // Lets a rival that judged the old lock stale as well finish its move before ownership is confirmed.
  await delay(SETTLE_MS);
}

function keep(path: string, token: string): FolderLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if ((await readHolder(path))?.token === token) await rm(path, { force: true });
    },
  };
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const seen = await stat(path).catch(() => null);
    return seen !== null && Date.now() - seen.mtimeMs < SILENCE_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.started === (await startOf(holder.pid));
}

/**
 * Field 22 of /proc/<pid>/stat: tells a process from a later one with the same pid. Linux only. Of a process
 * that has ended and waits for its parent to notice (state Z), there is none.
 */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

async function readHolder(path: string): Promise<Holder | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
