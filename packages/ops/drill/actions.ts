import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pilot } from '../pilot.ts';
import { run } from '../run.ts';
import type { Step } from './practise.ts';

/** What several scenarios do, each as a step of a drill. */

function expectStatus(response: Response, status: number): void {
  if (response.status !== status) {
    throw new Error(`${new URL(response.url).pathname} answered ${response.status}, not ${status}`);
  }
}

/** Asks the gateway; gives its answer. Errors: another status. */
export async function ask(
  { urls }: Pilot,
  path: string,
  status: number,
  options: RequestInit = {},
): Promise<Response> {
  const response = await fetch(urls.gateway + path, options);
  expectStatus(response, status);
  return response;
}

/** Runs a script of the pilot; gives what it printed. */
async function printed(pilot: Pilot, name: string, ...flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await pilot.script(name, ...flags);
  if (code !== 0) throw new Error((stderr || stdout).trim().split('\n').at(-1) ?? `exit ${code}`);
  return stdout.trim();
}

export const script = (pilot: Pilot, name: string, ...flags: string[]): Step => [
  [`pilot-${name}.sh`, ...flags].join(' '),
  async () => (await printed(pilot, name, ...flags)).split('\n').at(-1) ?? '',
];

export const observe = (pilot: Pilot): Step => [
  'pilot-observe.sh',
  async () => {
    const seen = /^gateway: .*$/m.exec(await printed(pilot, 'observe'));
    if (!seen) throw new Error('it says nothing of the gateway');
    return seen[0];
  },
];

/** reason: for the audit trail. */
export async function turnOff(pilot: Pilot, reason: string): Promise<void> {
  const body = JSON.stringify({ enabled: true, reason });
  await ask(pilot, '/admin/kill-switch', 200, { method: 'POST', body });
}

export const killSwitchOn = (pilot: Pilot, reason: string): Step => [
  'kill switch on',
  async () => {
    await turnOff(pilot, reason);
    return 'accepted';
  },
];

export const killSwitchOff = (pilot: Pilot): Step => [
  'kill switch off',
  async () => {
    await ask(pilot, '/admin/kill-switch', 200, { method: 'POST', body: '{"enabled": false}' });
    await ask(pilot, '/healthz', 200);
    await ask(pilot, '/report?scenarioId=demo', 200);
    return 'healthy, reports answer 200';
  },
];

export const refused = (pilot: Pilot): Step => [
  'traffic is refused',
  async () => {
    const health = await ask(pilot, '/healthz', 503);
    await ask(pilot, '/report?scenarioId=demo', 503);
    return `health says ${(await health.json()).status}, reports answer 503`;
  },
];

/** Path of a scenario that somebody stored, which must come back. */
const KEPT = '/scenarios/kept-by-a-drill';

export const stored = (pilot: Pilot): Step => [
  'a scenario is stored',
  async () => {
    const options = [{ id: 'a' }, { id: 'b' }];
    const scenario = { schema: 'scenario.v1', id: 'kept-by-a-drill', title: 'Kept?', options };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(scenario);
    await ask(pilot, KEPT, 201, { method: 'PUT', headers, body });
    return 'accepted';
  },
];

export const hasKept = (pilot: Pilot): Step => [
  'healthy, with its data',
  async () => {
    await ask(pilot, '/healthz', 200);
    await ask(pilot, KEPT, 200);
    return 'the stored scenario is there again';
  },
];

const archiveOf = ({ state }: Pilot) => join(state, '..', 'backup.tgz');

async function tar(...args: string[]): Promise<void> {
  const { code, stderr } = await run('tar', args);
  if (code !== 0) throw new Error(stderr.trim());
}

/** As docs/operations/backup.md has it: stop, copy, start. */
export const backup = (pilot: Pilot): Step => [
  'backup',
  async () => {
    await printed(pilot, 'down');
    await tar('-czf', archiveOf(pilot), '-C', pilot.state, 'data');
    await printed(pilot, 'up');
    return 'stopped, copied, started';
  },
];

/** Puts the backup of one pilot into the folder of another, which may be the same. */
export const restore = (from: Pilot, to: Pilot = from): Step => [
  'restore the backup',
  async () => {
    await mkdir(to.state, { recursive: true });
    await tar('-xzf', archiveOf(from), '-C', to.state);
    return 'the folder of the data is as it was';
  },
];
