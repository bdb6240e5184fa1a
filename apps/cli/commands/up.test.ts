import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { afterAll, describe, expect, test } from 'vitest';

const command = join(import.meta.dirname, '../bin/sandbox.js');
const folder = mkdtempSync(join(tmpdir(), 'sandbox-up-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [gateway, engine, jobs] = [await freePort(), await freePort(), await freePort()].map(String);

function up(settings: Record<string, string>) {
  const { DATABASE_URL: _, ...environment } = process.env;
  const env = {
    ...environment,
    GATEWAY_PORT: gateway,
    ENGINE_PORT: engine,
    JOBS_PORT: jobs,
    DATA_DIR: join(folder, 'data'),
    ...settings,
  };
  return spawnSync(process.execPath, [command, 'up'], { env, encoding: 'utf8' });
}

describe('sandbox up', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  test.each([
    [{ GATEWAY_PORT: 'abc' }, /^sandbox: GATEWAY_PORT: expected a whole number .*$/],
    [{ CORS_ORIGINS: 'everywhere' }, /^sandbox: CORS_ORIGINS: .*$/],
    [{ QUOTA_PER_MINUTE: 'many' }, /^sandbox: QUOTA_PER_MINUTE: expected a whole number .*$/],
    [
      { ENABLE_FAULT_ROUTES: 'true', NODE_ENV: 'production' },
      /^sandbox: ENABLE_FAULT_ROUTES: expected false or unset with NODE_ENV=production\.$/,
    ],
    [{ GLOBAL_KILL_SWITCH: 'maybe' }, /^sandbox: GLOBAL_KILL_SWITCH: expected true or false\.$/],
    [
      { DATA_DIR: join(file, 'data') },
      /^sandbox: DATA_DIR: the folder cannot be used \(ENOTDIR\)$/,
    ],
    [{ DATA_DIR: '/proc/x' }, /^sandbox: DATA_DIR: the folder cannot be used \(ENOENT\)$/],
    [
      { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/x' },
      /^sandbox: DATABASE_URL: the database cannot be opened \(ECONNREFUSED\)$/,
    ],
  ] as const)('with %o stops with one line that names the setting', (settings, line) => {
    const { status, stderr, stdout } = up(settings);
    expect(stderr.trimEnd()).toMatch(line);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
