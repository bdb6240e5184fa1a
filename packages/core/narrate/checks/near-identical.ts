import type { Findings, SimilarityFinding } from '../../decide/findings.ts';
import { fixed } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { amount, objectiveName, objectiveSd, optionName, optionOf, weigh } from '../view.ts';

const CORRELATION = 0.99;
/** Mean difference, in standard deviations of the outcome or, for scores, in points. */
const SMALL_SD = 0.05;
const SMALL_POINTS = 1;

function isSmall(findings: Findings, pair: SimilarityFinding): boolean {
  const left = optionOf(findings, pair.left);
  const sd = left === null ? null : objectiveSd(findings, left);
  const limit = sd === null ? SMALL_POINTS : SMALL_SD * sd;
  return Math.abs(pair.meanDifference.value) < limit;
}

function run(findings: Findings): CritiqueItem[] {
  const { frame, recommendation } = findings;
  return findings.pairs
    .filter((pair) => pair.correlation > CORRELATION && isSmall(findings, pair))
    .map((pair) => {
      const [left, right] = [optionName(frame, pair.left), optionName(frame, pair.right)];
      const leads = [pair.left, pair.right].includes(recommendation.primary ?? '');
      return {
        code: check.code,
        severity: 'warning',
        message: `${left} and ${right} are nearly the same option: on ${objectiveName(findings)} they move together (correlation ${fixed(pair.correlation, 3)}) and differ by ${amount(findings, Math.abs(pair.meanDifference.value))} on average.`,
        refs: [`options.${pair.left}`, `options.${pair.right}`],
        evidence: { statistic: 'sample correlation', value: pair.correlation },
        suggestion: {
          text: `Merge ${left} and ${right}, or give one of them an input that sets it apart.`,
        },
        weight: weigh('warning', leads ? 0.8 : 0.3),
      };
    });
}

export const check: FindingsCheck = {
  code: 'NEAR_IDENTICAL_OPTIONS',
  title: 'Options that are nearly the same',
  ground: 'Spetzler, Winter & Meyer, Decision Quality (2016): alternatives must differ in kind.',
  stage: 'findings',
  run,
};
