import type { ReportOption, ReportStatistics } from '@scenario-sandbox/contract';
import type { Findings, OptionFinding } from '../decide/findings.ts';
import type { Statistics } from '../simulate/types.ts';

/** `decision.options` of a report. */

/** A whole number; 0 where a count is missing. */
const whole = (value: number) => (Number.isFinite(value) ? Math.trunc(value) : 0);

function statisticsPart(statistics: Statistics): ReportStatistics {
  const { quantiles, nan, infinite, ...figures } = statistics;
  return {
    ...figures,
    nan: whole(nan),
    infinite: whole(infinite),
    ...(quantiles === undefined || quantiles.length === 0 ? {} : { quantiles: [...quantiles] }),
  };
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

function optionPart(option: OptionFinding, withRisk: boolean): ReportOption {
  return {
    id: option.id,
    name: option.name,
    description: option.description,
    score: option.score,
    rank: whole(option.rank),
    probabilityBest: option.probabilityBest.value,
    probabilityBestInterval: option.probabilityBest,
    value: option.value,
    expectedRegret: option.expectedRegret,
    maximumRegret: option.maximumRegret,
    ...(withRisk ? { certaintyEquivalent: option.certaintyEquivalent } : {}),
    outcomes: mapped(option.outcomes, statisticsPart),
    series: mapped(option.series, (periods) => periods.map(statisticsPart)),
  };
}

/** The options in the order of the scenario; without figures where none could be worked out. */
export function optionParts(findings: Findings): ReportOption[] {
  const found = new Map(findings.options.map((option) => [option.id, option]));
  return findings.frame.options.map(({ id, name, description }) => {
    const option = found.get(id);
    if (option !== undefined) return optionPart(option, option.certaintyEquivalent !== null);
    return {
      ...{ id, name, description, score: null, rank: null },
      ...{ probabilityBest: null, expectedRegret: null, maximumRegret: null },
      ...{ outcomes: {}, series: {} },
    };
  });
}
