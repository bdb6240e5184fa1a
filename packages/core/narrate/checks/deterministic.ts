import type { Frame } from '../../decide/findings.ts';
import { counted, figure } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { criterionName, inputName, titleOf, weigh } from '../view.ts';

function run(frame: Frame): CritiqueItem[] {
  if (frame.inputs.length > 0 || frame.incomplete !== null) return [];
  const numbers = [
    ...new Map(frame.constants.map((constant) => [constant.name, constant])).values(),
  ];
  const criteria = list(
    (frame.scenario.criteria ?? []).map(({ id }) => criterionName(frame, id)),
    3,
  );
  const named = numbers.map(
    ({ name, value, unit }) => `${inputName(frame, name)} = ${figure(value, { unit })}`,
  );
  return [
    {
      code: check.code,
      severity: 'serious',
      message: `Nothing in “${titleOf(frame)}” is uncertain: ${
        named.length === 0
          ? `its ${counted(frame.outcomes.length, 'outcome')} follow from fixed scores`
          : `${list(named, 4)} ${numbers.length === 1 ? 'is' : 'are'} taken as known exactly`
      }, so all ${frame.samples} samples are the same one and no probability means anything.`,
      refs: numbers.slice(0, 20).map(({ name }) => `variables.${name}`),
      evidence: { statistic: 'uncertain inputs', value: 0 },
      suggestion: {
        text:
          named.length === 0
            ? `Give the scores on ${criteria} that people disagree about as a range of p10 and p90.`
            : `Give ${list(
                numbers.slice(0, 3).map(({ name }) => inputName(frame, name)),
              )} as p10, p50 and p90 instead of one figure each.`,
      },
      weight: weigh('serious', 0.8),
    },
  ];
}

export const check: FrameCheck = {
  code: 'NOTHING_UNCERTAIN',
  title: 'A scenario without uncertainty',
  ground: 'Savage, The Flaw of Averages (2009).',
  stage: 'frame',
  run,
};
