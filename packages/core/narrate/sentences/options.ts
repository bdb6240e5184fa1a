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

/** Where an option lies: its value, and its 90 % range where its samples differ. */
function placeText(findings: Findings, option: OptionFinding): string {
  const statistics = statisticsOf(findings, option);
  const value = optionValue(findings, option);
  if (statistics === null) return value;
  if (statistics.min === statistics.max) return `${value} in every sample`;
  const spread = `90 % of samples from ${range(statistics.p5, statistics.p95, objectiveUnit(findings))}`;
  return option.certaintyEquivalent === null
    ? `${value} (${spread})`
    : `worth ${value} for certain, ${amount(findings, statistics.mean)} on average (${spread})`;
}

const firstText = ({ probabilityBest }: OptionFinding): string =>
  probabilityBest.value === 0
    ? 'never first'
    : `first in ${percent(probabilityBest.value)} of samples`;

/** How an option came out: value, 90 % range, how often first, regret, bad cases. */
export function optionSentences(findings: Findings, option: OptionFinding): string[] {
  const statistics = statisticsOf(findings, option);
  const name = optionName(findings.frame, option.id);
  const first = `${name}: ${placeText(findings, option)}, ${firstText(option)}.`;
  const regret = `expected regret is ${amount(findings, option.expectedRegret)}`;
  const bad =
    statistics === null || statistics.min === statistics.max
      ? `Its ${regret}, ${amount(findings, option.maximumRegret)} in the worst sample.`
      : `Its worst 5 % average ${amount(findings, statistics.cvar5)}; its ${regret}.`;
  return [first, bad];
}

/** What could go wrong with the recommended option. */
export function badCaseSentence(findings: Findings): string[] {
  const winner = winnerOf(findings);
  const statistics = winner === null ? null : statisticsOf(findings, winner);
  if (winner === null || statistics === null) return [];
  const name = optionName(findings.frame, winner.id);
  const line = objectiveName(findings);
  const bad = amount(findings, statistics.cvar5);
  if (statistics.p5 === statistics.cvar5 || statistics.p95 === statistics.cvar5) {
    return [`The worst twentieth of samples comes to ${bad} of ${line} with ${name}.`];
  }
  return findings.objective?.direction === 'minimise'
    ? [
        `In one case in twenty ${line} of ${name} exceeds ${amount(findings, statistics.p95)}; those cases average ${bad}.`,
      ]
    : [
        `In one case in twenty ${name} brings less than ${amount(findings, statistics.p5)} of ${line}; those cases average ${bad}.`,
      ];
}

const ORDERS = [
  'in every sample',
  'at every level of ambition',
  'for everyone who dislikes risk',
] as const;

/** Which options another beats throughout, the recommended one's first. */
export function dominanceSentences(findings: Findings): string[] {
  const winner = winnerOf(findings)?.id;
  const [own, others] = [true, false].map((mine) =>
    findings.dominance.filter(({ by }) => (by === winner) === mine),
  );
  return [...(own ?? []), ...(others ?? [])]
    .slice(0, 2)
    .map(
      ({ dominated, by, order }) =>
        `${optionName(findings.frame, by)} beats ${optionName(findings.frame, dominated)} ${ORDERS[order]}.`,
    );
}

/** The rules the recommended option keeps and those that others break. */
export function constraintSentences(findings: Findings): string[] {
  const winner = winnerOf(findings)?.id;
  return findings.constraints
    .filter(({ option, satisfied }) => option === winner || !satisfied)
    .slice(0, 5)
    .map(
      ({ id, option, probability, required, satisfied }) =>
        `${optionName(findings.frame, option)} ${satisfied ? 'keeps' : 'breaks'} ${plain(id)}: it holds in ${percent(probability.value)} of samples, ${percent(required)} is required.`,
    );
}
