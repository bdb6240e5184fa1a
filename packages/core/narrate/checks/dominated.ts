import type { DominanceFinding, Findings } from '../../decide/findings.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { amount, objectiveName, optionName, optionOf, orZero, weigh } from '../view.ts';

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

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  return strongest(findings).map((finding) => {
    const [worse, better] = [optionName(frame, finding.dominated), optionName(frame, finding.by)];
    const gap = Math.abs(
      orZero(optionOf(findings, finding.by)?.value.value ?? 0) -
        orZero(optionOf(findings, finding.dominated)?.value.value ?? 0),
    );
    const severity: Severity = finding.order === 2 ? 'info' : 'warning';
    const second = finding.dominated === findings.recommendation.runnerUp;
    return {
      code: check.code,
      severity,
      message: `${worse} does worse than ${better} on ${objectiveName(findings)} ${HOW[finding.order]}; the gap is ${amount(findings, gap)} on average.`,
      refs: [`options.${finding.dominated}`, `options.${finding.by}`],
      evidence: { statistic: `dominance of order ${finding.order}`, value: gap },
      suggestion: {
        text:
          finding.order === 2
            ? `Take ${worse} only for a reason that ${objectiveName(findings)} does not hold.`
            : `Drop ${worse}, or write down as a criterion what it offers that ${objectiveName(findings)} leaves out.`,
      },
      weight: weigh(severity, second ? 0.6 : 0.35),
    };
  });
}

export const check: FindingsCheck = {
  code: 'DOMINATED_OPTION',
  title: 'An option that another beats throughout',
  ground:
    'Hammond, Keeney & Raiffa, Even Swaps (1998); Hadar & Russell, Rules for Ordering Uncertain Prospects (1969).',
  stage: 'findings',
  run,
};
