import type { Findings } from '../../decide/findings.ts';
import { log } from '../../math/elementary.ts';
import { figure, fixed } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { criterionName, weigh } from '../view.ts';

/** Consistency ratio up to which comparisons are taken as they are, and from which they say little. */
const CONSISTENT = 0.1;
const HOPELESS = 0.2;

interface Odd {
  readonly more: string;
  readonly less: string;
  readonly said: number;
  /** The ratio of the weights that all comparisons together make. */
  readonly found: number;
}

/** The comparison that is furthest from the weights, by the ratio of the two. */
function oddestOf({ frame, objective }: Findings): Odd | null {
  const weights = new Map(objective?.criteria.map(({ id, weight }) => [id, weight]));
  const odds = (frame.scenario.comparisons ?? []).map(([more, less, said]): Odd => {
    const found = (weights.get(more) ?? Number.NaN) / (weights.get(less) ?? Number.NaN);
    return { more, less, said, found };
  });
  const distance = ({ said, found }: Odd) => Math.abs(log(said / found));
  const [oddest] = odds.sort((left, right) => distance(right) - distance(left));
  return oddest ?? null;
}

const times = (ratio: number): string => `${figure(ratio)} times`;

function run(findings: Findings): CritiqueItem[] {
  const ratio = findings.objective?.consistencyRatio ?? 0;
  const oddest = oddestOf(findings);
  if (ratio <= CONSISTENT || oddest === null) return [];
  const severity = ratio > HOPELESS ? 'serious' : 'warning';
  const [more, less] = [oddest.more, oddest.less].map((id) => criterionName(findings.frame, id));
  return [
    {
      code: check.code,
      severity,
      message: `The comparisons of criteria contradict one another: their consistency ratio is ${fixed(ratio, 2)}, and above 0.1 the weights say little. ${more} is said to count ${times(oddest.said)} as much as ${less}; all of them together make it ${times(oddest.found)}.`,
      refs: ['comparisons'],
      evidence: { statistic: 'consistency ratio', value: ratio },
      suggestion: {
        text: `Ask again how many times as much ${more} counts as ${less}, with the steps from worst to best on both in view, or give the weights themselves.`,
      },
      weight: weigh(severity, Math.min(1, ratio)),
    },
  ];
}

export const check: FindingsCheck = {
  code: 'CONTRADICTING_COMPARISONS',
  title: 'Comparisons of criteria that contradict one another',
  ground: 'Saaty, The Analytic Hierarchy Process (1980): a consistency ratio of 0.1 at most.',
  stage: 'findings',
  run,
};
