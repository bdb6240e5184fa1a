import type { Findings, OptionFinding, SimilarityFinding } from '../../decide/findings.ts';
import { fixed, numeral, percent } from '../figures.ts';
import { list, plain } from '../labels.ts';
import {
  amount,
  brokenRules,
  criterionName,
  objectiveName,
  optionName,
  optionValue,
  orZero,
  rivalsOf,
  roughAmount,
  runnerUpOf,
  titleOf,
  winnerOf,
} from '../view.ts';

/** The recommendation, and what speaks for it, in sentences of plain text. */

const marginText = (findings: Findings): string => {
  const { value, low, high } = findings.recommendation.margin;
  if (findings.recommendation.tooCloseToCall) return roughAmount(findings, Math.abs(value));
  return amount(findings, Math.abs(value), (high - low) / 2);
};

/** `more` or `less`: how the winner's figure stands to a worse one. */
export const betterWord = (findings: Findings): string =>
  findings.objective?.direction === 'minimise' ? 'less' : 'more';

function measure(findings: Findings, option: OptionFinding): string {
  const value = optionValue(findings, option);
  if (findings.objective?.kind === 'score') return `scores ${value}`;
  const line = objectiveName(findings);
  return option.certaintyEquivalent === null
    ? `averages ${value} of ${line}`
    : `is worth ${value} of ${line} for certain, at the stated attitude to risk`;
}

function closeCall(findings: Findings, leader: string, second: string): string {
  const { margin, probabilityBest } = findings.recommendation;
  return `${leader} and ${second} are too close to call: ${leader} is ahead by ${roughAmount(findings, margin.value)} of ${objectiveName(findings)}, between ${amount(findings, margin.low)} and ${amount(findings, margin.high)}, and comes first in ${percent(probabilityBest)} of samples.`;
}

function rulesText(findings: Findings, option: string): string {
  const rules = brokenRules(findings, option);
  return rules.length === 1
    ? `the rule ${plain(rules[0] ?? '')}`
    : `${numeral(rules.length)} rules`;
}

/** `, Freemium in 85 %`: an option that comes first more often than the one with the best average. */
function oftenerFirst(findings: Findings, winner: OptionFinding): string {
  const top = rivalsOf(findings)
    .filter(({ probabilityBest }) => probabilityBest.value > winner.probabilityBest.value)
    .sort((left, right) => right.probabilityBest.value - left.probabilityBest.value)[0];
  if (top === undefined) return '';
  const barred =
    top.rank > winner.rank && brokenRules(findings, top.id).length > 0
      ? `, which breaks ${rulesText(findings, top.id)},`
      : '';
  return `, ${optionName(findings.frame, top.id)}${barred} in ${percent(top.probabilityBest.value)}`;
}

/** Share of samples below which an option is never the best. */
const NEVER = 0.0005;

/** Who comes first where the winner never does: `, Drill at once and Leave the lease in 50 % of samples each`. */
function hindsightFirst(findings: Findings): string {
  const rivals = rivalsOf(findings);
  const most = Math.max(...rivals.map(({ probabilityBest }) => probabilityBest.value));
  const share = percent(most);
  const tied = rivals.filter(({ probabilityBest }) => percent(probabilityBest.value) === share);
  const names = list(tied.map(({ id }) => optionName(findings.frame, id)));
  return tied.length > 1
    ? `, ${names} in ${share} of samples each`
    : `, ${names} most often, in ${share} of samples`;
}

/** How often the winner comes first, beside an option that does so more often. */
function firstPlaces(findings: Findings, winner: OptionFinding): string {
  const { probabilityBest } = findings.recommendation;
  return probabilityBest < NEVER
    ? `though some other option always turns out better in hindsight${hindsightFirst(findings)}`
    : `and comes first in ${percent(probabilityBest)} of samples${oftenerFirst(findings, winner)}`;
}

/** The option that would lead if it did not break a rule; nothing where there is none. */
function barredLeader(findings: Findings, winner: OptionFinding): string {
  const [top] = findings.options
    .filter(({ id, rank }) => rank < winner.rank && brokenRules(findings, id).length > 0)
    .sort((left, right) => left.rank - right.rank);
  if (top === undefined) return '';
  return ` ${optionName(findings.frame, top.id)} ${measure(findings, top)} but breaks ${rulesText(findings, top.id)}.`;
}

