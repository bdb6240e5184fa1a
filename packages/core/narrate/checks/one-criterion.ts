import type { CriterionFinding, Findings } from '../../decide/findings.ts';
import { percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { criterionName, optionName, weigh } from '../view.ts';
import { additiveValues, best, criteriaOf } from './criteria.ts';

/** Smallest lead, in value, that counts as another option winning. */
const LEAD = 0.005;

/** The option that leads once the criterion is left out; null where the recommended one still does. */
function leaderWithout(findings: Findings, criterion: CriterionFinding): number | null {
  const { frame, recommendation } = findings;
  const rest = criteriaOf(findings).filter((other) => other !== criterion);
  const primary = frame.options.findIndex(({ id }) => id === recommendation.primary);
  const values = additiveValues(rest, frame.options.length);
  const leader = best(values);
  const lead = (values[leader] ?? 0) - (values[primary] ?? 0);
  return primary >= 0 && leader !== primary && lead > LEAD ? leader : null;
}

function run(findings: Findings): CritiqueItem[] {
  const { frame, recommendation } = findings;
  const criteria = criteriaOf(findings);
  if (criteria.length < 2 || recommendation.primary === null) return [];
  const deciding = criteria.flatMap((criterion) => {
    const leader = leaderWithout(findings, criterion);
    return leader === null ? [] : [{ criterion, leader }];
  });
  const [only] = deciding;
  if (deciding.length !== 1 || only === undefined) return [];
  const { criterion } = only;
  const name = criterionName(frame, criterion.id);
  const other = optionName(frame, frame.options[only.leader]?.id ?? '');
  const severity = criterion.weight >= 0.5 ? 'warning' : 'info';
  return [
    {
      code: check.code,
      severity,
      message: `${name} alone decides (weight ${percent(criterion.weight)}): without it ${other} leads, and leaving out any other of the ${criteria.length} criteria changes nothing at the top.`,
      refs: [`criteria.${criterion.id}`],
      evidence: { statistic: 'weight', value: criterion.weight },
      suggestion: {
        text: `Check how ${name} is measured for ${optionName(frame, recommendation.primary)} and ${other} before its weight: an error there is an error in the answer.`,
      },
      weight: weigh(severity, criterion.weight),
    },
  ];
}

export const check: FindingsCheck = {
  code: 'ONE_CRITERION_DECIDES',
  title: 'One criterion decides',
  ground: 'Hammond, Keeney & Raiffa, Smart Choices (1999), ch. 6: trade-offs.',
  stage: 'findings',
  run,
};
