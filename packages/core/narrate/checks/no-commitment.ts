import type { Frame } from '../../decide/findings.ts';
import { plain } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { titleOf, weigh } from '../view.ts';

function run(frame: Frame): CritiqueItem[] {
  const { owner, review } = frame.scenario;
  const owned = owner !== undefined && owner.trim() !== '';
  const reviewed = review?.date !== undefined || review?.trigger !== undefined;
  if (owned && reviewed) return [];
  const title = `“${titleOf(frame)}”`;
  const who = plain(owner ?? '', 40);
  const message = owned
    ? `${title} belongs to ${who}, but no date and no event is named at which it is looked at again.`
    : reviewed
      ? `${title} has a review ahead but nobody who owns the decision.`
      : `${title} names nobody who owns the decision and no date or event at which it is looked at again.`;
  const missing = [...(owned ? [] : ['owner']), ...(reviewed ? [] : ['review'])];
  return [
    {
      code: check.code,
      severity: 'info',
      message,
      refs: missing,
      evidence: { statistic: 'missing entries', value: missing.length },
      suggestion: {
        text: owned
          ? `Give ${plain(frame.scenario.id)} a \`review\` date, or the event on which ${who} looks at it again.`
          : `Name ${missing.map((part) => `\`${part}\``).join(' and ')} in ${plain(frame.scenario.id)}, so that somebody carries the choice out.`,
      },
      weight: weigh('info', 0.2 * missing.length),
    },
  ];
}

export const check: FrameCheck = {
  code: 'NO_COMMITMENT',
  title: 'No owner or no review',
  ground: 'Spetzler, Winter & Meyer, Decision Quality (2016): commitment to action.',
  stage: 'frame',
  run,
};
