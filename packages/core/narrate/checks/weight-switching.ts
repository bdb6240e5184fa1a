import type { CriterionFinding, Findings, WeightSwitchover } from '../../decide/findings.ts';
import { fixed, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { criterionName, optionName, weigh } from '../view.ts';

/** Change of a weight within which it is hardly ever known. */
const NEAR = 0.1;

const criterionOf = (findings: Findings, change: WeightSwitchover): CriterionFinding | undefined =>
  findings.objective?.criteria.find((criterion) => criterion.id === change.criterion);

/** A weight, with a decimal where the two would else read the same. */
function shareText(share: number, { threshold, weight }: WeightSwitchover): string {
  return percent(threshold) === percent(weight) ? `${fixed(100 * share, 1)} %` : percent(share);
}

/** `Lisbon overtakes Berlin once Cost weighs more than 46 % (now 30 %)`. */
export function weightSentence(findings: Findings, change: WeightSwitchover): string {
  const { frame } = findings;
  const side = change.threshold > change.weight ? 'more' : 'less';
  return `${optionName(frame, change.to)} overtakes ${optionName(frame, change.from)} once ${criterionName(frame, change.criterion)} weighs ${side} than ${shareText(change.threshold, change)} (now ${shareText(change.weight, change)})`;
}

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  return findings.weightSwitchovers.flatMap((change): CritiqueItem[] => {
    const criterion = criterionOf(findings, change);
    const distance = Math.abs(change.threshold - change.weight);
    const within =
      criterion !== undefined &&
      change.threshold >= criterion.weightMin &&
      change.threshold <= criterion.weightMax;
    if (!within && !(distance <= NEAR)) return [];
    const severity: Severity = within ? 'serious' : 'warning';
    const name = criterionName(frame, change.criterion);
    return [
      {
        code: check.code,
        severity,
        message: `${weightSentence(findings, change)}: ${
          within && criterion.weightMin < criterion.weightMax
            ? `that lies inside the stated ${percent(criterion.weightMin)} to ${percent(criterion.weightMax)}`
            : `a move of ${fixed(100 * distance, 1)} percentage points`
        }.`,
        refs: [`criteria.${change.criterion}.weight`],
        evidence: { statistic: 'weight at which the answer changes', value: change.threshold },
        suggestion: {
          text: `Ask what going from worst to best on ${name} is worth on the other criteria: the answer to that is its weight.`,
        },
        weight: weigh(severity, 1 - distance / (2 * NEAR)),
      },
    ];
  });
}

export const check: FindingsCheck = {
  code: 'WEIGHT_SWITCHES',
  title: 'The answer changes with a small change of a weight',
  ground: 'Belton & Stewart, Multiple Criteria Decision Analysis (2002), ch. 5.',
  stage: 'findings',
  run,
};
