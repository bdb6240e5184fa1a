import type { Findings, Frame } from '../decide/findings.ts';
import { checks } from './checks/registry.ts';
import type { CritiqueItem } from './types.ts';

/** Most remarks of one check: the rest of a long list says nothing new. */
const MOST_PER_CHECK = 5;

/** A remark without a figure behind it is not made. */
const hasFigure = ({ evidence }: CritiqueItem) => Number.isFinite(evidence.value);

/** Heaviest first; remarks of equal weight stay in the order they were made in. */
const byWeight = (items: readonly CritiqueItem[]): CritiqueItem[] =>
  items.filter(hasFigure).sort((left, right) => right.weight - left.weight);

/** The remarks that need no samples, heaviest first. */
export function frameCritiqueOf(frame: Frame): CritiqueItem[] {
  return byWeight(
    checks.flatMap((check) =>
      check.stage === 'frame' ? byWeight(check.run(frame)).slice(0, MOST_PER_CHECK) : [],
    ),
  );
}

/** The whole critique of a run, what matters most to its answer first. */
export function critiqueOf(findings: Findings): CritiqueItem[] {
  const items = checks.flatMap((check) =>
    byWeight(check.stage === 'frame' ? check.run(findings.frame) : check.run(findings)).slice(
      0,
      MOST_PER_CHECK,
    ),
  );
  return byWeight(items);
}
