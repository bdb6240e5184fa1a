import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import type { Graph } from '@scenario-sandbox/core/language/graph.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import type { Crew } from '@scenario-sandbox/core/simulate/types.ts';
import { createCrew } from '@scenario-sandbox/runner/crew.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * R1: one million samples of four options, beside NumPy in the same run, turn by turn.
 * Usage: node bench/r1.ts [rounds=15]. Without a Python that has NumPy our figures stand alone. NumPy
 * runs on one thread, as it is written; here, statistics are all that the product gives (seven quantiles, cvar5), not NumPy's three.
 */

interface Figures {
  readonly mean: number;
  readonly sd: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}
interface Results {
  readonly ms: number;
  /** Processor time of all threads: what is left to compare on a busy machine. */
  readonly cpuMs: number;
  readonly options: readonly Readonly<Record<'o1' | 'o2', Figures>>[];
  readonly best: readonly number[];
}

async function graphOfR1(): Promise<Graph> {
  const read = readScenario(await readFile(new URL('./r1.yaml', import.meta.url), 'utf8'));
  if (!('scenario' in read)) throw new Error(`r1.yaml: ${JSON.stringify(read)}`);
  const compiled = compileScenario(read.scenario);
  if (!('graph' in compiled)) throw new Error(`r1.yaml: ${JSON.stringify(compiled.problems)}`);
  return keeping(compiled.graph, ['o1', 'o2']);
}

/** The graph with some of its outcomes, as NumPy keeps no others: a run of the product keeps all. */
function keeping(graph: Graph, names: readonly string[]): Graph {
  const places = names.map((name) => graph.outcomeNames.indexOf(name));
  const options = graph.options.map((option) => ({
    ...option,
    outcomes: places.map((place) => option.outcomes[place] as number),
  }));
  return { ...graph, outcomeNames: names, options };
}

function runHere(graph: Graph, seed: number, crew: Crew, sampler: 'random' | 'sobol'): Results {
  const start = performance.now();
  const startCpu = process.cpuUsage();
  const settings = { seed, samples: 1_000_448, sampler };
  const simulator = createSimulator(graph, settings, { crew });
  const samples = simulator.run();
  const [o1, o2] = ['o1', 'o2'].map((name) => graph.outcomeNames.indexOf(name)) as [number, number];
  const columns = samples.outcomes.flatMap((row) => [row[o1], row[o2]] as Float64Array[]);
  const figures = simulator.statistics(columns);
  const best = simulator.compare(samples.outcomes.map((row) => row[o1] as Float64Array)).shareBest;
  const options = samples.outcomes.map((_, i) => ({
    o1: figures[2 * i] as Figures,
    o2: figures[2 * i + 1] as Figures,
  }));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  simulator.release(samples);
  return { ms, cpuMs: (user + system) / 1000, options, best };
}

async function* numpyRuns(
  python: ChildProcessWithoutNullStreams,
): AsyncGenerator<Results, void, number> {
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  let seed = yield { ms: 0, cpuMs: 0, options: [], best: [] };
  for (;;) {
    python.stdin.write(`${seed}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('NumPy ended before its answer.');
    seed = yield JSON.parse(value);
  }
}

/** The first Python that has NumPy, or null. */
function pythonWithNumpy(): string | null {
  const found = ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import numpy']).status === 0,
  );
  return found ?? null;
}

function startNumpy(command: string): ChildProcessWithoutNullStreams {
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const script = fileURLToPath(new URL('./r1_numpy.py', import.meta.url));
  const python = spawn(command, [script], { env: { ...process.env, ...one } });
  python.stderr.pipe(process.stderr);
  return python;
}

/** Largest difference of means, in standard errors of the difference; largest of quantiles and P(best). */
function agreement(ours: Results, theirs: Results): string {
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
  return `means within ${means.toFixed(1)} standard errors, quantiles within ${quantiles.toFixed(4)} sd, P(best) within ${best.toFixed(4)}`;
}

const rounds = Number(process.argv[2] ?? 15);
const graph = await graphOfR1();
const crews = { one: await createCrew(1), two: await createCrew(2) };
const command = pythonWithNumpy();
if (command === null) console.log('There is no python3 with NumPy here: R1 runs without its peer.');
const python = command === null ? null : startNumpy(command);
const numpy = python && numpyRuns(python);
await numpy?.next();
const runs: Record<string, (seed: number) => Results | Promise<Results>> = {
  ...(numpy && {
    'NumPy, 1 thread': async (seed: number) => (await numpy.next(seed)).value as Results,
  }),
  'here, 1 thread': (seed) => runHere(graph, seed, crews.one, 'random'),
  'here, 2 threads': (seed) => runHere(graph, seed, crews.two, 'random'),
  'here, Sobol points, 1 thread': (seed) => runHere(graph, seed, crews.one, 'sobol'),
  'here, Sobol points, 2 threads': (seed) => runHere(graph, seed, crews.two, 'sobol'),
};
const taken = new Map<string, Results[]>(Object.keys(runs).map((name) => [name, []]));
let [ours, theirs]: (Results | undefined)[] = [];
for (let round = 0; round <= rounds; round++)
  for (const [name, run] of Object.entries(runs)) {
    const results = await run(round + 1);
    if (name.startsWith('NumPy')) theirs = results;
    if (name === 'here, 1 thread') ours = results;
    // The first round warms up: caches, the compiler.
    if (round > 0) taken.get(name)?.push(results);
  }
python?.stdin.end();
await Promise.all(Object.values(crews).map((crew) => crew.close()));

interface Row {
  readonly median: number;
  readonly best: number;
  readonly cpu: number;
}

function rowOf(results: readonly Results[]): Row {
  const ms = results.map((result) => result.ms);
  const cpu = median(results.map((result) => result.cpuMs));
  return { median: median(ms), best: Math.min(...ms), cpu };
}

// Without NumPy, ratios are to our own single thread.
const base = rowOf(taken.get('NumPy, 1 thread') ?? (taken.get('here, 1 thread') as Results[]));
console.log(
  'R1, ms                          median    best     cpu     ratio: median    best     cpu',
);
for (const [name, results] of taken) {
  const row = rowOf(results);
  const keys = ['median', 'best', 'cpu'] as const;
  const cells = keys.map((key) => row[key].toFixed(0).padStart(8)).join('');
  const ratios = keys.map((key) => (base[key] / row[key]).toFixed(2));
  const [first, ...rest] = ratios as [string, ...string[]];
  console.log(
    name.padEnd(30) + cells + first.padStart(18) + rest.map((r) => r.padStart(8)).join(''),
  );
}
if (ours && theirs) console.log(agreement(ours, theirs));
const theirMs = taken.get('NumPy, 1 thread')?.map(({ ms }) => ms);
const peer = theirMs && { name: 'NumPy, 1 thread', figure: median(theirMs) };
const aims: Record<string, number> = { 'here, 1 thread': 3, 'here, 2 threads': 5.5 };
for (const [name, results] of taken) {
  if (!name.startsWith('here')) continue;
  const what = name.replace('here', 'R1');
  const aim = aims[name];
  const here = median(results.map(({ ms }) => ms));
  measured({ what, unit: 'ms', here, peer, ...(aim && { aim: { ratio: aim } }) });
}
