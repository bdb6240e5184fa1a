import type { Findings, OptionFinding } from '../../decide/findings.ts';
import type { Statistics } from '../../simulate/types.ts';
import { figure, percent } from '../figures.ts';
import { plain } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import {
  allowedRivals,
  amount,
  objectiveName,
  objectiveSd,
  objectiveUnit,
  optionName,
  weigh,
  winnerOf,
} from '../view.ts';

/** Difference in the tail, in standard deviations of the winner's outcome, worth a remark. */
const WORTH_SAYING = 0.25;
/** The same of means and medians. */
const TELLS_APART = 0.02;

type Key = 'mean' | 'p50' | 'cvar5';

/** A statistic of the objective's outcome, larger is better whichever way it is judged. */
function statistic(findings: Findings, option: OptionFinding, key: Key): number {
  const value = option.outcomes[findings.objective?.outcome ?? '']?.[key];
  if (value === undefined) return Number.NaN;
  return findings.objective?.direction === 'minimise' ? -value : value;
}

const own = (findings: Findings, value: number) =>
  amount(findings, findings.objective?.direction === 'minimise' ? -value : value);

/** The option's statistic, as people read it. */
const shown = (findings: Findings, option: OptionFinding, key: Key) =>
  own(findings, statistic(findings, option, key));

/** The best by a statistic of the rivals that may be chosen. */
function topRival(findings: Findings, key: Key): OptionFinding | null {
  const rivals = allowedRivals(findings).filter((rival) =>
    Number.isFinite(statistic(findings, rival, key)),
  );
  return rivals.reduce<OptionFinding | null>(
    (top, rival) =>
      top === null || statistic(findings, rival, key) > statistic(findings, top, key) ? rival : top,
    null,
  );
}

/** Half the 95 % interval of the difference of two options' means. */
function errorOfMeans({ pairs }: Findings, [one, other]: readonly OptionFinding[]): number {
  const pair = pairs.find(
    ({ left, right }) =>
      [left, right].includes(one?.id ?? '') && [left, right].includes(other?.id ?? ''),
  );
  return pair === undefined ? 0 : (pair.meanDifference.high - pair.meanDifference.low) / 2;
}

interface Comparison {
  readonly winner: OptionFinding;
  readonly rival: OptionFinding;
  /** How much better the rival is, and how much that matters, 0…1. */
  readonly gap: number;
  readonly relevance: number;
}

/** The winner beside the rival that a statistic favours; null where none is that much better. */
function compared(
  findings: Findings,
  winner: OptionFinding,
  key: Key,
  least: number,
): Comparison | null {
  const rival = topRival(findings, key);
  const sd = objectiveSd(findings, winner);
  if (rival === null || sd === null) return null;
  const gap = statistic(findings, rival, key) - statistic(findings, winner, key);
  return gap > least * sd ? { winner, rival, gap, relevance: gap / sd } : null;
}

function itemOf(
  { winner, rival, gap, relevance }: Comparison,
  severity: Severity,
  statisticName: string,
  [message, text]: [string, string],
): CritiqueItem {
  return {
    code: check.code,
    severity,
    message,
    refs: [`options.${winner.id}`, `options.${rival.id}`],
    evidence: { statistic: statisticName, value: gap },
    suggestion: { text },
    weight: weigh(severity, relevance),
  };
}

/** The usual case favours another option than the average does. */
function medianItem(findings: Findings, winner: OptionFinding): CritiqueItem[] {
  const found = compared(findings, winner, 'p50', TELLS_APART);
  if (found === null) return [];
  const { rival } = found;
  const [one, other] = [winner, rival].map(({ id }) => optionName(findings.frame, id));
  const line = objectiveName(findings);
  const [mine, theirs] = [winner, rival].map((option) => shown(findings, option, 'cvar5'));
  const safer = statistic(findings, rival, 'cvar5') > statistic(findings, winner, 'cvar5');
  return [
    itemOf(found, 'warning', 'difference of the medians', [
      `${one} leads on the mean of ${line} but ${other} on its median (${shown(findings, rival, 'p50')} against ${shown(findings, winner, 'p50')}): the usual case and the average point to different options.`,
      safer
        ? `${other} is better in the bad cases too: say in \`risk\` how large a loss hurts, and see whether ${one} still leads.`
        : `Weigh that the median is blind to what goes wrong: the worst 5 % of samples average ${theirs} with ${other}, ${mine} with ${one}.`,
    ]),
  ];
}

