import type { Findings, OptionFinding } from '../../decide/findings.ts';
import type { Statistics } from '../../simulate/types.ts';
import { percent, range } from '../figures.ts';
import { plain } from '../labels.ts';
import {
  amount,
  objectiveName,
  objectiveUnit,
  optionName,
  optionValue,
  winnerOf,
} from '../view.ts';

const statisticsOf = (findings: Findings, option: OptionFinding): Statistics | null =>
  option.outcomes[findings.objective?.outcome ?? ''] ?? null;

/** How an option came out: value, 90 % range, how often first, regret, bad cases. */
export function optionSentences(findings: Findings, option: OptionFinding): string[] {
  const statistics = statisticsOf(findings, option);
  const spread =
    statistics === null
      ? ''
      : ` (90 % of samples between ${range(statistics.p5, statistics.p95, objectiveUnit(findings)).replace(' to ', ' and ')})`;
  const name = optionName(findings.frame, option.id);
  const value =
    findings.objective?.kind === 'score'
      ? `scores ${optionValue(findings, option)}`
      : `${optionValue(findings, option)} of ${objectiveName(findings)}${spread}`;
  const first = `${name}: ${value}, first in ${percent(option.probabilityBest.value)} of samples.`;
  return [first, ...downside(findings, option, statistics)];
}

function downside(
  findings: Findings,
  option: OptionFinding,
  statistics: Statistics | null,
): string[] {
  const name = optionName(findings.frame, option.id);
  const regret = `expected regret of ${amount(findings, option.expectedRegret)}, ${amount(findings, option.maximumRegret)} at most`;
  if (statistics === null || findings.objective?.direction === 'minimise') {
    return [`${name} has an ${regret}.`];
  }
  return [`Its worst 5 % average ${amount(findings, statistics.cvar5)}, with an ${regret}.`];
}

/** What could go wrong with the recommended option. */
export function badCaseSentence(findings: Findings): string[] {
  const winner = winnerOf(findings);
  const statistics = winner === null ? null : statisticsOf(findings, winner);
  if (winner === null || statistics === null) return [];
  const name = optionName(findings.frame, winner.id);
  const line = objectiveName(findings);
  return findings.objective?.direction === 'minimise'
    ? [`In one case in twenty ${line} of ${name} exceeds ${amount(findings, statistics.p95)}.`]
    : [
        `In one case in twenty ${name} brings less than ${amount(findings, statistics.p5)} of ${line}; those cases average ${amount(findings, statistics.cvar5)}.`,
      ];
}

const ORDERS = [
  'in every sample',
  'at every level of ambition',
  'for everyone who dislikes risk',
] as const;

export function dominanceSentences(findings: Findings): string[] {
  return findings.dominance
    .slice(0, 4)
    .map(
      ({ dominated, by, order }) =>
        `${optionName(findings.frame, by)} beats ${optionName(findings.frame, dominated)} ${ORDERS[order]}.`,
    );
}

export function constraintSentences(findings: Findings): string[] {
  return findings.constraints
    .slice(0, 8)
    .map(
      ({ id, option, probability, required, satisfied }) =>
        `${optionName(findings.frame, option)} ${satisfied ? 'keeps' : 'breaks'} ${plain(id)}: it holds in ${percent(probability.value)} of samples, ${percent(required)} is required.`,
    );
}
