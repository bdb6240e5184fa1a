import { run } from '@quri/squiggle-lang';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * One model that Squiggle can express, from text to figures, at equal samples, turn by turn. Squiggle
 * keeps variables that are used twice together as sample sets, as here. Usage: node bench/squiggle.ts
 * [rounds=15] [samples=100000]. Its quantiles are read from its samples, ours are exact.
 */

const rounds = Number(process.argv[2] ?? 15);
const samples = Number(process.argv[3] ?? 100_000);

const scenario = `
schema: scenario.v1
id: beside-squiggle
title: One product
variables:
  market: { dist: normal, mean: 100, sd: 15 }
  share: { dist: triangular, min: 0.1, mode: 0.25, max: 0.6 }
  price: { dist: lognormal, meanlog: 4, sdlog: 0.25 }
  unit_cost: { dist: normal, mean: 30, sd: 4 }
  churn: { dist: beta, alpha: 4, beta: 96 }
  outlay: { dist: lognormal, meanlog: 9, sdlog: 0.4 }
options: [{ id: launch }]
model:
  volume: market * share
  profit: volume * (price - unit_cost) / (0.05 + churn) - outlay
objective: { maximise: profit }
`;

const squiggle = `
market = SampleSet.fromDist(normal(100, 15))
share = SampleSet.fromDist(triangular(0.1, 0.25, 0.6))
price = SampleSet.fromDist(lognormal(4, 0.25))
unitCost = SampleSet.fromDist(normal(30, 4))
churn = SampleSet.fromDist(beta(4, 96))
outlay = SampleSet.fromDist(lognormal(9, 0.4))
volume = market * share
profit = volume * (price - unitCost) / (0.05 + churn) - outlay
[mean(profit), stdev(profit), quantile(profit, 0.1), quantile(profit, 0.5), quantile(profit, 0.9)]
`;

function runHere(seed: number): number[] {
  const read = readScenario(scenario);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  const compiled = compileScenario(read.scenario);
  if ('problems' in compiled) throw new Error(compiled.problems.map((p) => p.message).join(' '));
  const { graph } = compiled;
  const simulator = createSimulator(graph, { seed, samples, sampler: 'random' });
  const found = simulator.run();
  const profit = found.outcomes[0]?.[graph.outcomeNames.indexOf('profit')] as Float64Array;
  const [figures] = simulator.statistics([profit]);
  simulator.release(found);
  if (!figures) throw new Error('No statistics came back.');
  return [figures.mean, figures.sd, figures.p10, figures.p50, figures.p90];
}

async function runSquiggle(seed: number): Promise<number[]> {
  const environment = { sampleCount: samples, xyPointLength: 1_000, seed: String(seed) };
  const { result } = await run(squiggle, { environment });
  if (!result.ok) throw new Error(result.value.toString());
  return result.value.result.asJS() as number[];
}

const runs: Record<string, (seed: number) => number[] | Promise<number[]>> = {
  Squiggle: runSquiggle,
  here: runHere,
};
const taken = new Map<string, number[]>(Object.keys(runs).map((name) => [name, []]));
const last: number[][] = [];
for (let round = 0; round <= rounds; round += 1) {
  for (const [i, [name, once]] of Object.entries(runs).entries()) {
    const start = performance.now();
    last[i] = await once(round + 1);
    // The first round warms up: caches, the compiler.
    if (round > 0) taken.get(name)?.push(performance.now() - start);
  }
}

const base = median(taken.get('Squiggle') ?? []);
console.log(`${samples} samples of one product, ms      median    best   ratio`);
for (const [name, ms] of taken) {
  const cells = [median(ms).toFixed(1), Math.min(...ms).toFixed(1), (base / median(ms)).toFixed(1)];
  console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(8)).join(''));
}
const [theirs, ours] = last as [number[], number[]];
const apart = ours.map(
  (figure, i) => Math.abs(figure - (theirs[i] as number)) / (ours[1] as number),
);
console.log(`mean, sd, p10, p50, p90 within ${Math.max(...apart).toFixed(4)} sd`);
if (Math.max(...apart) > 0.05) throw new Error('The two do not compute the same.');
measured({
  what: `a model of six inputs, ${samples} samples`,
  unit: 'ms',
  here: median(taken.get('here') ?? []),
  peer: { name: 'Squiggle', figure: base },
  aim: { ratio: 150 },
});
