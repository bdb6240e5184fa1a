import { createInterface } from 'node:readline';
import type { Graph } from '@scenario-sandbox/core/language/graph.ts';
import type { Crew } from '@scenario-sandbox/core/simulate/share.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import type { RunSettings } from '@scenario-sandbox/core/simulate/types.ts';
import { createCrew } from '@scenario-sandbox/runner/crew.ts';
import { graphOfR1 } from './r1-graph.ts';
import type { Figures, Results } from './r1-process.ts';

/**
 * R1 here, as a process like its peers: a seed a line in, a line of JSON out (`Results`).
 * Usage: node bench/r1-here.ts THREADS random|sobol. The figures are the peers' and the options' regret.
 */

const FIGURES = ['mean', 'sd', 'p10', 'p50', 'p90'] as const;

function run(graph: Graph, seed: number, crew: Crew, sampler: RunSettings['sampler']): Results {
  const start = performance.now();
  const startCpu = process.cpuUsage();
  const simulator = createSimulator(graph, { seed, samples: 1_000_448, sampler }, { crew });
  const compared = { outcome: 0, minimise: false };
  const summary = simulator.summarise({ figures: FIGURES, compared });
  if (summary === null) throw new Error('R1 has an outcome that is not finite.');
  const { outcomes, comparison } = summary;
  const options = outcomes.map(([o1, o2]) => ({ o1: o1 as Figures, o2: o2 as Figures }));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  const peakMb = process.resourceUsage().maxRSS / 1_000;
  return { ms, cpuMs: (user + system) / 1_000, peakMb, options, best: comparison?.shareBest ?? [] };
}

const [threads, sampler] = [Number(process.argv[2] ?? 1), process.argv[3] ?? 'random'];
if (sampler !== 'random' && sampler !== 'sobol') throw new Error(`There is no sampler ${sampler}.`);
const graph = graphOfR1();
const crew = await createCrew(threads);
for await (const line of createInterface(process.stdin))
  console.log(JSON.stringify(run(graph, Number(line), crew, sampler)));
await crew.close();
