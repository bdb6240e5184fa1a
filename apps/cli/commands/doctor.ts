import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { findPorts } from '@scenario-sandbox/ops/ports.ts';
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

async function portsFree(): Promise<string> {
  const { ports, wrong } = await findPorts((name) => process.env[name]);
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  return `${ports.join(', ')} are free, or the product's already`;
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

/** Programs that tests call: what they are started with to show that they are there, and Debian's package. */
const programs: readonly (readonly [name: string, call: string, debian: string])[] = [
  ['Chromium', 'chromium --version --no-sandbox', 'chromium'],
  ['curl', 'curl --version', 'curl'],
  ['ShellCheck', 'shellcheck --version', 'shellcheck'],
  ['promtool', 'promtool --version', 'prometheus'],
  ['unzip', 'unzip -v', 'unzip'],
  ['OpenSSL', 'openssl version', 'openssl'],
  ['pg_dump', 'pg_dump --version', 'postgresql-client'],
];

const asCheck = ([name, call, debian]: (typeof programs)[number]): Check => ({
  name,
  need: 'tests',
  find() {
    const [command = '', ...args] = call.split(' ');
    return firstLine(command, args).catch(() => {
      throw new Error(`is not there; Debian: apt install ${debian}`);
    });
  },
});

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
  ...programs.map(asCheck),
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
