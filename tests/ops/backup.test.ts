import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedBackend, type TestDatabase } from '@scenario-sandbox/store/testing.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { run } from '../product.ts';

/** What docs/operations/backup.md promises, with the scripts an operator uses. */

const root = new URL('../..', import.meta.url).pathname;
let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  env = {
    DATABASE_URL: '',
    PILOT_STATE: join(folder, '.pilot'),
    GATEWAY_PORT: String(await freePort()),
    ENGINE_PORT: String(await freePort()),
    JOBS_PORT: String(await freePort()),
  };
});
afterEach(async () => {
  await script('reset', '--yes');
  await rm(folder, { recursive: true, force: true });
});

async function script(name: string, ...flags: string[]): Promise<string> {
  const path = join(root, `deploy/scripts/pilot-${name}.sh`);
  const { code, stdout, stderr } = await run('bash', [path, '--native', ...flags], env);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

const bash = (command: string) => run('bash', ['-c', command], env, folder);
const url = (path: string) => `http://localhost:${env.GATEWAY_PORT}${path}`;
const post = (path: string, body: unknown) =>
  fetch(url(path), { method: 'POST', body: JSON.stringify(body) });

async function storeScenario(): Promise<number> {
  const scenario = {
    schema: 'scenario.v1',
    id: 'kept',
    title: 'Kept?',
    options: [{ id: 'a' }, { id: 'b' }],
  };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(scenario);
  return (await fetch(url('/scenarios/kept'), { method: 'PUT', headers, body })).status;
}

test('a backup of the folder brings back scenarios, sessions and the kill switch', async () => {
  await script('up');
  expect(await storeScenario()).toBe(201);
  expect((await post('/cancel', { sessionId: 'kept' })).status).toBe(202);
  expect((await post('/admin/kill-switch', { enabled: true, reason: 'kept' })).status).toBe(200);
  await script('down');
  expect((await bash('tar -czf backup.tgz -C .pilot data')).code).toBe(0);
  await script('reset', '--yes');
  await script('up');
  expect((await fetch(url('/scenarios/kept'))).status).toBe(404);
  await script('reset', '--yes');
  expect((await bash('mkdir -p .pilot && tar -xzf backup.tgz -C .pilot')).code).toBe(0);
  expect(await script('up')).toContain('the kill switch is on');
  expect((await post('/admin/kill-switch', { enabled: false })).status).toBe(200);
  expect((await fetch(url('/scenarios/kept'))).status).toBe(200);
  expect((await post('/cancel', { sessionId: 'kept' })).status).toBe(409);
}, 120_000);

describe.each(sharedBackend ? [sharedBackend] : [])('on $name', ({ create }) => {
  let own: TestDatabase;

  test('three processes run, are reset, and forget', async () => {
    own = await create();
    try {
      const [{ schema } = { schema: '' }] = await own.database.query<{ schema: string }>(
        'SELECT current_schema() AS schema',
      );
      const server = new URL(process.env.DATABASE_URL ?? '');
      server.searchParams.set('options', `-c search_path=${schema}`);
      env.DATABASE_URL = server.href.replaceAll('+', '%20');
      const up = await script('up');
      for (const name of ['engine', 'jobs', 'gateway']) expect(up).toContain(`started ${name} `);
      expect(await storeScenario()).toBe(201);
      const down = await script('down');
      for (const name of ['engine', 'jobs', 'gateway']) expect(down).toContain(`stopped ${name}`);
      await script('up');
      expect((await fetch(url('/scenarios/kept'))).status).toBe(200);
      await script('reset', '--yes');
      await script('up');
      expect((await fetch(url('/scenarios/kept'))).status).toBe(404);
    } finally {
      await script('down');
      env.DATABASE_URL = '';
      await own.drop();
    }
  }, 120_000);
});
