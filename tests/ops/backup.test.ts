import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../product.ts';
import { commandsOf } from './document-commands.ts';

/** What docs/operations/backup.md promises of PostgreSQL; of the embedded database, release.test.ts follows it. */

const root = join(import.meta.dirname, '../..');
const server = process.env.DATABASE_URL;
const database = `sandbox_backup_${process.pid}`;
let folder: string;
let env: Record<string, string>;

/** Runs a command in the folder; gives what it printed. */
async function bash(command: string): Promise<string> {
  const { code, stdout, stderr } = await run('bash', ['-c', command], env, folder);
  expect([command, code, stderr]).toEqual([command, 0, '']);
  return stdout;
}
const script = (name: string, flags = '') =>
  bash(`bash "${join(root, `deploy/scripts/pilot-${name}.sh`)}" --native ${flags}`);
const onServer = (statement: string) => bash(`psql -q "${server}" -c '${statement}'`);

const kept = () => `http://localhost:${env.GATEWAY_PORT}/scenarios/kept`;
const scenario = { schema: 'scenario.v1', id: 'kept', title: 'Kept?' };
const statusOf = async () => (await fetch(kept())).status;

describe.runIf(server)('on PostgreSQL', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
    const own = new URL(server ?? '');
    own.pathname = database;
    env = {
      DATABASE_URL: own.href,
      PILOT_STATE: join(folder, '.pilot'),
      GATEWAY_PORT: String(await freePort()),
      ENGINE_PORT: String(await freePort()),
      JOBS_PORT: String(await freePort()),
    };
    await onServer(`CREATE DATABASE ${database}`);
  });
  afterEach(async () => {
    await script('down');
    await onServer(`DROP DATABASE ${database}`);
    await rm(folder, { recursive: true, force: true });
  });

  test('three processes run, are reset, forget, and have it back from a dump', async () => {
    const commands = await commandsOf('docs/operations/backup.md', 'PostgreSQL');
    const [dump = '', restore = ''] = commands.filter((command) => command.startsWith('pg_'));
    const up = await script('up');
    for (const name of ['engine', 'jobs', 'gateway']) expect(up).toContain(`started ${name} `);
    const stored = await fetch(kept(), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...scenario, options: [{ id: 'a' }, { id: 'b' }] }),
    });
    expect(stored.status).toBe(201);
    await bash(dump);
    const reset = await script('reset', '--yes');
    for (const name of ['engine', 'jobs', 'gateway']) expect(reset).toContain(`stopped ${name}`);
    await script('up');
    expect(await statusOf()).toBe(404);
    await script('reset', '--yes');
    await bash(restore);
    await script('up');
    expect(await statusOf()).toBe(200);
  });
});
