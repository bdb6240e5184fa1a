import type { Frame } from '../../decide/findings.ts';
import { counted } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { inputName, outcomeName, weigh } from '../view.ts';

function run(frame: Frame): CritiqueItem[] {
  const { unused } = frame;
  if (unused.length === 0) return [];
  const names = list(unused.map((name) => inputName(frame, name)));
  const read = list(
    frame.outcomes.map(({ name }) => outcomeName(frame, name)),
    3,
  );
  const one = unused.length === 1;
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `${names} ${one ? 'reaches' : 'reach'} no outcome${read === '' ? '' : ` (${read})`}: ${counted(unused.length, 'line')} of the scenario that ${one ? 'changes' : 'change'} nothing, whatever ${one ? 'its value' : 'their values'}.`,
      refs: unused.map((name) =>
        frame.scenario.model?.[name] === undefined ? `variables.${name}` : `model.${name}`,
      ),
      evidence: { statistic: 'unused lines', value: unused.length },
      suggestion: {
        text: `Use ${names} in the model, or delete ${one ? 'it' : 'them'}: a reader will think ${one ? 'it counts' : 'they count'}.`,
      },
      weight: weigh('warning', 0.3),
    },
  ];
}

export const check: FrameCheck = {
  code: 'UNUSED_INPUT',
  title: 'An input that nothing reads',
  ground: 'Morgan & Henrion, Uncertainty (1990), ch. 3: as simple as possible, but no simpler.',
  stage: 'frame',
  run,
};
