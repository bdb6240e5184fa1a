import type { Frame } from '../../decide/findings.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { optionName, titleOf, weigh } from '../view.ts';

function run(frame: Frame): CritiqueItem[] {
  const names = frame.options.map(({ id }) => optionName(frame, id));
  if (names.length > 2) return [];
  const alone = names.length < 2;
  const severity = alone ? 'serious' : 'info';
  return [
    {
      code: check.code,
      severity,
      message: alone
        ? `${names[0] ?? 'No option'} stands alone in “${titleOf(frame)}”: with nothing to choose between, its figures cannot say whether to take it.`
        : `“${titleOf(frame)}” is put as two options, ${list(names)}: that hides every mixture of them and every later start.`,
      refs: ['options'],
      evidence: { statistic: 'options', value: names.length },
      suggestion: {
        text: alone
          ? `Set a real alternative beside ${names[0] ?? 'it'}, at least the one of leaving things as they are.`
          : `Ask what you would do if both ${list(names)} were forbidden, and add that as a third option.`,
      },
      weight: weigh(severity, 0.5),
    },
  ];
}

export const check: FrameCheck = {
  code: 'FEW_OPTIONS',
  title: 'Too few options',
  ground: 'Hammond, Keeney & Raiffa, Smart Choices (1999), ch. 4: alternatives.',
  stage: 'frame',
  run,
};
