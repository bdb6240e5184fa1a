import type { Scenario } from '@scenario-sandbox/contract';
import type { Samples, Simulator, Statistics } from '../simulate/types.ts';
import { criteriaOf, outcomeName } from './valuation.ts';

/**
 * Statistics of every outcome, shape [option][outcome]. `cvar5` is the mean of the worst 5 %: of the
 * highest where the outcome is minimised, of the lowest otherwise.
 */
export function outcomeStatistics(
  samples: Samples,
  simulator: Simulator,
  scenario: Scenario,
): Statistics[][] {
  const minimised = new Set(
    criteriaOf(scenario)
      .filter((c) => c.direction === 'minimise')
      .map(outcomeName),
  );
  const lower = samples.graph.outcomeNames.map((name) => minimised.has(name));
  const plain = simulator.statistics(samples.outcomes.flat());
  const turned = simulator.statistics(
    samples.outcomes.flatMap((columns) =>
      columns.filter((_, o) => lower[o]).map((column) => column.map((x) => -x)),
    ),
  );
  let [at, turnedAt] = [0, 0];
  return samples.outcomes.map((columns) =>
    columns.map((_, o) => {
      const summary = plain[at] as Statistics;
      at += 1;
      if (!lower[o]) return summary;
      const { cvar5 } = turned[turnedAt] as Statistics;
      turnedAt += 1;
      return { ...summary, cvar5: -cvar5 };
    }),
  );
}

/** Numbers of all series together that statistics are made of, and samples of each at least. */
const SERIES_NUMBERS = 1 << 21;
const SERIES_SAMPLES = 1_024;

/**
 * Statistics of every series by its name, one per period, for one option. Where there are many options,
 * series and periods, the first samples stand for all: 2²¹ numbers in total, 1,024 samples at least.
 */
export function seriesStatistics(
  samples: Samples,
  simulator: Simulator,
  option: number,
): Record<string, Statistics[]> {
  const { options, seriesNames, periods } = samples.graph;
  const columns = options.length * seriesNames.length * periods;
  const most = Math.max(SERIES_SAMPLES, Math.floor(SERIES_NUMBERS / Math.max(1, columns)));
  return Object.fromEntries(
    seriesNames.map((name, s) => {
      const all = samples.series[option]?.[s] ?? [];
      return [name, simulator.statistics(all.map((column) => column.subarray(0, most)))];
    }),
  );
}
