import { STAGED } from '../kernels/constants.ts';
import type { RunOptions, Simulator, Statistics, Summary, SummaryRequest } from '../types.ts';

/** What `summarise` must give, by way of a run that keeps its columns. */
export function summaryOf(
  simulator: Simulator,
  { figures, compared }: SummaryRequest,
  options?: RunOptions,
): Summary {
  const samples = simulator.run(options);
  const { outcomes } = samples;
  const found = simulator.statistics(outcomes.flat());
  const each = samples.graph.outcomeNames.length;
  const asked = (own: Statistics) => Object.fromEntries(figures.map((name) => [name, own[name]]));
  const worth = outcomes.map((own) => {
    const column = own[compared?.outcome ?? 0] as Float64Array;
    return compared?.minimise ? column.map((x) => -x) : column;
  });
  const summary: Summary = {
    outcomes: outcomes.map((_, d) => found.slice(d * each, (d + 1) * each).map(asked)),
    means: outcomes.map((own) => own.map(meansOf)),
    comparison: compared === undefined ? null : simulator.compare(worth),
  };
  simulator.release(samples);
  return summary;
}

function meansOf(column: Float64Array): Float64Array {
  const sums = new Float64Array(Math.floor(column.length / STAGED));
  sums.forEach((_, b) => {
    const block = column.subarray(b * STAGED, (b + 1) * STAGED);
    sums[b] = block.reduce((sum, x) => sum + x, 0) / STAGED;
  });
  return sums;
}

/** The summary but for its means, whose last bits hang on the order of sums. */
export const withoutMeans = (summary: Summary | null) => summary && { ...summary, means: [] };
