import type { RunOptions, Simulator, Statistics, Summary, SummaryRequest } from './types.ts';

/** A summary by way of a run that keeps its columns. */
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
  const columns = outcomes.map((own) => own[compared ?? 0] as Float64Array);
  const summary: Summary = {
    outcomes: outcomes.map((_, d) => found.slice(d * each, (d + 1) * each).map(asked)),
    comparison: compared === undefined ? null : simulator.compare(columns),
  };
  simulator.release(samples);
  return summary;
}
