import type { Statistics } from '../simulate/types.ts';
import { exact, wilson } from './estimates.ts';
import type { Estimate, OptionFinding } from './findings.ts';
import type { Problem } from './problem.ts';
import { seriesStatistics } from './summary.ts';

/**
 * The options with their figures, as declared. `rank` orders them by `value` (equal values share the
 * better rank); `score` puts it on 0…100: points as they are for several criteria, and for one outcome
 * 100·(value − low)/(high − low) with low the least 5th and high the greatest 95th percentile over the
 * options, held within 0…100. Intervals are 95 %: of means by batches (see `errorOfMean`), of shares by
 * Wilson's score, which takes samples for independent and so is on the safe side with Sobol points.
 * Source: Owen, Monte Carlo Theory, Methods and Examples (2013).
 */
export function optionFindings(problem: Problem): OptionFinding[] {
  const { frame, samples, worth, values, utility, whole } = problem;
  const compared = whole?.comparison ?? problem.simulator.compare(values);
  const count = whole ? frame.samples : problem.count;
  const score = scoreOf(problem);
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
      series: seriesStatistics(samples, problem.simulator, d),
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
