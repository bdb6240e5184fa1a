import type { Findings } from '../../decide/findings.ts';
import { METHOD_NAMES } from '../checks/second-opinion.ts';
import { percent } from '../figures.ts';
import { list } from '../labels.ts';
import { criterionName, optionName } from '../view.ts';

/** What weights people may hold say: rank acceptability and central weights. */
export function acceptabilitySentences(findings: Findings): string[] {
  const { acceptability, frame } = findings;
  return acceptability
    .filter(({ ranks }) => (ranks[0] ?? 0) >= 0.01)
    .sort((left, right) => (right.ranks[0] ?? 0) - (left.ranks[0] ?? 0))
    .slice(0, 4)
    .map(({ option, ranks, centralWeights }) => {
      const heaviest = Object.entries(centralWeights ?? {}).sort(
        (left, right) => right[1] - left[1],
      )[0];
      const holder =
        heaviest === undefined
          ? ''
          : `; whoever prefers it gives ${criterionName(frame, heaviest[0])} about ${percent(heaviest[1])}`;
      return `${optionName(frame, option)} comes first under ${percent(ranks[0] ?? 0)} of the weights and outcomes drawn${holder}.`;
    });
}

/** Whether other methods agree. */
export function opinionSentences(findings: Findings): string[] {
  const { secondOpinions, frame } = findings;
  if (secondOpinions.length === 0) return [];
  const said = secondOpinions.map(({ method, ranking }, i) =>
    [
      METHOD_NAMES[method],
      ...(i === 0 ? ['puts'] : []),
      optionName(frame, ranking[0]?.option ?? ''),
    ]
      .concat(i === 0 ? ['first'] : [])
      .join(' '),
  );
  return [`By the same expected figures ${list(said)}.`];
}
