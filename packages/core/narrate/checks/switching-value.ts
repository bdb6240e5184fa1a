import type { Findings, InputFinding, Switchover } from '../../decide/findings.ts';
import { percent, within } from '../figures.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { inputName, inputOf, isEvent, optionName, weigh, winnerOf } from '../view.ts';

/** Probability beyond the threshold from which a switch is a serious possibility. */
const SERIOUS = 0.25;

/** `churn stays under 2.9 % a month`; `“the canary shows the defect” is not so` of an event. */
function conditionOf(findings: Findings, change: Switchover): string {
  const { frame } = findings;
  const input = inputOf(frame, change.variable, change.from);
  const name = inputName(frame, change.variable);
  if (input !== undefined && isEvent(frame, input)) {
    return `${name} turns out ${change.side === 'below' ? 'not to be so' : 'to be so'}`;
  }
  return `${name} ${change.side === 'below' ? 'stays under' : 'exceeds'} ${thresholdOf(findings, change)}`;
}

function thresholdOf(findings: Findings, change: Switchover): string {
  const input = inputOf(findings.frame, change.variable, change.from);
  const [low, high] = input === undefined ? [0, 0] : [input.p5, input.p95];
  return within(change.threshold, low, high, input?.unit ?? null);
}

/** `Freemium overtakes Usage-based if churn stays under 2.9 % a month`. */
export function switchSentence(findings: Findings, change: Switchover): string {
  const [to, from] = [change.to, change.from].map((id) => optionName(findings.frame, id));
  return `${to} overtakes ${from} if ${conditionOf(findings, change)}`;
}

/** What to do about a switch that is plausible. */
function adviceOn(findings: Findings, change: Switchover, input: InputFinding | undefined): string {
  if (input !== undefined && isEvent(findings.frame, input)) {
    return `Find out about ${inputName(findings.frame, change.variable)} before choosing, or keep the way to ${optionName(findings.frame, change.to)} open.`;
  }
  return `Make ${thresholdOf(findings, change)} the mark at which the choice is looked at again.`;
}

function isPlausible(change: Switchover, input: InputFinding | undefined): boolean {
  if (input === undefined) return false;
  return change.threshold >= input.p5 && change.threshold <= input.p95;
}

/** Switches away from the recommended option within p5–p95 of an input, likeliest first. */
export function plausibleSwitches(findings: Findings): Switchover[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return findings.switchovers
    .filter(
      (change) =>
        change.from === winner.id &&
        isPlausible(change, inputOf(findings.frame, change.variable, winner.id)),
    )
    .sort((left, right) => right.probability - left.probability);
}

function run(findings: Findings): CritiqueItem[] {
  return plausibleSwitches(findings)
    .slice(0, 5)
    .map((change) => {
      const severity: Severity = change.probability >= SERIOUS ? 'serious' : 'warning';
      const input = inputOf(findings.frame, change.variable, change.from);
      return {
        code: check.code,
        severity,
        message: `${switchSentence(findings, change)}; today’s estimate gives that ${percent(change.probability)}.`,
        refs: [`variables.${change.variable}`, `options.${change.to}`],
        evidence: {
          ...{ statistic: 'switching value', value: change.threshold },
          ...(input?.unit == null ? {} : { unit: input.unit }),
        },
        suggestion: { text: adviceOn(findings, change, input) },
        weight: weigh(severity, 0.3 + change.probability),
      };
    });
}

export const check: FindingsCheck = {
  code: 'SWITCHING_VALUE',
  title: 'The answer changes within the plausible range of an input',
  ground: 'HM Treasury, The Green Book (2022), on switching values.',
  stage: 'findings',
  run,
};
