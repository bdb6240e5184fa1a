import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sha256 } from '@scenario-sandbox/ops/digest.ts';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { makePack, type Pack } from '@scenario-sandbox/ops/pack/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../product.ts';
import { commandsOf, ELSEWHERE, namedIn, pagesToFollow, spokenIn } from './document-commands.ts';
import { borrowModules, unpack } from './unpacked.ts';

/** The commands of the release document, in its order, on an unpacked pack without Docker. */

const root = join(import.meta.dirname, '../..');
let pack: Pack;
let folder: string;
let pilot: string;
let env: NodeJS.ProcessEnv;

const script = (name: string, ...flags: string[]) =>
  run(`./scripts/pilot-${name}.sh`, flags, env, pilot);
const bash = (command: string) => run('bash', ['-c', command], env, pilot);

beforeAll(async () => {
  pack = await makePack(process.env);
  folder = await unpack(pack.archive);
  pilot = join(folder, 'pilot-deploy');
  await borrowModules(join(pilot, 'app'));
  // An engine of the machine that the test runs on stays out of it.
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/docker'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    PROMETHEUS_PORT: String(await freePort()),
    DATABASE_URL: '',
    SMOKE_LOG: join(folder, 'smoke.log'),
    GATEWAY_PORT: String(await freePort()),
    ENGINE_PORT: String(await freePort()),
    JOBS_PORT: String(await freePort()),
  };
});
afterAll(async () => {
  await script('down', '--native');
  await rm(folder, { recursive: true, force: true });
});

test('smoke before the start: nothing passes, and the way out is said', async () => {
  const { code, stdout } = await script('smoke', '--native');
  expect(code).toBe(1);
  expect(stdout).not.toContain('PASS  ');
  expect(stdout).toContain('8 of 8 tests FAIL');
  expect(stdout).toContain('./scripts/pilot-up.sh starts the pilot');
});

test('a port that something else holds stops the start before it begins', async () => {
  const other = createServer().listen(Number(env.JOBS_PORT), '127.0.0.1');
  await once(other, 'listening');
  const { code, stderr } = await script('up', '--native');
  other.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(/port \d+ of the jobs is in use by something else/);
});

test('configure, start, and start again', async () => {
  expect((await bash('cp .env.poc.example .env.poc')).code).toBe(0);
  // Two at once, as an impatient person does: one starts it, the other finds it.
  const [up, same] = await Promise.all([script('up', '--native'), script('up', '--native')]);
  expect([up.stderr, same.stderr]).toEqual(['', '']);
  expect((up.stdout + same.stdout).match(/started sandbox/g)).toHaveLength(1);
  expect(up.stdout).toContain('pilot: running natively (no Docker)');
  expect(up.stdout).toContain('pilot: healthy');
  expect((await script('up', '--native')).stdout).toContain('is running already');
});

