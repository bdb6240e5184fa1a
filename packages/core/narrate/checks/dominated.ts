import type { DominanceFinding, Findings } from '../../decide/findings.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import {
  amount,
  objectiveName,
  objectiveUnit,
  optionName,
  optionOf,
  orZero,
  weigh,
} from '../view.ts';
import { criteriaOf } from './criteria.ts';

/** The strongest case against each dominated option. */
function strongest(findings: Findings): DominanceFinding[] {
  const best = new Map<string, DominanceFinding>();
  for (const finding of findings.dominance) {
    const known = best.get(finding.dominated);
    if (known === undefined || finding.order < known.order) best.set(finding.dominated, finding);
  }
  return [...best.values()];
}

const HOW = [
  'in every sample',
  'at every level: whatever target is set, it is the less likely to reach it',
  'for everyone who dislikes risk',
] as const;

/** How much better the option that dominates is on what the options are ranked by. */
const gapOf = (findings: Findings, { by, dominated }: DominanceFinding): number =>
  Math.abs(
    orZero(optionOf(findings, by)?.value.value ?? 0) -
      orZero(optionOf(findings, dominated)?.value.value ?? 0),
  );

/** `Freemium does worse than Usage-based on npv in every sample; the gap is €222 k on average`. */
function caseOf(findings: Findings, finding: DominanceFinding): string {
  const { frame } = findings;
  const average = optionOf(findings, finding.by)?.certaintyEquivalent === null;
  const gap = `${amount(findings, gapOf(findings, finding))} ${average ? 'on average' : 'at the stated attitude to risk'}`;
  return `${optionName(frame, finding.dominated)} does worse than ${optionName(frame, finding.by)} on ${objectiveName(findings)} ${HOW[finding.order]}; the gap is ${gap}`;
}

/** One remark on options beaten in the same way. */
function itemOf(findings: Findings, found: readonly DominanceFinding[]): CritiqueItem[] {
  const [first] = found;
  if (first === undefined) return [];
  const worse = list(found.map(({ dominated }) => optionName(findings.frame, dominated)));
  const severity: Severity = first.order === 2 ? 'info' : 'warning';
  const line = objectiveName(findings);
  const second = found.some(({ dominated }) => dominated === findings.recommendation.runnerUp);
  const [it, offers] = found.length === 1 ? ['it', 'offers'] : ['they', 'offer'];
  return [
    {
      code: check.code,
      severity,
      message: `${found.map((finding) => caseOf(findings, finding)).join('. ')}.`,
      refs: found.flatMap(({ dominated, by }) => [`options.${dominated}`, `options.${by}`]),
      evidence: {
        statistic: `dominance of order ${first.order}`,
        value: gapOf(findings, first),
        unit: objectiveUnit(findings),
      },
      suggestion: {
        text:
          first.order === 2
            ? `Take ${worse} only for a reason that ${line} does not hold.`
            : `Drop ${worse}, or write down as a criterion what ${it} ${offers} that ${line} leaves out.`,
      },
      weight: weigh(severity, second ? 0.6 : 0.35),
    },
  ];
}

/** Beaten whatever the criteria weigh: where one is better at something, the weights alone put it behind. */
function beatenAtAnyWeights(findings: Findings, { dominated }: DominanceFinding): boolean {
  return criteriaOf(findings).length < 2 || !findings.pareto.includes(dominated);
}

function run(findings: Findings): CritiqueItem[] {
  const found = strongest(findings).filter((finding) => beatenAtAnyWeights(findings, finding));
  const beaten = found.filter(({ order }) => order < 2).sort((a, b) => a.order - b.order);
  return [
    ...itemOf(findings, beaten.slice(0, 3)),
    ...itemOf(findings, found.filter(({ order }) => order === 2).slice(0, 3)),
  ];
}

export const check: FindingsCheck = {
  code: 'DOMINATED_OPTION',
  title: 'An option that another beats throughout',
  ground:
    'Hammond, Keeney & Raiffa, Even Swaps (1998); Hadar & Russell, Rules for Ordering Uncertain Prospects (1969).',
  stage: 'findings',
  run,
};
