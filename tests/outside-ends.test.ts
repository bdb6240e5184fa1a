import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { expect, test } from 'vitest';
import { run } from './product.ts';

/** What a command does when those it runs for are gone: the reader of its output, or the shell that npm runs it in. */

const root = join(import.meta.dirname, '..');
const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
const bash = (script: string) => run('bash', ['-c', script], { PATH });

test.each([
  ['run demo --html', 'a document at once'],
  ['stream demo --raw', 'pieces'],
])('sandbox %s, which writes %s, ends quietly when its reader has had enough', async (command) => {
  const { stdout, stderr } = await bash(
    `sandbox ${command} | head -c 5 > /dev/null; echo "\${PIPESTATUS[0]}"`,
  );
  expect([stdout, stderr]).toEqual(['0\n', '']);
});

test.runIf(process.platform === 'linux')('a full disk is said in one line', async () => {
  const { code, stderr } = await bash('sandbox run demo --json > /dev/full');
  expect([code, stderr]).toEqual([2, 'sandbox: the output cannot be written (ENOSPC)\n']);
});

test.runIf(process.platform === 'linux')(
  'sandbox up goes on when nobody reads what it prints, and ends with the shell that npm runs it in',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const port = await freePort();
    const GATEWAY_PORT = String(port);
    const others = { ENGINE_PORT: String(await freePort()), JOBS_PORT: String(await freePort()) };
    const shell = spawn('sh', ['-c', 'sandbox up; true'], {
      cwd: root,
      env: { ...process.env, PATH, GATEWAY_PORT, ...others, DATA_DIR: folder, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    try {
      await once(shell.stderr, 'data');
      shell.stdout.destroy();
      shell.stderr.destroy();
      const answers = () => fetch(`http://localhost:${port}/readyz`).then(({ ok }) => ok);
      await expect.poll(answers, { timeout: 240_000 }).toBe(true);
      shell.kill('SIGTERM');
      await expect.poll(() => answers().catch(() => 'nobody'), { timeout: 240_000 }).toBe('nobody');
    } finally {
      try {
        process.kill(-(shell.pid as number), 'SIGKILL');
      } catch {}
      await rm(folder, { recursive: true, force: true });
    }
  },
  600_000,
);
