import type { Statistics } from '../simulate/types.ts';
import { exact, wilson } from './estimates.ts';
import type { Estimate, OptionFinding } from './findings.ts';
import type { Problem } from './problem.ts';
import { seriesStatistics } from './summary.ts';

/**
 * Ranking, probability of being best, regret
 *
 * Options by expected overall value, or by certainty equivalent where the scenario states a risk
 * tolerance; equal ones share a rank. How often each is best, ties split; its mean and greatest
 * shortfall to the best option of each sample. The score puts one outcome on 0 to 100, from the
 * least 5th to the greatest 95th percentile over the options.
 *
 * Valid when: The options share their draws, as they do here. Probabilities of being best speak of
 * samples, not of how much is lost when an option is not best; that is the regret.
 *
 * Source: Savage, The Theory of Statistical Decision (1951); Howard, Decision Analysis: Practice
 * and Promise (1988).
 */
export function optionFindings(problem: Problem): OptionFinding[] {
  const { frame, samples, worth, values, utility, whole } = problem;
  const compared = whole?.comparison ?? problem.simulator.compare(values);
  const count = whole ? frame.samples : problem.count;
  const score = scoreOf(problem);
  const series = seriesStatistics(samples, problem.simulator);
  return frame.options.map((option, d) => {
    const own = worth[d] as Estimate;
    return {
      id: option.id,
      name: option.name,
      description: option.description,
      score: score(own.value),
      rank: 1 + worth.filter((other) => other.value > own.value).length,
      value: problem.valuation.objective.direction === 'minimise' ? negated(own) : own,
      probabilityBest:
        frame.options.length === 1 ? exact(1) : wilson(compared.shareBest[d] ?? 0, count),
      expectedRegret: compared.expectedRegret[d] ?? 0,
      maximumRegret: compared.maximumRegret[d] ?? 0,
      certaintyEquivalent: utility.neutral ? null : signedWorth(problem, own.value),
      outcomes: Object.fromEntries(
        samples.graph.outcomeNames.map((name, o) => [
          name,
          problem.statistics[d]?.[o] as Statistics,
        ]),
      ),
      series: series[d] ?? {},
    };
  });
}

/** Worth, larger is better, → 0…100; 50 where there is no range to place it in. */
function scoreOf({ valuation }: Problem): (worth: number) => number {
  const { kind, direction, criteria } = valuation.objective;
  const sign = direction === 'maximise' ? 1 : -1;
  const [low, high] =
    kind === 'score'
      ? [0, 100]
      : [sign * (criteria[0]?.worst ?? 0), sign * (criteria[0]?.best ?? 0)];
  return (worth) => {
    if (!(high > low)) return 50;
    return Math.min(100, Math.max(0, (100 * (worth - low)) / (high - low)));
  };
}

/** A worth in the objective's own sign. */
function signedWorth({ valuation }: Problem, worth: number): number {
  return valuation.objective.direction === 'minimise' ? -worth : worth;
}

const negated = ({ value, low, high }: Estimate): Estimate => ({
  value: -value,
  low: -high,
  high: -low,
});
