import { readFile } from 'node:fs/promises';
import type { Graph } from '@scenario-sandbox/core/language/graph.ts';
import { graphOf, graphOfR1 } from './r1-graph.ts';

/** A model in either language. */
export interface Model {
  readonly name: string;
  /** Ends in a list of each option's outcomes, each as its mean, sd, p10, p50, p90. Variables are sample sets, so that options share draws, as here. */
  readonly squiggle: string;
  /** From its text. */
  readonly graph: () => Graph;
}

const figures =
  'figures(x) = [mean(x), stdev(x), quantile(x, 0.1), quantile(x, 0.5), quantile(x, 0.9)]';

const r1 = `
x0 = SampleSet.fromDist(normal(100, 15))
x1 = SampleSet.fromDist(normal(40, 6))
x2 = SampleSet.fromDist(normal(0, 1))
x3 = SampleSet.fromDist(lognormal(0, 0.25))
x4 = SampleSet.fromDist(lognormal(0, 0.4))
x5 = SampleSet.fromDist(triangular(0.1, 0.25, 0.6))
x6 = SampleSet.fromDist(triangular(0, 4, 24))
x7 = SampleSet.fromDist(uniform(0.02, 0.12))
${figures}
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

const fermi = `
${figures}
people = SampleSet.fromDist(8.1M to 8.4M)
bicyclesPerPerson = SampleSet.fromDist(0.05 to 0.3)
bicyclesPerVan = SampleSet.fromDist(2k to 50k)
shareRepaired = SampleSet.fromDist(beta(4, 10))
[[figures(people * bicyclesPerPerson * shareRepaired / bicyclesPerVan)]]
`;

const FERMI = await readFile(new URL('./fermi.yaml', import.meta.url), 'utf8');

/** Most of R1 is arithmetic and elementary functions, most of the other draws. */
export const models: readonly Model[] = [
  { name: 'R1', squiggle: r1, graph: graphOfR1 },
  { name: 'four ranges', squiggle: fermi, graph: () => graphOf(FERMI, ['vans']) },
];
