import type { Scenario } from '@scenario-sandbox/contract';
import { countedOf } from '../simulate/counted.ts';
import { ranksAt, valueAt } from '../simulate/statistics.ts';
import type { Samples, Simulator, Statistics, Summary } from '../simulate/types.ts';
import { sortedOf } from './order.ts';
import { criteriaOf, outcomeName } from './valuation.ts';

/**
 * Statistics of outcomes
 *
 * Mean, standard deviation and percentiles of every outcome of every option, and the mean of its
 * worst 5 % (`cvar5`): of the highest values where the outcome is minimised, of the lowest
 * otherwise.
 *
 * Valid when: The samples reach as far as the figure looks: the worst 5 % of 20,000 samples are
 * 1,000, of 200 they are ten.
 *
 * Source: Hyndman & Fan, Sample Quantiles in Statistical Packages (1996), definition 7; Rockafellar
 * & Uryasev, Optimization of Conditional Value-at-Risk (2000).
 *
 * In code: Shape [option][outcome]. Outcomes that a criterion reads have `quantiles` too, unless
 * `brief`. All but `cvar5` and these are of the whole run, where it is given.
 */
export function outcomeStatistics(
  samples: Samples,
  simulator: Simulator,
  scenario: Scenario,
  { brief, whole }: { readonly brief: boolean; readonly whole: Summary | null },
): Statistics[][] {
  const criteria = criteriaOf(scenario);
  const minimised = new Set(
    criteria.filter((c) => c.direction === 'minimise').map((c) => outcomeName(c)),
  );
  const judged = new Set(brief ? [] : criteria.map((c) => outcomeName(c)));
  const lower = samples.graph.outcomeNames.map((name) => minimised.has(name));
  const plain = simulator.statistics(samples.outcomes.flat());
  const turned = simulator.statistics(
    samples.outcomes.flatMap((columns) =>
      columns.filter((_, o) => lower[o]).map((column) => column.map((x) => -x)),
    ),
  );
  let [at, turnedAt] = [0, 0];
  return samples.outcomes.map((columns, d) =>
    columns.map((column, o) => {
      const found: Statistics = { ...(plain[at] as Statistics), ...whole?.outcomes[d]?.[o] };
      at += 1;
      const summary = judged.has(samples.graph.outcomeNames[o] as string)
        ? { ...found, quantiles: evenQuantiles(column) }
        : found;
      if (!lower[o]) return summary;
      const { cvar5 } = turned[turnedAt] as Statistics;
      turnedAt += 1;
      return { ...summary, cvar5: -cvar5 };
    }),
  );
}

/** Samples that quantiles are read from, and how many quantiles: enough to draw a distribution. */
const QUANTILE_SAMPLES = 8_192;
const QUANTILES = 51;

/**
 * Quantiles at (i + 0.5)/51 of the first 8,192 samples, those that are not finite left out; empty where
 * none is left. Linear between order statistics: type 7 of Hyndman & Fan (1996), as in `statistics`.
 */
export function evenQuantiles(column: Float64Array): number[] {
  const head = column.subarray(0, QUANTILE_SAMPLES);
  const counted = countedOf(head);
  const finite = counted === null ? head.filter((x) => Number.isFinite(x)) : head;
  if (finite.length === 0) return [];
  const n = finite.length;
  const positions = Array.from({ length: QUANTILES }, (_, i) => (n - 1) * ((i + 0.5) / QUANTILES));
  const ranks = ranksAt(n, positions, []);
  const values = counted?.at(ranks);
  const sorted = values ? null : sortedOf(finite);
  const order = new Map(ranks.map((rank, i) => [rank, (values?.[i] ?? sorted?.[rank]) as number]));
  return positions.map((h) => valueAt(order, n, h));
}

/**
 * Statistics of every series by its name, one per period, for each option, over the samples whose series
 * were kept; nothing where none were, as in an evaluation. All are asked for at once, for threads to share.
 */
export function seriesStatistics(
  { graph, series, seriesCount }: Samples,
  simulator: Simulator,
): Record<string, Statistics[]>[] {
  if (seriesCount === 0) return series.map(() => ({}));
  const found = simulator.statistics(series.flat(2));
  let at = 0;
  return series.map((columns) =>
    Object.fromEntries(
      columns.map((column, s) => {
        const own = found.slice(at, at + column.length);
        at += column.length;
        return [graph.seriesNames[s] as string, own];
      }),
    ),
  );
}
