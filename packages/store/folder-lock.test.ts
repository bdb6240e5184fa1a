import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUse, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that takes the lock and holds it until it is killed. */
async function holder(): Promise<ChildProcess> {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))});
    await lockFolder(${JSON.stringify(folder)});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

test('a second opener is refused, with the folder and the process named', async () => {
  const lock = await lockFolder(folder);
  const second = lockFolder(folder);
  await expect(second).rejects.toThrow(FolderInUse);
  await expect(second).rejects.toThrow(`${folder} is in use by process ${process.pid}`);
  await lock.release();
  await (await lockFolder(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of another process holds while it lives and is taken over once it was killed', async () => {
  const child = await holder();
  await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid}`);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const lock = await lockFolder(folder);
  expect(await readdir(folder)).toEqual(['lock']);
  await lock.release();
});

test('of many that find a stale lock at once, at most one takes it', async () => {
  const child = await holder();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  const won = takers.filter((taker) => taker.status === 'fulfilled');
  expect(won.length).toBeLessThanOrEqual(1);
  for (const taker of won) await taker.value.release();
  await (await lockFolder(folder)).release();
});

test('a pid that now belongs to another process is stale', async () => {
  const stale = { token: 't', pid: process.pid, host: (await import('node:os')).hostname() };
  await writeFile(join(folder, 'lock'), JSON.stringify({ ...stale, started: '1' }));
  await (await lockFolder(folder)).release();
});

test('a lock that cannot be read is stale', async () => {
  await writeFile(join(folder, 'lock'), '');
  await (await lockFolder(folder)).release();
});

test.runIf(process.platform === 'linux')(
  'a process that has ended, whose parent has not noticed, holds nothing',
  async () => {
    // The child of a shell that has become a program which never waits for children. It ends after that: a shell would.
    const script = `
      (until read -r name < /proc/$$/comm && [ "$name" = sleep ]; do :; done) &
      echo $!; exec sleep 600`;
    const parent = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const pid = Number(
        await new Promise<string>((resolve) => parent.stdout.once('data', resolve)),
      );
      const stat = async () => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1] ?? '';
      await expect.poll(stat, { timeout: 60_000 }).toMatch(/^Z/);
      const started = (await stat()).split(' ')[19];
      const holder = { token: 't', pid, host: (await import('node:os')).hostname(), started };
      await writeFile(join(folder, 'lock'), JSON.stringify(holder));
      await (await lockFolder(folder)).release();
    } finally {
      parent.kill();
    }
  },
);