/** The recommendation in one sentence, with its confidence. */
export function summaryOf(findings: Findings): string {
  const { frame, recommendation } = findings;
  const winner = winnerOf(findings);
  if (winner === null) {
    const why = plain(recommendation.reason ?? frame.incomplete ?? '', 300).replace(/\.$/, '');
    return `No option of “${titleOf(frame)}” can be recommended yet${why === '' ? '' : `: ${why}`}.`;
  }
  const leader = optionName(frame, winner.id);
  const second = runnerUpOf(findings);
  if (second === null) {
    return `${leader} is the only option: it ${measure(findings, winner)}, and nothing stands beside it to compare with.`;
  }
  const other = optionName(frame, second.id);
  if (recommendation.tooCloseToCall) return closeCall(findings, leader, other);
  const lead = `${leader} ${measure(findings, winner)}, ${marginText(findings)} ${betterWord(findings)} than ${other}, ${firstPlaces(findings, winner)}`;
  const barred = barredLeader(findings, winner);
  return recommendation.confidence === 'low'
    ? `${lead}: it leads, with low confidence.${barred}`
    : `${lead}: take it, with ${recommendation.confidence} confidence.${barred}`;
}

/** The two options compared sample by sample, as seen by the first of them. */
function pairOf(findings: Findings, left: string, right: string): SimilarityFinding | undefined {
  return findings.pairs.find(
    (pair) => [pair.left, pair.right].includes(left) && [pair.left, pair.right].includes(right),
  );
}

function headToHead(findings: Findings, winner: OptionFinding, second: OptionFinding): string[] {
  const pair = pairOf(findings, winner.id, second.id);
  if (pair === undefined) return [];
  const wins = pair.left === winner.id ? pair.probabilityLeftBeats : 1 - pair.probabilityLeftBeats;
  const [leader, other] = [winner, second].map(({ id }) => optionName(findings.frame, id));
  const how = winner.certaintyEquivalent === null ? 'on average' : 'at the stated attitude to risk';
  const lead = `${marginText(findings)} of ${objectiveName(findings)} ${how}`;
  return wins < 0.5
    ? [
        `${leader} loses to ${other} in ${percent(1 - wins)} of samples but wins by more in the others: ${lead}.`,
      ]
    : [`${leader} beats ${other} in ${percent(wins)} of samples, by ${lead}.`];
}

function regretReason(findings: Findings, winner: OptionFinding, second: OptionFinding): string[] {
  const [mine, theirs] = [winner.expectedRegret, second.expectedRegret];
  if (!(theirs > mine)) return [];
  const [leader, other] = [winner, second].map(({ id }) => optionName(findings.frame, id));
  return [
    `Measured against the best choice in hindsight, ${leader} falls short by ${amount(findings, mine)} on average; ${other} would by ${amount(findings, theirs)}.`,
  ];
}

function dominanceReason(findings: Findings, winner: OptionFinding): string[] {
  const beaten = findings.dominance.find(({ by, order }) => by === winner.id && order < 2);
  if (beaten === undefined) return [];
  const [leader, worse] = [winner.id, beaten.dominated].map((id) => optionName(findings.frame, id));
  return beaten.order === 0
    ? [`${leader} does better than ${worse} in every sample.`]
    : [`Whatever target is set, ${leader} is at least as likely to reach it as ${worse}.`];
}

/** The criterion that carries most of the lead over the runner-up. */
function criterionReason(
  findings: Findings,
  winner: OptionFinding,
  second: OptionFinding,
): string[] {
  const { frame, objective } = findings;
  if (objective?.kind !== 'score') return [];
  const at = (id: string) => frame.options.findIndex((option) => option.id === id);
  const gains = objective.criteria.map(({ id, weight, values }) => ({
    id,
    points:
      100 * weight * (orZero(values[at(winner.id)] ?? 0) - orZero(values[at(second.id)] ?? 0)),
  }));
  const top = gains.sort((left, right) => right.points - left.points)[0];
  if (top === undefined || !(top.points > 0)) return [];
  const [leader, other] = [winner, second].map(({ id }) => optionName(frame, id));
  return [
    `${leader} gains most over ${other} on ${criterionName(frame, top.id)}, ${fixed(top.points, 1)} points.`,
  ];
}

function constraintReason(findings: Findings, winner: OptionFinding): string[] {
  const mine = findings.constraints.filter(({ option }) => option === winner.id);
  const tightest = mine.sort(
    (left, right) =>
      left.probability.value - left.required - (right.probability.value - right.required),
  )[0];
  if (tightest === undefined || !tightest.satisfied) return [];
  return [
    `${optionName(findings.frame, winner.id)} keeps ${plain(tightest.id)} in ${percent(tightest.probability.value)} of samples, ${percent(tightest.required)} is required.`,
  ];
}

/** What speaks for the recommended option, the weightiest first; none where none is recommended. */
export function reasonsOf(findings: Findings): string[] {
  const winner = winnerOf(findings);
  const second = runnerUpOf(findings);
  if (winner === null) return [];
  return [
    ...(second === null ? [] : headToHead(findings, winner, second)),
    ...(second === null ? [] : criterionReason(findings, winner, second)),
    ...(second === null ? [] : regretReason(findings, winner, second)),
    ...constraintReason(findings, winner),
    ...dominanceReason(findings, winner),
  ];
}
