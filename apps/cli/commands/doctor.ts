import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { makeFolder, openStore } from '@scenario-sandbox/store';
import { EXIT } from '../exit.ts';

/** `needed`: nothing works without it. `tests`: some tests need it. `extra`: a benchmark's peer, or the like. */
type Need = 'needed' | 'tests' | 'extra';

interface Check {
  readonly name: string;
  readonly need: Need;
  /** What was found. Errors: whatever is missing, with the way out. */
  find(): Promise<string>;
}

const run = promisify(execFile);

async function firstLine(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(command, [...args]);
  return (stdout.trim().split('\n')[0] ?? '').slice(0, 60);
}

async function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

async function portsFree(): Promise<string> {
  const settings = { GATEWAY_PORT: 3001, ENGINE_PORT: 3002, JOBS_PORT: 3003 };
  for (const [name, usual] of Object.entries(settings)) {
    const port = Number(process.env[name] ?? usual);
    if (!(await portIsFree(port)))
      throw new Error(`port ${port} is in use; stop what uses it, or set ${name}`);
  }
  return '3001, 3002 and 3003, or those set, are free';
}

async function dataFolder(): Promise<string> {
  const folder = process.env.DATA_DIR ?? '.sandbox';
  await makeFolder(folder);
  await access(folder, constants.W_OK);
  return `${folder} can be written`;
}

async function postgres(): Promise<string> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set; the tests on PostgreSQL are left out');
  const store = await openStore({ databaseUrl: url, dataDir: null, schema: 'sandbox_doctor' });
  await store.close();
  return 'answers, and its schema can be made';
}

const checks: readonly Check[] = [
  {
    name: 'Node',
    need: 'needed',
    async find() {
      if (!process.versions.node.startsWith('24.'))
        throw new Error(`is ${process.versions.node}; run "npm ci" to get 24`);
      return process.versions.node;
    },
  },
  {
    name: 'machine',
    need: 'needed',
    find: async () => `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  },
  { name: 'data folder', need: 'needed', find: dataFolder },
  { name: 'ports', need: 'extra', find: portsFree },
  { name: 'PostgreSQL', need: 'tests', find: postgres },
  {
    name: 'Chromium',
    need: 'tests',
    find: () => firstLine('chromium', ['--version', '--no-sandbox']),
  },
  { name: 'curl', need: 'tests', find: () => firstLine('curl', ['--version']) },
  {
    name: 'ShellCheck',
    need: 'tests',
    find: async () => (await run('shellcheck', ['--version'])).stdout.split('\n')[1] ?? '',
  },
  {
    name: 'NumPy',
    need: 'extra',
    find: async () =>
      `${await firstLine('/usr/bin/python3', ['-c', 'import numpy; print(numpy.__version__)'])} (a benchmark's peer)`,
  },
];

const WORDS: Record<Need, string> = { needed: 'MISSING', tests: 'missing', extra: 'note' };

/**
 * `sandbox doctor`: what this machine has for the product and its tests.
 * Exit 1 when something needed is missing; with `--ci`, when a test would be.
 */
export default async function doctor(flags: { ci?: true }): Promise<number> {
  let missing = 0;
  for (const { name, need, find } of checks) {
    try {
      process.stdout.write(`ok       ${name.padEnd(12)} ${await find()}\n`);
    } catch (error) {
      const failed = need === 'needed' || (flags.ci === true && need === 'tests');
      if (failed) missing += 1;
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      process.stdout.write(`${WORDS[need].padEnd(8)} ${name.padEnd(12)} ${reason}\n`);
    }
  }
  return missing === 0 ? EXIT.done : EXIT.no;
}
