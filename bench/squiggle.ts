import { readFile } from 'node:fs/promises';
import { run } from '@quri/squiggle-lang';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import type { Crew } from '@scenario-sandbox/core/simulate/share.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { createCrew } from '@scenario-sandbox/runner/crew.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * R1 (r1.yaml) in Squiggle, from text to figures, at equal samples, turn by turn. Its variables are
 * sample sets, so that options share draws, as here. Usage: node bench/squiggle.ts [rounds=15]
 * [samples=100000]. Squiggle's quantiles are read from its samples, ours are exact; P(best) is in neither.
 */

const rounds = Number(process.argv[2] ?? 15);
const samples = Number(process.argv[3] ?? 100_000);
const scenario = await readFile(new URL('./r1.yaml', import.meta.url), 'utf8');

const squiggle = `
x0 = SampleSet.fromDist(normal(100, 15))
x1 = SampleSet.fromDist(normal(40, 6))
x2 = SampleSet.fromDist(normal(0, 1))
x3 = SampleSet.fromDist(lognormal(0, 0.25))
x4 = SampleSet.fromDist(lognormal(0, 0.4))
x5 = SampleSet.fromDist(triangular(0.1, 0.25, 0.6))
x6 = SampleSet.fromDist(triangular(0, 4, 24))
x7 = SampleSet.fromDist(uniform(0.02, 0.12))
figures(x) = [mean(x), stdev(x), quantile(x, 0.1), quantile(x, 0.5), quantile(x, 0.9)]
option(a, g, r, price, e, c, l, d, k) = {
  volume = x0 * a * x5
  adjustment = exp(g * x2 - r * x6)
  p = x3 * price
  q = volume * adjustment * p ^ (-e)
  unit = SampleSet.max(x1 * c - l * log(1 + q), 5)
  life = 1 / (x7 + d)
  gross = q * (60 * p - unit)
  capex = k * x4
  [figures(gross * life - capex), figures(SampleSet.max(capex - 2 * gross, 0))]
}
[
  option(1, 0.1, 0.01, 1, 0.8, 1, 2, 0.05, 2000),
  option(1.15, 0.15, 0.015, 0.95, 1.1, 0.95, 2.5, 0.06, 2600),
  option(0.9, 0.05, 0.005, 1.1, 0.6, 1.05, 1.5, 0.04, 2450),
  option(1.3, 0.25, 0.02, 0.9, 1.4, 0.9, 3, 0.08, 3200),
]
`;

/** Mean, sd, p10, p50, p90 of o1 and o2 of each option. */
type Answer = readonly (readonly number[])[];

function runHere(seed: number, crew: Crew): Answer {
  const read = readScenario(scenario);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  const compiled = compileScenario(read.scenario);
  if ('problems' in compiled) throw new Error(compiled.problems.map((p) => p.message).join(' '));
  const { graph } = compiled;
  const simulator = createSimulator(graph, { seed, samples, sampler: 'random' }, { crew });
  const found = simulator.run();
  const places = ['o1', 'o2'].map((name) => graph.outcomeNames.indexOf(name));
  const columns = found.outcomes.flatMap((row) => places.map((o) => row[o] as Float64Array));
  const answer = simulator
    .statistics(columns)
    .map(({ mean, sd, p10, p50, p90 }) => [mean, sd, p10, p50, p90]);
  simulator.release(found);
  return answer;
}

async function runSquiggle(seed: number): Promise<Answer> {
  const environment = { sampleCount: samples, xyPointLength: 1_000, seed: String(seed) };
  const { result } = await run(squiggle, { environment });
  if (!result.ok) throw new Error(result.value.toString());
  return (result.value.result.asJS() as number[][][]).flat();
}

const crews = { one: await createCrew(1), two: await createCrew(2) };
const runs: Record<string, (seed: number) => Answer | Promise<Answer>> = {
  Squiggle: runSquiggle,
  'here, 1 thread': (seed) => runHere(seed, crews.one),
  'here, 2 threads': (seed) => runHere(seed, crews.two),
};
const taken = new Map<string, number[]>(Object.keys(runs).map((name) => [name, []]));
const last: Answer[] = [];
for (let round = 0; round <= rounds; round += 1) {
  for (const [i, [name, once]] of Object.entries(runs).entries()) {
    const start = performance.now();
    last[i] = await once(round + 1);
    // The first round warms up: caches, the compiler.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}
await Promise.all(Object.values(crews).map((crew) => crew.close()));

const base = median(taken.get('Squiggle') ?? []);
console.log(`R1, ${samples} samples, ms               median    best   ratio`);
for (const [name, ms] of taken) {
  const cells = [median(ms).toFixed(1), Math.min(...ms).toFixed(1), (base / median(ms)).toFixed(1)];
  console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(8)).join(''));
}
const [theirs, ours] = last as [Answer, Answer];
const apart = ours.flatMap((figures, k) =>
  figures.map((figure, i) => Math.abs(figure - (theirs[k]?.[i] ?? Number.NaN)) / (figures[1] ?? 0)),
);
console.log(`mean, sd, p10, p50, p90 within ${Math.max(...apart).toFixed(4)} sd`);
// Some standard errors of the outermost quantiles' difference.
if (!(Math.max(...apart) < 15 / Math.sqrt(samples)))
  throw new Error('The two do not compute the same.');
for (const name of ['here, 1 thread', 'here, 2 threads'])
  measured({
    what: `${name.replace('here', 'R1')}, ${samples} samples, text to figures`,
    unit: 'ms',
    here: median(taken.get(name) ?? []),
    peer: { name: 'Squiggle', figure: base },
    aim: { ratio: 150 },
  });
