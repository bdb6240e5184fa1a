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

/** Statistics of every series by its name, one per period, for one option. */
export function seriesStatistics(
  samples: Samples,
  simulator: Simulator,
  option: number,
): Record<string, Statistics[]> {
  return Object.fromEntries(
    samples.graph.seriesNames.map((name, s) => [
      name,
      simulator.statistics(samples.series[option]?.[s] ?? []),
    ]),
  );
}
