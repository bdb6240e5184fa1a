import type { Findings, OptionFinding } from '../../decide/findings.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import {
  amount,
  objectiveName,
  objectiveSd,
  optionName,
  rivalsOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Difference in the tail, in standard deviations of the winner's outcome, worth a remark. */
const WORTH_SAYING = 0.25;

/** A statistic of the objective's outcome, larger is better whichever way it is judged. */
function statistic(findings: Findings, option: OptionFinding, key: 'p50' | 'cvar5'): number {
  const outcome = findings.objective?.outcome;
  const value = outcome == null ? undefined : option.outcomes[outcome]?.[key];
  if (value === undefined) return Number.NaN;
  return findings.objective?.direction === 'minimise' ? -value : value;
}

const own = (findings: Findings, value: number) =>
  amount(findings, findings.objective?.direction === 'minimise' ? -value : value);

/** The best of the rivals by a statistic. */
function topRival(findings: Findings, key: 'p50' | 'cvar5'): OptionFinding | null {
  const rivals = rivalsOf(findings).filter((rival) =>
    Number.isFinite(statistic(findings, rival, key)),
  );
  return rivals.reduce<OptionFinding | null>(
    (top, rival) =>
      top === null || statistic(findings, rival, key) > statistic(findings, top, key) ? rival : top,
    null,
  );
}

function itemOf(
  winner: OptionFinding,
  rival: OptionFinding,
  severity: Severity,
  [name, value, relevance]: [string, number, number],
  [message, text]: [string, string],
): CritiqueItem {
  return {
    code: check.code,
    severity,
    message,
    refs: [`options.${winner.id}`, `options.${rival.id}`],
    evidence: { statistic: name, value },
    suggestion: { text },
    weight: weigh(severity, relevance),
  };
}

function medianItem(findings: Findings, winner: OptionFinding, sd: number): CritiqueItem[] {
  const rival = topRival(findings, 'p50');
  if (rival === null) return [];
  const [mine, theirs] = [statistic(findings, winner, 'p50'), statistic(findings, rival, 'p50')];
  if (!(theirs - mine > 0.02 * sd)) return [];
  const [one, other] = [winner, rival].map(({ id }) => optionName(findings.frame, id));
  const line = objectiveName(findings);
  return [
    itemOf(
      winner,
      rival,
      'warning',
      ['difference of the medians', theirs - mine, (theirs - mine) / sd],
      [
        `${one} leads ${findings.frame.scenario.risk === undefined ? `on the mean of ${line}` : `on ${line} at the stated attitude to risk`} but ${other} on its median (${own(findings, theirs)} against ${own(findings, mine)}): the lead comes from a few extreme samples.`,
        `Choose ${one} if this decision is one of many that average out; if it is made once, weigh the median and take ${other}, or cap the extremes of ${line}.`,
      ],
    ),
  ];
}

function tailItem(findings: Findings, winner: OptionFinding, sd: number): CritiqueItem[] {
  const rival = topRival(findings, 'cvar5');
  if (rival === null) return [];
  const [mine, theirs] = [
    statistic(findings, winner, 'cvar5'),
    statistic(findings, rival, 'cvar5'),
  ];
  const gap = theirs - mine;
  if (!(gap > WORTH_SAYING * sd)) return [];
  const [one, other] = [winner, rival].map(({ id }) => optionName(findings.frame, id));
  const severity: Severity = findings.frame.scenario.risk === undefined ? 'warning' : 'info';
  const { margin } = findings.recommendation;
  return [
    itemOf(
      winner,
      rival,
      severity,
      ['difference of the worst 5 %', gap, gap / (4 * sd)],
      [
        `In its worst 5 % of samples ${one} averages ${own(findings, mine)} of ${objectiveName(findings)}, ${other} ${own(findings, theirs)}: the lead of ${amount(findings, margin.value, (margin.high - margin.low) / 2)} on average is bought with ${amount(findings, gap)} in the bad cases.`,
        severity === 'info'
          ? `The stated risk attitude already counts this against ${one}.`
          : `If ${own(findings, mine)} could not be borne, state it as a constraint or a risk tolerance and run ${one} against ${other} again.`,
      ],
    ),
  ];
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  const sd = winner === null ? null : objectiveSd(findings, winner);
  if (winner === null || sd === null) return [];
  return [...medianItem(findings, winner, sd), ...tailItem(findings, winner, sd)];
}

export const check: FindingsCheck = {
  code: 'TAIL_DECIDES',
  title: 'An answer that hangs on extreme cases',
  ground:
    'Rockafellar & Uryasev, Optimization of Conditional Value-at-Risk (Journal of Risk, 2000).',
  stage: 'findings',
  run,
};
