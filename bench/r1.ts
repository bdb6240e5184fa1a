import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';
import { startPeer } from './peers/lines.ts';
import {
  compileC,
  type Figures,
  fillCache,
  type Results,
  type Running,
  startHere,
  startNumpy,
} from './r1-process.ts';
import { measured } from './table.ts';

/**
 * R1: one million samples of four options, beside NumPy and C, each a process of its own, turn by turn.
 * Usage: node bench/r1.ts [rounds=40]. Without NumPy or gcc our figures stand without that peer. Fails
 * where a peer's results are further from ours than sampling explains.
 */

const NUMPY = 'NumPy, 1 thread';

async function startAll(folder: string): Promise<Map<string, Running>> {
  const started = new Map<string, Running>();
  const numpy = startNumpy();
  if (numpy) started.set(NUMPY, numpy);
  else console.log('There is no python3 with NumPy here: R1 runs without it.');
  for (const [math, name] of [
    ['libm', 'C -O3, libm'],
    ['own', 'C -O3, vectors'],
  ] as const) {
    const program = compileC(folder, math);
    if (program === null) {
      console.log('There is no gcc here: R1 runs without C beside it.');
      break;
    }
    started.set(`${name}, 1 thread`, startPeer(program, ['1']));
    started.set(`${name}, 2 threads`, startPeer(program, ['2']));
  }
  fillCache();
  started.set('here, 1 thread', startHere(1, 'random'));
  started.set('here, 2 threads', startHere(2, 'random'));
  started.set('here, Sobol points, 1 thread', startHere(1, 'sobol'));
  started.set('here, Sobol points, 2 threads', startHere(2, 'sobol'));
  return started;
}

interface Apart {
  /** Largest difference of means, in standard errors of the difference. */
  readonly means: number;
  /** Largest difference of quantiles, in standard deviations. */
  readonly quantiles: number;
  readonly best: number;
}

function apart(ours: Results, theirs: Results): Apart {
  let [means, quantiles, best] = [0, 0, 0];
  ours.options.forEach((option, i) => {
    for (const name of ['o1', 'o2'] as const) {
      const [a, b] = [option[name], theirs.options[i]?.[name] as Figures];
      means = Math.max(means, Math.abs(a.mean - b.mean) / (a.sd * Math.sqrt(2 / 1_000_448)));
      for (const p of ['p10', 'p50', 'p90'] as const)
        quantiles = Math.max(quantiles, Math.abs(a[p] - b[p]) / a.sd);
    }
    best = Math.max(best, Math.abs((ours.best[i] as number) - (theirs.best[i] as number)));
  });
  return { means, quantiles, best };
}

/** Errors: results that differ by more than some standard errors of a million samples. */
function checkAgreement(name: string, { means, quantiles, best }: Apart): void {
  const text = `means within ${means.toFixed(1)} standard errors, quantiles within ${quantiles.toFixed(4)} sd, P(best) within ${best.toFixed(4)}`;
  if (means > 6 || quantiles > 0.02 || best > 0.005)
    throw new Error(`${name} does not compute R1: ${text}.`);
  console.log(`${name.padEnd(30)}${text}`);
}

interface Medians {
  readonly median: number;
  readonly best: number;
  readonly cpu: number;
}

function mediansOf(results: readonly Results[]): Medians {
  const ms = results.map((result) => result.ms);
  const cpu = median(results.map((result) => result.cpuMs));
  return { median: median(ms), best: Math.min(...ms), cpu };
}

function printTimes(taken: ReadonlyMap<string, readonly Results[]>): void {
  // Without NumPy, ratios are to our own single thread.
  const base = mediansOf(taken.get(NUMPY) ?? (taken.get('here, 1 thread') as Results[]));
  console.log(
    'R1, ms                          median    best     cpu     ratio: median    best     cpu',
  );
  for (const [name, results] of taken) {
    const row = mediansOf(results);
    const keys = ['median', 'best', 'cpu'] as const;
    const cells = keys.map((key) => row[key].toFixed(0).padStart(8)).join('');
    const [first, ...rest] = keys.map((key) => (base[key] / row[key]).toFixed(2));
    const ratios = (first ?? '').padStart(18) + rest.map((r) => r.padStart(8)).join('');
    console.log(name.padEnd(30) + cells + ratios);
  }
}

/** What a run has to be ahead of, and how far. */
// biome-ignore format: a comparison is one line
const AIMS: readonly (readonly [here: string, peer: string, ratio: number])[] = [
  ['here, 1 thread', NUMPY, 3],
  ['here, 2 threads', NUMPY, 5.5],
  ['here, Sobol points, 1 thread', NUMPY, 3],
  ['here, Sobol points, 2 threads', NUMPY, 5.5],
  ['here, 2 threads', 'C -O3, libm, 2 threads', 1.8],
  ['here, 2 threads', 'C -O3, vectors, 2 threads', 0.9],
];

function tell(taken: ReadonlyMap<string, readonly Results[]>): void {
  for (const [name, peerName, ratio] of AIMS) {
    const [own, theirs] = [taken.get(name) as Results[], taken.get(peerName)];
    const peer = theirs && { name: peerName, figure: mediansOf(theirs).median };
    const what = name.replace('here', 'R1');
    measured({ what, unit: 'ms', here: mediansOf(own).median, peer, aim: { ratio } });
  }
  const peak = (name: string) => taken.get(name)?.at(-1)?.peakMb;
  const figure = peak(NUMPY);
  for (const threads of ['1 thread', '2 threads'])
    measured({
      what: `R1, most memory resident, ${threads}`,
      unit: 'MB',
      here: peak(`here, ${threads}`) as number,
      peer: figure === undefined ? undefined : { name: NUMPY, figure },
      aim: { ratio: 3 },
    });
}

const rounds = Number(process.argv[2] ?? 40);
const folder = await mkdtemp(join(tmpdir(), 'r1-'));
const started = await startAll(folder);
const taken = new Map<string, Results[]>([...started.keys()].map((name) => [name, []]));
try {
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, running] of started) {
      const results = await running.ask(round + 1);
      // The first round warms up: caches, the compiler.
      if (round > 0) taken.get(name)?.push(results);
    }
} finally {
  for (const running of started.values()) running.close();
  await rm(folder, { recursive: true });
}
printTimes(taken);
const ours = taken.get('here, 1 thread')?.at(-1) as Results;
for (const [name, results] of taken)
  if (name !== 'here, 1 thread') checkAgreement(name, apart(ours, results.at(-1) as Results));
tell(taken);
