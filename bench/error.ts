import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Scenario } from '@scenario-sandbox/contract';
import { criteriaOf, outcomeName } from '@scenario-sandbox/core/decide/valuation.ts';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import type { Graph } from '@scenario-sandbox/core/language/graph.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { median } from './median.ts';
import { measured } from './table.ts';

/**
 * Error of the mean at equal samples: scrambled Sobol points beside plain Monte Carlo, on every worked
 * example. Root mean square over seeds, and over the options' outcomes that decide, each in its standard
 * deviations, against the mean of Sobol runs of eight times as many samples. Usage: node bench/error.ts
 * [seeds=50] [log2 of samples=14].
 */

const seeds = Number(process.argv[2] ?? 50);
const samples = 2 ** Number(process.argv[3] ?? 14);
/** Runs behind the truth, each of 8 · samples, and where their seeds begin. */
const REFERENCE = { runs: 8, scale: 8, seed: 1_000_000 };
const folder = new URL('../scenarios/', import.meta.url);

/** Outcomes that the objective or a criterion reads: those by which options are ranked. */
function decisive(scenario: Scenario, graph: Graph): number[] {
  const named = new Set(criteriaOf(scenario).map(outcomeName));
  return graph.outcomeNames.flatMap((name, o) => (named.has(name) ? [o] : []));
}

interface Figures {
  readonly means: number[];
  readonly sds: number[];
}

function figuresOf(
  graph: Graph,
  outcomes: readonly number[],
  settings: { seed: number; samples: number; sampler: 'sobol' | 'random' },
): Figures {
  const simulator = createSimulator(graph, settings);
  const run = simulator.run();
  const columns = run.outcomes.flatMap((row) => outcomes.map((o) => row[o] as Float64Array));
  const found = simulator.statistics(columns);
  simulator.release(run);
  return { means: found.map(({ mean }) => mean), sds: found.map(({ sd }) => sd) };
}

/** Root mean square errors in standard deviations, or null where nothing that decides is uncertain. */
function errorsOf(
  scenario: Scenario,
  graph: Graph,
): Readonly<Record<'sobol' | 'random', number>> | null {
  const outcomes = decisive(scenario, graph);
  const { runs, scale, seed } = REFERENCE;
  const reference = Array.from({ length: runs }, (_, r) =>
    figuresOf(graph, outcomes, { seed: seed + r, samples: scale * samples, sampler: 'sobol' }),
  );
  const sds = reference[0]?.sds ?? [];
  const truth = sds.map((_, k) => reference.reduce((sum, r) => sum + (r.means[k] ?? 0), 0) / runs);
  const uncertain = sds.flatMap((sd, k) => (sd > 0 ? [k] : []));
  if (uncertain.length === 0) return null;
  const error = (sampler: 'sobol' | 'random') => {
    let squares = 0;
    for (let s = 1; s <= seeds; s += 1) {
      const { means } = figuresOf(graph, outcomes, { seed: s, samples, sampler });
      for (const k of uncertain)
        squares += (((means[k] as number) - (truth[k] as number)) / (sds[k] as number)) ** 2;
    }
    return Math.sqrt(squares / (seeds * uncertain.length));
  };
  return { sobol: error('sobol'), random: error('random') };
}

const ratios: number[] = [];
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
  const read = readScenario(await readFile(new URL(file, folder), 'utf8'));
  if ('problems' in read) throw new Error(`${file}: ${JSON.stringify(read.problems)}`);
  const compiled = compileScenario(read.scenario);
  if ('problems' in compiled) throw new Error(`${file}: ${JSON.stringify(compiled.problems)}`);
  const errors = errorsOf(read.scenario, compiled.graph);
  if (errors === null) continue;
  ratios.push(errors.random / errors.sobol);
  measured({
    what: `error of the mean, ${basename(file, '.yaml')}`,
    unit: 'sd/1000',
    here: 1000 * errors.sobol,
    peer: { name: 'plain Monte Carlo', figure: 1000 * errors.random },
    aim: { ratio: 10 },
  });
}
const expected = 1000 / Math.sqrt(samples);
console.log(
  `${seeds} seeds, ${samples} samples: plain Monte Carlo should err by ${expected.toFixed(2)} sd/1000; ratios ${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)}, median ${median(ratios).toFixed(1)}`,
);
