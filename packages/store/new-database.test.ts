import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrationScripts } from './migrate.ts';
import { makeDatabase } from './new-database.ts';
import { openStore } from './open.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new database-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens the database, and says which migrations it has and what is in its folder. */
async function opened(): Promise<{ numbers: number[]; names: string[] }> {
  const database = await openStore({ databaseUrl: null, dataDir: folder });
  try {
    const rows = await database.query<{ number: number }>('SELECT number FROM migrations');
    return { numbers: rows.map(({ number }) => number), names: await readdir(folder) };
  } finally {
    await database.close();
  }
}

test('a process killed while it makes the database leaves nothing that is taken for one', async () => {
  const program = `
    const { openStore } = await import('${new URL('open.ts', import.meta.url).href}');
    await openStore({ databaseUrl: null, dataDir: process.argv[1] });
    setInterval(() => {}, 1e6);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder]);
  await expect.poll(() => readdir(folder)).toContainEqual(expect.stringContaining('database'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { numbers, names } = await opened();
  expect(numbers).toHaveLength((await migrationScripts()).length);
  expect(names.sort()).toEqual(['database', 'lock']);
});

test('half a database from before is thrown away', async () => {
  await mkdir(join(folder, 'database.new'));
  await writeFile(join(folder, 'database.new', 'PG_VERSION'), '17\n');
  expect((await opened()).names.sort()).toEqual(['database', 'lock']);
});

test('a database that is there is left as it is', async () => {
  await mkdir(join(folder, 'database'));
  await makeDatabase(join(folder, 'database'), () => Promise.reject(new Error('not to be called')));
  expect(await readdir(join(folder, 'database'))).toEqual([]);
});

test('other users of the machine cannot enter the database, also one from before; a folder that was there keeps its mode', async () => {
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  const made = join(folder, 'above', 'data');
  await (await openStore({ databaseUrl: null, dataDir: made })).close();
  expect(await modeOf(made)).toBe(0o700);
  await chmod(made, 0o755);
  await chmod(join(made, 'database'), 0o755);
  await (await openStore({ databaseUrl: null, dataDir: made })).close();
  expect(await modeOf(join(made, 'database'))).toBe(0o700);
  expect(await modeOf(made)).toBe(0o755);
});
