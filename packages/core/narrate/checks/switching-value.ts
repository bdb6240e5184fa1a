import type { Findings, InputFinding, Switchover } from '../../decide/findings.ts';
import { percent, within } from '../figures.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { inputName, inputOf, optionName, weigh, winnerOf } from '../view.ts';

/** Probability beyond the threshold from which a switch is a serious possibility. */
const SERIOUS = 0.25;

/** `Freemium overtakes Usage-based if churn stays under 2.9 % a month`. */
export function switchSentence(findings: Findings, change: Switchover): string {
  const { frame } = findings;
  const input = inputOf(frame, change.variable, change.from);
  const [low, high] = input === undefined ? [0, 0] : [input.p5, input.p95];
  const threshold = within(change.threshold, low, high, input?.unit ?? null);
  const verb = change.side === 'below' ? 'stays under' : 'exceeds';
  return `${optionName(frame, change.to)} overtakes ${optionName(frame, change.from)} if ${inputName(frame, change.variable)} ${verb} ${threshold}`;
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
      const name = inputName(findings.frame, change.variable);
      const limit = within(change.threshold, input?.p5 ?? 0, input?.p95 ?? 0, input?.unit ?? null);
      return {
        code: check.code,
        severity,
        message: `${switchSentence(findings, change)}; today’s estimate gives that ${percent(change.probability)}.`,
        refs: [`variables.${change.variable}`, `options.${change.to}`],
        evidence: {
          ...{ statistic: 'switching value', value: change.threshold },
          ...(input?.unit == null ? {} : { unit: input.unit }),
        },
        suggestion: {
          text: `Watch ${name} against ${limit}: on the other side of it the choice is ${optionName(findings.frame, change.to)}.`,
        },
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
