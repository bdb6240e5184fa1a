import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { document } from '@scenario-sandbox/runner/document.ts';
import { joinVectors } from '@scenario-sandbox/runner/joined-vectors.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * The full report of saas-pricing: 20,000 samples, every analysis, JSON. Warm, in this process, with what
 * each stage takes; then cold, `sandbox run` as a process, beside Python that only loads NumPy and SciPy.
 * Usage: node bench/report.ts [rounds=15].
 */

// As the product's threads do.
joinVectors();
const rounds = Number(process.argv[2] ?? 15);
const root = new URL('..', import.meta.url);
const text = await readFile(new URL('scenarios/saas-pricing.yaml', root), 'utf8');

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

interface Laps {
  /** Wall and processor time of each stage, in milliseconds. */
  readonly stages: Map<string, { wall: number; cpu: number }>;
  readonly wall: number;
  readonly cpu: number;
  readonly hash: string;
}

/** One report from text to JSON. */
async function report(): Promise<Laps> {
  const stages = new Map<string, { wall: number; cpu: number }>();
  const begin = { wall: performance.now(), cpu: processorMs() };
  let last = begin;
  const lap = (name: string) => {
    const now = { wall: performance.now(), cpu: processorMs() };
    const former = stages.get(name) ?? { wall: 0, cpu: 0 };
    stages.set(name, {
      wall: former.wall + now.wall - last.wall,
      cpu: former.cpu + now.cpu - last.cpu,
    });
    last = now;
  };
  const read = readScenario(text);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  lap('read');
  const findings = analyse(
    { scenario: read.scenario, samples: 20_000 },
    {
      onFrame: () => lap('compile'),
      onProgress: (_, message) =>
        lap(message.startsWith('Simulated') ? 'simulate' : message.replace('Worked out ', '')),
    },
  );
  lap('recommendation');
  const json = await document(findings, 'json', { timestamp: '', durationMs: 0 });
  lap('report, JSON, hash');
  return {
    stages,
    wall: last.wall - begin.wall,
    cpu: last.cpu - begin.cpu,
    hash: JSON.parse(json).meta.resultHash,
  };
}

/** Wall times of a command, in milliseconds; null where it does not run. */
function cold(command: string, args: readonly string[]): number | null {
  const times: number[] = [];
  for (let round = 0; round <= Math.min(rounds, 7); round += 1) {
    const start = performance.now();
    const { status } = spawnSync(command, args, { stdio: 'ignore' });
    if (status !== 0) return null;
    // The first round fills caches: of files, of compiled code.
    if (round > 0) times.push(performance.now() - start);
  }
  return median(times);
}

for (let round = 0; round < 10; round += 1) await report();
const laps: Laps[] = [];
for (let round = 0; round < rounds; round += 1) laps.push(await report());
const [first] = laps as [Laps];
if (laps.some(({ hash }) => hash !== first.hash))
  throw new Error('Reports of one question differ.');

const row = (name: string, wall: number, cpu: number) =>
  console.log(`${name.padEnd(34)}${wall.toFixed(1).padStart(8)}${cpu.toFixed(1).padStart(8)}`);
console.log('saas-pricing, ms, warm                wall     cpu');
for (const name of first.stages.keys()) {
  const of = (kind: 'wall' | 'cpu') => median(laps.map((x) => x.stages.get(name)?.[kind] ?? 0));
  row(name, of('wall'), of('cpu'));
}
const wall = median(laps.map((x) => x.wall));
row('whole report', wall, median(laps.map((x) => x.cpu)));
measured({ what: 'full report of saas-pricing, warm', unit: 'ms', here: wall, aim: { most: 60 } });
console.log(
  `best ${Math.min(...laps.map((x) => x.wall)).toFixed(1)}, result ${first.hash.slice(0, 16)}`,
);

const cli = fileURLToPath(new URL('apps/cli/bin/sandbox.js', root));
const ours = cold(process.execPath, [cli, 'run', 'saas-pricing']);
if (ours === null) throw new Error('sandbox run saas-pricing failed.');
console.log(`sandbox run saas-pricing, cold: ${ours.toFixed(0)} ms`);
const peers: { name: string; figure: number }[] = [];
for (const python of ['python3', '/usr/bin/python3']) {
  const theirs = cold(python, ['-c', 'import numpy, scipy.stats']);
  if (theirs === null) console.log(`${python}: not there, or without NumPy and SciPy`);
  else {
    console.log(`${python} that loads NumPy and SciPy: ${theirs.toFixed(0)} ms`);
    peers.push({ name: `${python} loading NumPy and SciPy`, figure: theirs });
  }
}
// The faster of the two, so that no slow installation flatters us.
const [peer] = peers.sort((a, b) => a.figure - b.figure);
measured({
  what: 'sandbox run saas-pricing, cold',
  unit: 'ms',
  here: ours,
  peer,
  aim: { most: 400 },
});