describe('the documents, command by command, as they are written', () => {
  const followed = new Set<string>();

  /** Types the commands of a page, from a folder on, until one fails; gives all that was printed. */
  async function follow(
    page: string,
    { from = pilot, section }: { from?: string; section?: string } = {},
  ): Promise<string> {
    const commands = (await commandsOf(page, section)).filter((command) => !(command in ELSEWHERE));
    expect(commands.length, page).toBeGreaterThan(0);
    const lines = commands.map((command) => `{ ${asTyped(command)}\n} || exit 1`);
    // A stream at reading pace is read for two seconds.
    const shell = `curl() { command curl --max-time 2 "$@" || [ $? = 28 ]; }\n`;
    const { code, stdout, stderr } = await run('bash', ['-c', shell + lines.join('\n')], env, from);
    expect(code, `${page}: ${stderr}`).toBe(0);
    for (const command of commands) followed.add(command);
    await nothingFailed();
    return stdout;
  }

  /** In any smoke so far. */
  async function nothingFailed(): Promise<void> {
    const log = await readFile(join(folder, 'smoke.log'), 'utf8').catch(() => '');
    const wrong = log.match(/^FAIL.*$/gm) ?? [];
    expect(wrong.filter((line) => !line.includes('performance baseline'))).toEqual([]);
  }

  /** With the ports of this pilot; what smoke says of speed is the gate's to judge. */
  const asTyped = (command: string) =>
    command
      .replace('for port in 3001 3002 3003', 'for port in $GATEWAY_PORT $ENGINE_PORT $JOBS_PORT')
      .replaceAll('localhost:3001', 'localhost:$GATEWAY_PORT')
      .replaceAll('localhost:3002', 'localhost:$ENGINE_PORT')
      .replaceAll('localhost:3003', 'localhost:$JOBS_PORT')
      .replaceAll('./scripts/pilot-smoke.sh', './scripts/pilot-smoke.sh | tee -a "$SMOKE_LOG"')
      .replaceAll('./scripts/pilot-reset.sh\n', 'echo reset | ./scripts/pilot-reset.sh')
      .replace(/^\.\/scripts\/pilot-reset\.sh$/, 'echo reset | ./scripts/pilot-reset.sh');

  const smokeNames = (printed: string) =>
    [...printed.matchAll(/^(?:PASS|FAIL) {2}(.{24})/gm)].map(([, name]) => name?.trim());

  test('the runbook', async () => {
    const printed = await follow('deploy/RUNBOOK.md');
    expect(printed).toContain('is running already');
    expect(smokeNames(printed)).toEqual([
      'health',
      'stream',
      'cancel 202 then 409',
      'resume',
      'report',
      'security headers',
      'deterministic replay',
      'performance baseline',
    ]);
    // What the page shows is what is printed, but for figures of this machine and of the critique.
    const page = await readFile(join(pilot, 'RUNBOOK.md'), 'utf8');
    const steady = printed.match(/^PASS {2}(?!report|performance).*$/gm) ?? [];
    expect(steady.length).toBeGreaterThan(5);
    const shape = (line: string) => line.replace(/\d+ tokens/, 'some tokens');
    const shown = page.split('\n').map(shape);
    expect(steady.map(shape).filter((line) => !shown.includes(line))).toEqual([]);
    expect(printed).toMatch(/^id: msg_041$/m);
    expect(printed).toMatch(/^# Release 5/m);
  });

  test('README and the page on CORS', async () => {
    expect(await follow('README.md')).toContain('"status":"cancelling"');
    expect(await follow('artifacts/cors.md')).toContain(
      'access-control-allow-origin: http://localhost:3000',
    );
  });

  test('the playbook', async () => {
    const printed = await follow('docs/operations/stalls.md');
    expect(printed.match(/"status":"healthy"/g)).toHaveLength(3);
    expect(printed).toContain('id: msg_002');
    expect(printed).toContain('gateway: healthy');
  });

  test('backup and restore bring back scenarios and cancelled sessions', async () => {
    const url = `http://localhost:${env.GATEWAY_PORT}`;
    const cancel = () =>
      fetch(`${url}/cancel`, { method: 'POST', body: JSON.stringify({ sessionId: 'kept' }) });
    const stored = await fetch(`${url}/scenarios/kept`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        schema: 'scenario.v1',
        id: 'kept',
        title: 'Kept?',
        options: [{ id: 'a' }, { id: 'b' }],
      }),
    });
    expect([stored.status, (await cancel()).status]).toEqual([201, 202]);
    const section = 'Native, embedded database';
    const printed = await follow('docs/operations/backup.md', { section });
    expect(printed).toContain('reset to a clean state');
    expect((await fetch(`${url}/scenarios/kept`)).status).toBe(200);
    expect((await cancel()).status).toBe(409);
  });

  test('the kill switch survives a restart; a reset that is not sure deletes nothing', async () => {
    const reason = 'Emergency rollback';
    const kill = await bash(
      `curl -s -X POST "http://localhost:$GATEWAY_PORT/admin/kill-switch" -d '{"enabled": true, "reason": "${reason}"}'`,
    );
    expect(JSON.parse(kill.stdout)).toMatchObject({ enabled: true, reason });
    const health = await bash('curl -s http://localhost:$GATEWAY_PORT/healthz');
    expect(JSON.parse(health.stdout)).toMatchObject({
      status: 'disabled',
      reason: 'Kill switch active',
    });
    expect((await script('down', '--native')).stdout).toContain('pilot: down');
    expect((await script('down', '--native')).code).toBe(0);
    const unsure = await bash('echo no | ./scripts/pilot-reset.sh --native');
    expect(unsure.code).toBe(1);
    expect(unsure.stderr).toContain('nothing was deleted');
    expect((await script('up', '--native')).stdout).toContain('the kill switch is on');
  });

  test('the rollback', async () => {
    const printed = await follow('artifacts/rollback.md', { from: folder });
    expect(printed).toContain('"reason":"Emergency rollback"');
    expect(printed).toContain('reset to a clean state');
    expect(printed).toContain('"enabled":false');
    expect((await fetch(`http://localhost:${env.GATEWAY_PORT}/scenarios/kept`)).status).toBe(404);
  });

  /** What a page says that its commands print, in order. */
  const expectedOf = async (page: string) =>
    [...(await readFile(join(root, page), 'utf8')).matchAll(/^# Expected: (.*)$/gm)].map(
      ([, text = '']) => text,
    );
  /** Of figures that are this machine's, of a file beside the pack, and of what takes a minute. */
  const JUDGED_ELSEWHERE = /^(All (8 tests|13 steps) PASS|the line of dist.*)$/;

  test('the release document, from the first line to the last', async () => {
    const page = 'docs/operations/release-document.md';
    expect((await script('down', '--native')).code).toBe(0);
    const printed = await follow(page);
    const expected = await expectedOf(page);
    expect(expected.length).toBeGreaterThan(14);
    expect(printed).toContain(`${sha256(pack.archive)}  ../pilot-deploy-pack.zip`);
    expect(smokeNames(printed)).toHaveLength(8);
    let place = 0;
    for (const text of expected.filter((each) => !JUDGED_ELSEWHERE.test(each))) {
      const found = printed.indexOf(text, place);
      expect([text, found >= place]).toEqual([text, true]);
      place = found + text.length;
    }
  });

  test('what stands within sentences', async () => {
    const spoken = (await Promise.all((await pagesToFollow()).map(spokenIn))).flat();
    const commands = [...new Set(spoken)].filter((command) => !(command in ELSEWHERE));
    expect(commands.length).toBeGreaterThan(6);
    for (const command of commands) {
      const { code, stderr } = await bash(asTyped(command));
      expect([command, code, code && stderr]).toEqual([command, 0, 0]);
      await bash('./scripts/sandbox.sh kill-switch off');
      followed.add(command);
    }
    await nothingFailed();
  });

  test('no command was left out', async () => {
    const pages = await pagesToFollow();
    const all = (
      await Promise.all(pages.flatMap((page) => [commandsOf(page), spokenIn(page)]))
    ).flat();
    expect(all.length).toBeGreaterThan(30);
    expect(all.filter((each) => !followed.has(each) && !(each in ELSEWHERE))).toEqual([]);
    expect(Object.keys(ELSEWHERE).filter((each) => !all.includes(each))).toEqual([]);
  });

  test('every script and command that is named is there', async () => {
    const { stdout } = await bash('./scripts/sandbox.sh --help');
    const paths = pack.manifest.files.map(({ path }) => path);
    for (const page of await pagesToFollow()) {
      const { scripts, commands } = await namedIn(page);
      expect(scripts.filter((name) => !paths.includes(`scripts/${name}`))).toEqual([]);
      expect(commands.filter((name) => !stdout.includes(`\n  ${name} `))).toEqual([]);
    }
  });
});

