import type { Scenario } from '@scenario-sandbox/contract';
import { statistics } from '../simulate/statistics.ts';
import type { Samples, Statistics } from '../simulate/types.ts';
import { criteriaOf, outcomeName } from './valuation.ts';

/**
 * Statistics of every outcome, shape [option][outcome]. `cvar5` is the mean of the worst 5 %: of the
 * highest where the outcome is minimised, of the lowest otherwise.
 */
export function outcomeStatistics(samples: Samples, scenario: Scenario): Statistics[][] {
  const minimised = new Set(
    criteriaOf(scenario)
      .filter((c) => c.direction === 'minimise')
      .map(outcomeName),
  );
  return samples.outcomes.map((columns) =>
    columns.map((column, o) => {
      const summary = statistics(column);
      if (!minimised.has(samples.graph.outcomeNames[o] ?? '')) return summary;
      return { ...summary, cvar5: -statistics(column.map((x) => -x)).cvar5 };
    }),
  );
}

/** Statistics of every series by its name, one per period, for one option. */
export function seriesStatistics(samples: Samples, option: number): Record<string, Statistics[]> {
  return Object.fromEntries(
    samples.graph.seriesNames.map((name, s) => [
      name,
      (samples.series[option]?.[s] ?? []).map((column) => statistics(column)),
    ]),
  );
}
