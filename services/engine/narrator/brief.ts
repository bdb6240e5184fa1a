import type { Report, Route } from '@scenario-sandbox/contract';
import { figure, fixed, percent } from '@scenario-sandbox/core/narrate/figures.ts';

const MOST_DRIVERS = 6;
const MOST_REMARKS = 8;

/**
 * What a language model is told of a run: figures of the report as the built-in narrator writes them, and
 * nothing that was not computed or written by the scenario's author.
 */
export function briefOf(report: Report, route: Route): object {
  const { decision, recommendation, analysis, meta } = report;
  const unit = analysis.objective?.unit ?? null;
  const information = analysis.valueOfInformation;
  return {
    title: decision.title,
    question: decision.question,
    samples: meta.samples,
    options: decision.options.map((option) => ({
      name: option.name,
      rank: option.rank,
      score: option.score === null ? null : fixed(option.score, 1),
      comesFirst: option.probabilityBest === null ? null : percent(option.probabilityBest),
      ...outcomeOf(report, option, unit),
    })),
    recommended: recommendation.name,
    confidence: analysis.confidence,
    ...(route !== 'critique' && {
      summary: recommendation.summary,
      reasons: recommendation.reasons,
      conditions: recommendation.conditions,
      worthLearning: information?.evppi.slice(0, MOST_DRIVERS).map(({ variable, value }) => ({
        variable,
        worth: value === null ? null : figure(value, { unit: information.unit }),
      })),
      switchovers: analysis.switchovers.slice(0, MOST_DRIVERS).map((switchover) => ({
        variable: switchover.variable,
        from: switchover.from,
        to: switchover.to,
        beyond: switchover.threshold === null ? null : figure(switchover.threshold),
        likely: switchover.probability === null ? null : percent(switchover.probability),
      })),
    }),
    ...(route !== 'decision' && {
      remarks: analysis.critique
        .slice(0, MOST_REMARKS)
        .map(({ severity, message }) => ({ severity, message })),
    }),
  };
}

function outcomeOf(
  { analysis }: Report,
  option: Report['decision']['options'][number],
  unit: string | null,
): object {
  const name = analysis.objective?.outcome;
  const statistics = name ? option.outcomes[name] : undefined;
  if (!statistics) return {};
  const write = (value: number | null) => (value === null ? null : figure(value, { unit }));
  const { mean, p10, p50, p90 } = statistics;
  return { outcome: { mean: write(mean), p10: write(p10), p50: write(p50), p90: write(p90) } };
}
