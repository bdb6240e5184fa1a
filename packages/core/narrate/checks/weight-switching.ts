import type { CriterionFinding, Findings, WeightSwitchover } from '../../decide/findings.ts';
import { fixed, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { criterionName, optionName, weigh } from '../view.ts';

/** Change of a weight within which it is hardly ever known. */
const NEAR = 0.1;
/** Most criteria named for one challenger. */
const MOST_CRITERIA = 3;

const criterionOf = (findings: Findings, change: WeightSwitchover): CriterionFinding | undefined =>
  findings.objective?.criteria.find((criterion) => criterion.id === change.criterion);

/** A weight, with a decimal where the two would else read the same. */
function shareText(share: number, { threshold, weight }: WeightSwitchover): string {
  return percent(threshold) === percent(weight) ? `${fixed(100 * share, 1)} %` : percent(share);
}

/** `Cost weighs more than 46 % (now 30 %)`. */
function weightCondition({ frame }: Findings, change: WeightSwitchover): string {
  const side = change.threshold > change.weight ? 'more' : 'less';
  return `${criterionName(frame, change.criterion)} weighs ${side} than ${shareText(change.threshold, change)} (now ${shareText(change.weight, change)})`;
}

/** `Lisbon overtakes Berlin once Cost weighs more than 46 % (now 30 %)`. */
export function weightSentence(findings: Findings, change: WeightSwitchover): string {
  const [to, from] = [change.to, change.from].map((id) => optionName(findings.frame, id));
  return `${to} overtakes ${from} once ${weightCondition(findings, change)}`;
}

interface Near {
  readonly change: WeightSwitchover;
  /** Inside the stated range of the weight. */
  readonly within: boolean;
  readonly distance: number;
}

function nearOf(findings: Findings, change: WeightSwitchover): Near[] {
  const criterion = criterionOf(findings, change);
  const distance = Math.abs(change.threshold - change.weight);
  const within =
    criterion !== undefined &&
    change.threshold >= criterion.weightMin &&
    change.threshold <= criterion.weightMax;
  return within || distance <= NEAR ? [{ change, within, distance }] : [];
}

/** `that lies inside the stated 20 % to 50 %`, or how far it is. */
function placeText(findings: Findings, { change, within, distance }: Near): string {
  const criterion = criterionOf(findings, change);
  return within && criterion !== undefined && criterion.weightMin < criterion.weightMax
    ? `inside the stated ${percent(criterion.weightMin)} to ${percent(criterion.weightMax)}`
    : `a move of ${fixed(100 * distance, 1)} percentage points`;
}

/** The weights, nearest first, at which one option overtakes the recommended one. */
function itemOf(findings: Findings, found: readonly [Near, ...Near[]]): CritiqueItem {
  const { frame } = findings;
  const [first, ...others] = found;
  const severity: Severity = found.some(({ within }) => within) ? 'serious' : 'warning';
  const name = criterionName(frame, first.change.criterion);
  const more = others.map(
    (near) => `, or once ${weightCondition(findings, near.change)}, ${placeText(findings, near)}`,
  );
  return {
    code: check.code,
    severity,
    message: `${weightSentence(findings, first.change)}, ${placeText(findings, first)}${more.join('')}.`,
    refs: found.map(({ change }) => `criteria.${change.criterion}.weight`),
    evidence: { statistic: 'weight at which the answer changes', value: first.change.threshold },
    suggestion: {
      text: `Ask what going from worst to best on ${name} is worth on the other criteria: the answer to that is its weight.`,
    },
    weight: weigh(severity, 1 - first.distance / (2 * NEAR)),
  };
}

/** One remark for each option that other weights would put first. */
function run(findings: Findings): CritiqueItem[] {
  const groups = new Map<string, Near[]>();
  const near = findings.weightSwitchovers
    .flatMap((change) => nearOf(findings, change))
    .sort((left, right) => left.distance - right.distance);
  for (const one of near) {
    const group = groups.get(one.change.to) ?? [];
    if (group.length < MOST_CRITERIA) groups.set(one.change.to, [...group, one]);
  }
  return [...groups.values()].map((found) => itemOf(findings, found as [Near, ...Near[]]));
}

export const check: FindingsCheck = {
  code: 'WEIGHT_SWITCHES',
  title: 'The answer changes with a small change of a weight',
  ground: 'Belton & Stewart, Multiple Criteria Decision Analysis (2002), ch. 5.',
  stage: 'findings',
  run,
};
