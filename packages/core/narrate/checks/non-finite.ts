import type { Findings } from '../../decide/findings.ts';
import { count, percent } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import { optionName, outcomeName, weigh } from '../view.ts';

/** Share of samples without a value from which the figures of what is left mislead. */
const SERIOUS = 0.01;

interface Gap {
  readonly outcome: string;
  readonly options: string[];
  /** Worst share over the options. */
  share: number;
  nan: number;
  infinite: number;
}

function gapsOf(findings: Findings): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const option of findings.options) {
    for (const [outcome, { nan, infinite }] of Object.entries(option.outcomes)) {
      if (!(nan + infinite > 0)) continue;
      const gap = gaps.get(outcome) ?? { outcome, options: [], share: 0, nan: 0, infinite: 0 };
      gap.options.push(option.id);
      gap.share = Math.max(gap.share, (nan + infinite) / Math.max(1, findings.frame.samples));
      gap.nan += nan;
      gap.infinite += infinite;
      gaps.set(outcome, gap);
    }
  }
  return [...gaps.values()];
}

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  return gapsOf(findings).map((gap) => {
    const ranks =
      gap.outcome === findings.objective?.outcome || findings.objective?.kind === 'score';
    const severity: Severity = ranks && gap.share >= SERIOUS ? 'serious' : 'warning';
    const name = outcomeName(frame, gap.outcome);
    const what = [
      ...(gap.nan > 0 ? [`${count(gap.nan)} not a number`] : []),
      ...(gap.infinite > 0 ? [`${count(gap.infinite)} infinite`] : []),
    ].join(', ');
    const cause =
      gap.nan > 0 ? 'a root or logarithm of a negative number, or 0 / 0' : 'a division by 0';
    return {
      code: check.code,
      severity,
      message: `${name} has no value in up to ${percent(gap.share)} of samples (${what}) for ${list(
        gap.options.map((id) => optionName(frame, id)),
        4,
      )}; those samples are left out, so the figures describe only the cases that worked.`,
      refs: [`model.${gap.outcome}`],
      evidence: { statistic: 'share of samples without a value', value: gap.share },
      suggestion: {
        text: `Look in ${name} for ${cause}, and bound the input that lets it happen with truncate, max or clamp.`,
      },
      weight: weigh(severity, 10 * gap.share),
    };
  });
}

export const check: FindingsCheck = {
  code: 'NO_VALUE',
  title: 'Samples without a value',
  ground:
    'Goldberg, What Every Computer Scientist Should Know About Floating-Point Arithmetic (1991).',
  stage: 'findings',
  run,
};