test('observe and snapshot', async () => {
  const snapshot = join(folder, 'metrics.txt');
  await bash('curl -s "http://localhost:$GATEWAY_PORT/stream?route=critique&pace=0"');
  const { stdout } = await run(
    './scripts/pilot-snapshot.sh',
    ['--native'],
    { ...env, FILE: snapshot },
    pilot,
  );
  expect(stdout).toContain(snapshot);
  const text = await readFile(snapshot, 'utf8');
  for (const service of ['gateway', 'engine', 'jobs'])
    expect(text).toContain(`# service ${service} {`);
  expect(text).toMatch(/^stream_ttff_seconds_count [1-9]/m);
});

test('the command line of the pack', async () => {
  const { code, stdout } = await bash('./scripts/sandbox.sh run demo --samples 200');
  expect(code).toBe(0);
  expect(stdout).toContain('demo · seed 42 · 200 samples');
});

test('a process that is not ours is never taken for one, nor stopped', async () => {
  await script('down', '--native');
  const state = join(pilot, '.pilot/sandbox.pid');
  await writeFile(state, String(process.pid));
  const { code, stdout } = await script('down', '--native');
  expect(code).toBe(0);
  expect(stdout).not.toContain('stopped sandbox');
});

test('a file that was tampered with is found', async () => {
  await writeFile(join(pilot, 'app/scenarios/demo.yaml'), 'schema: scenario.v1\n');
  const { code, stdout } = await bash('sha256sum --check --quiet SHA256SUMS');
  expect(code).toBe(1);
  expect(stdout).toBe('app/scenarios/demo.yaml: FAILED\n');
});
