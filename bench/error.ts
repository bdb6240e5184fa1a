import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Scenario } from '@scenario-sandbox/contract';
import { meanAndError, Z95 } from '@scenario-sandbox/core/decide/estimates.ts';
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
 * deviations, against the mean of Sobol runs of eight times as many samples. And how often the 95 %
 * interval that a Sobol run states for a mean holds it, and how wide it is beside that of sd/√n.
 * Usage: node bench/error.ts [seeds=50] [log2 of samples=14].
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
  /** Standard errors as reports state them. */
  readonly errors: number[];
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
  const errors = columns.map((column) => meanAndError(column).error);
  simulator.release(run);
  return { means: found.map(({ mean }) => mean), sds: found.map(({ sd }) => sd), errors };
}

interface Errors {
  /** Root mean squares, in standard deviations. */
  readonly sobol: number;
  readonly random: number;
  /** Share of the Sobol runs' intervals that hold the mean, and their mean width over that of sd/√n. */
  readonly held: number;
  readonly width: number;
}

/** Null where nothing that decides is uncertain. */
function errorsOf(scenario: Scenario, graph: Graph): Errors | null {
  const outcomes = decisive(scenario, graph);
  const { runs, scale, seed } = REFERENCE;
  const reference = Array.from({ length: runs }, (_, r) =>
    figuresOf(graph, outcomes, { seed: seed + r, samples: scale * samples, sampler: 'sobol' }),
  );
  const sds = reference[0]?.sds ?? [];
  const truth = sds.map((_, k) => reference.reduce((sum, r) => sum + (r.means[k] ?? 0), 0) / runs);
  const uncertain = sds.flatMap((sd, k) => (sd > 0 ? [k] : []));
  if (uncertain.length === 0) return null;
  const all = seeds * uncertain.length;
  const over = (sampler: 'sobol' | 'random') => {
    let [squares, held, width] = [0, 0, 0];
    for (let s = 1; s <= seeds; s += 1) {
      const { means, errors } = figuresOf(graph, outcomes, { seed: s, samples, sampler });
      for (const k of uncertain) {
        const off = Math.abs((means[k] as number) - (truth[k] as number));
        squares += (off / (sds[k] as number)) ** 2;
        if (off <= Z95 * (errors[k] as number)) held += 1 / all;
        width += ((errors[k] as number) * Math.sqrt(samples)) / (sds[k] as number) / all;
      }
    }
    return { error: Math.sqrt(squares / all), held, width };
  };
  const { error: sobol, held, width } = over('sobol');
  return { sobol, random: over('random').error, held, width };
}

const ratios: number[] = [];
const intervals: Pick<Errors, 'held' | 'width'>[] = [];
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
  const read = readScenario(await readFile(new URL(file, folder), 'utf8'));
  if ('problems' in read) throw new Error(`${file}: ${JSON.stringify(read.problems)}`);
  const compiled = compileScenario(read.scenario);
  if ('problems' in compiled) throw new Error(`${file}: ${JSON.stringify(compiled.problems)}`);
  const errors = errorsOf(read.scenario, compiled.graph);
  if (errors === null) continue;
  ratios.push(errors.random / errors.sobol);
  intervals.push(errors);
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
const [held, widths] = [intervals.map((i) => i.held), intervals.map((i) => i.width)];
console.log(
  `95 % intervals hold the mean in ${(100 * Math.min(...held)).toFixed(1)} to ${(100 * Math.max(...held)).toFixed(1)} % of Sobol runs, and are ${Math.min(...widths).toFixed(3)} to ${Math.max(...widths).toFixed(3)} of the width by sd/√n`,
);