/** The attitude to risk, not the average, puts the winner first. */
function attitudeItem(findings: Findings, winner: OptionFinding): CritiqueItem[] {
  const found = compared(findings, winner, 'mean', 0);
  const tolerance = findings.frame.scenario.risk?.tolerance;
  if (found === null || tolerance === undefined) return [];
  const { rival, gap } = found;
  const [one, other] = [winner, rival].map(({ id }) => optionName(findings.frame, id));
  const unit = objectiveUnit(findings);
  const [mine, theirs] = [winner, rival].map((option) => shown(findings, option, 'cvar5'));
  return [
    itemOf({ ...found, relevance: 1 }, 'serious', 'difference of the means', [
      `The stated tolerance of ${figure(tolerance, { unit })} decides: on average ${other} is better by ${amount(findings, gap, errorOfMeans(findings, [winner, rival]))}, which is what ${one} costs to bring its worst 5 % of samples from ${theirs} to ${mine}.`,
      `Settle the tolerance of ${figure(tolerance, { unit })} with whoever would bear the loss; the more they can bear, the more speaks for ${other}.`,
    ]),
  ];
}

/** Another option does far better in the bad cases. */
function badCasesItem(findings: Findings, winner: OptionFinding): CritiqueItem[] {
  const found = compared(findings, winner, 'cvar5', WORTH_SAYING);
  if (found === null) return [];
  const { rival, relevance } = found;
  const [one, other] = [winner, rival].map(({ id }) => optionName(findings.frame, id));
  const counted = winner.certaintyEquivalent !== null;
  const severity: Severity = counted ? 'info' : 'warning';
  const [mine, theirs] = [winner, rival].map((option) => shown(findings, option, 'cvar5'));
  const lead = statistic(findings, winner, 'mean') - statistic(findings, rival, 'mean');
  const price =
    lead > 0
      ? `: that is what being ${amount(findings, lead, errorOfMeans(findings, [winner, rival]))} better on average costs`
      : '';
  return [
    itemOf({ ...found, relevance: relevance / 4 }, severity, 'difference of the worst 5 %', [
      `The worst 5 % of samples average ${mine} of ${objectiveName(findings)} with ${one}, ${theirs} with ${other}${price}.`,
      counted
        ? `The stated risk attitude already counts this against ${one}.`
        : badCasesAdvice(findings, winner),
    ]),
  ];
}

/** Share of the samples of an outcome below 0, from its even quantiles; null without them. */
function shareBelowZero(statistics: Statistics | undefined): number | null {
  const quantiles = statistics?.quantiles ?? [];
  if (quantiles.length === 0) return null;
  const below = quantiles.filter((x) => x < 0).length;
  const [x0, x1] = [quantiles[below - 1], quantiles[below]];
  const part = x0 === undefined || x1 === undefined ? 0.5 : x0 / (x0 - x1);
  return below === 0 ? 0 : Math.min(1, (below - 0.5 + part) / quantiles.length);
}

/** What to ask about bad cases: losses by how often they come, else what the rest is worth. */
function badCasesAdvice(findings: Findings, winner: OptionFinding): string {
  const { objective } = findings;
  const line = objectiveName(findings);
  const one = optionName(findings.frame, winner.id);
  if (objective?.direction === 'minimise') {
    return `If ${shown(findings, winner, 'cvar5')} could not be borne, write the most that can be as a constraint on ${line} and see whether ${one} keeps it.`;
  }
  const statistics = winner.outcomes[objective?.outcome ?? ''];
  const losing = shareBelowZero(statistics);
  if (losing !== null && losing > 0 && losing < 1) {
    return `With ${one}, ${line} falls below ${amount(findings, 0)} in about ${percent(losing)} of samples: if that is too often, write \`${plain(objective?.outcome ?? '', 40)} > 0\` as a constraint with the share you ask for, and see which options keep it.`;
  }
  return `Ask how little ${line} would still do: if more than ${shown(findings, winner, 'cvar5')}, write the least as a constraint and see whether ${one} keeps it.`;
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return [
    ...(winner.certaintyEquivalent === null
      ? medianItem(findings, winner)
      : attitudeItem(findings, winner)),
    ...badCasesItem(findings, winner),
  ];
}

export const check: FindingsCheck = {
  code: 'TAIL_DECIDES',
  title: 'An answer that hangs on extreme cases',
  ground:
    'Rockafellar & Uryasev, Optimization of Conditional Value-at-Risk (Journal of Risk, 2000).',
  stage: 'findings',
  run,
};
