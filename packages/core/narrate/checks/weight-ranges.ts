import type { CriterionFinding, Findings } from '../../decide/findings.ts';
import { fixed, percent, range } from '../figures.ts';
import type { CritiqueItem, FindingsCheck, Patch } from '../types.ts';
import { criterionName, outcomeUnit, weigh } from '../view.ts';
import { criteriaOf, spreadOf } from './criteria.ts';

/** Share of its own scale that the options use, below which a weight buys less than it says. */
const SMALL_PART = 0.25;

const unitOf = (findings: Findings, criterion: CriterionFinding): string | null =>
  findings.frame.scenario.criteria?.find(({ id }) => id === criterion.id)?.unit ??
  (criterion.outcome === null ? null : outcomeUnit(findings.frame, criterion.outcome));

/** Weights set for a scale of which the options differ on a small part. */
function partOfScale(findings: Findings, criterion: CriterionFinding): CritiqueItem {
  const name = criterionName(findings.frame, criterion.id);
  const spread = spreadOf(criterion);
  return {
    code: check.code,
    severity: 'warning',
    message: `${name} has ${percent(criterion.weight)} of the weight for its whole scale (${range(criterion.worst, criterion.best, unitOf(findings, criterion))}), but the options differ on ${percent(spread)} of that scale, so it moves the score by ${fixed(100 * criterion.weight * spread, 1)} points at most.`,
    refs: [`criteria.${criterion.id}.scale`, `criteria.${criterion.id}.weight`],
    evidence: { statistic: 'share of the scale that the options use', value: spread },
    suggestion: {
      text: `If ${percent(criterion.weight)} was meant for the difference between these options, narrow the scale of ${name} to it.`,
    },
    weight: weigh('warning', criterion.weight),
  };
}

/** The scale as it is now, written down: the score stays, and another option no longer moves it. */
function pinned({ id, worst, best }: CriterionFinding): { patch?: readonly Patch[] } {
  if (!Number.isFinite(worst) || !Number.isFinite(best) || worst === best) return {};
  return { patch: [{ path: `criteria.${id}.scale`, value: { worst, best } }] };
}

/** Weights on a scale that the run chose, so that they change meaning with the options. */
function scaleOfTheRun(findings: Findings, criterion: CriterionFinding): CritiqueItem {
  const name = criterionName(findings.frame, criterion.id);
  return {
    code: check.code,
    severity: 'info',
    message: `The weight of ${name}, ${percent(criterion.weight)}, was set without a scale: it now buys the step from ${range(criterion.worst, criterion.best, unitOf(findings, criterion))}, the range this run happened to see, and another option would change it.`,
    refs: [`criteria.${criterion.id}.scale`],
    evidence: { statistic: 'weight', value: criterion.weight },
    suggestion: {
      text: `Fix the scale of ${name} from worst to best acceptable, then ask whether that step is worth ${percent(criterion.weight)} of everything.`,
      ...pinned(criterion),
    },
    weight: weigh('info', criterion.weight),
  };
}

function run(findings: Findings): CritiqueItem[] {
  const criteria = criteriaOf(findings);
  if (criteria.length < 2) return [];
  return criteria.flatMap((criterion): CritiqueItem[] => {
    const spec = findings.frame.scenario.criteria?.find(({ id }) => id === criterion.id);
    const scaled = spec?.scale !== undefined || spec?.value !== undefined;
    const share = 1 / criteria.length;
    if (!scaled) return criterion.weight >= share ? [scaleOfTheRun(findings, criterion)] : [];
    const spread = spreadOf(criterion);
    return criterion.weight >= share && spread > 0.02 && spread < SMALL_PART
      ? [partOfScale(findings, criterion)]
      : [];
  });
}

export const check: FindingsCheck = {
  code: 'WEIGHTS_IGNORE_RANGES',
  title: 'A weight set without regard to its range',
  ground:
    'von Nitzsch & Weber, The Effect of Attribute Ranges on Weights (Management Science, 1993).',
  stage: 'findings',
  run,
};
