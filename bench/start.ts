import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@scenario-sandbox/ops/free-port.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * The product's start on a data folder that was used before: from the command until the gateway says it
 * is healthy, with the processor time until then, and the memory resident then and after three reports.
 * Then on empty folders, when the installation has made a database before.
 * `npm start` runs the same file by npm, which adds its own start. Usage: node bench/start.ts [rounds=5].
 * Memory and processor time are read from /proc: elsewhere than on Linux there are no such rows.
 */

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('..', import.meta.url));
const START_LIMIT_MS = 120_000;

interface Usage {
  readonly residentMb: number;
  readonly cpuMs: number;
}
interface Started {
  readonly healthyMs: number;
  readonly atStart: Usage | null;
  readonly afterReports: Usage | null;
}

/** Of a process by the kernel's books, in which a clock tick is 10 ms; null where there are none. */
async function usageOf(pid: number): Promise<Usage | null> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [status, stat] = [await read('status'), await read('stat')];
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  if (resident === undefined) return null;
  // After the name in parentheses; user and system time are fields 14 and 15 of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    residentMb: (Number(resident) * 1024) / 1e6,
    cpuMs: 10 * (Number(fields[11]) + Number(fields[12])),
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS;
  while (performance.now() < end && child.exitCode === null) {
    const healthy = await fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The product did not get healthy.');
}

async function start(dataDir: string): Promise<Started> {
  const [gateway, engine, jobs] = [await freePort(), await freePort(), await freePort()];
  const env: NodeJS.ProcessEnv = {
    ...{ PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    ...{ GATEWAY_PORT: `${gateway}`, ENGINE_PORT: `${engine}`, JOBS_PORT: `${jobs}` },
  };
  const begin = performance.now();
  const child = spawn(process.execPath, [join(root, 'apps/cli/bin/sandbox.js'), 'up'], {
    cwd: root,
    env,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const url = `http://127.0.0.1:${gateway}`;
    await untilHealthy(url, child);
    const healthyMs = performance.now() - begin;
    const atStart = await usageOf(child.pid as number);
    for (const seed of [1, 2, 3]) {
      const answer = await fetch(`${url}/report?scenarioId=saas-pricing&seed=${seed}`);
      if (!answer.ok) throw new Error(`/report answers ${answer.status}.`);
      await answer.arrayBuffer();
    }
    return { healthyMs, atStart, afterReports: await usageOf(child.pid as number) };
  } finally {
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(killing);
  }
}

/** Starts one after another on a folder that was empty before the first. */
async function starts(count: number): Promise<Started[]> {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const found: Started[] = [];
  try {
    while (found.length < count) found.push(await start(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
  return found;
}

// The first makes the database and fills caches.
const found = (await starts(1 + rounds)).slice(1);
const empty: Started[] = [];
for (let round = 0; round < rounds; round += 1) empty.push(...(await starts(1)));
const healthy = found.map(({ healthyMs }) => healthyMs);
console.log(
  `healthy after ${healthy.map((ms) => ms.toFixed(0)).join(', ')} ms, best ${Math.min(...healthy).toFixed(0)}`,
);
measured({
  what: 'start to healthy, warm data folder',
  unit: 'ms',
  here: median(healthy),
  aim: { most: 1_500 },
});
for (const [when, aim] of [
  ['atStart', { most: 350 }],
  ['afterReports', undefined],
] as const) {
  const usages = found.flatMap((each) => each[when] ?? []);
  if (usages.length === 0) continue;
  const name = when === 'atStart' ? 'when healthy' : 'after three reports';
  const here = (key: keyof Usage) => median(usages.map((usage) => usage[key]));
  measured({
    what: `memory resident ${name}`,
    unit: 'MB',
    here: here('residentMb'),
    ...(aim && { aim }),
  });
  measured({ what: `processor time ${name}`, unit: 'ms', here: here('cpuMs') });
}
measured({
  what: 'start to healthy, empty data folder',
  unit: 'ms',
  here: median(empty.map(({ healthyMs }) => healthyMs)),
});
const emptyCpu = empty.flatMap(({ atStart }) => atStart?.cpuMs ?? []);
if (emptyCpu.length > 0)
  measured({
    what: 'processor time when healthy, empty data folder',
    unit: 'ms',
    here: median(emptyCpu),
  });
