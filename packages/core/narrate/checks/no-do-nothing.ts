import type { Scenario } from '@scenario-sandbox/contract';
import type { Frame } from '../../decide/findings.ts';
import { counted } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { optionName, titleOf, weigh } from '../view.ts';

/** Words by which people name the option of changing nothing. */
const STANDING_STILL =
  /\b(status[ -]?quo|do(es)? nothing|do(es)? not|don[’']?t|no change|as[ -]is|as today|as we are|business as usual|bau|baseline|base case|keep|keeps|stay|stays|remain|go(es)? on|as now|leave|abandon|walk away|continue|maintain|current|today|existing|wait|defer|postpone|decline|none|nothing|no[ -]?(go|launch|build|buy|deal|hire|entry))\b/i;

function standsStill(option: Scenario['options'][number], someSet: boolean): boolean {
  const setsNothing = Object.keys(option.set ?? {}).length === 0;
  return (
    (someSet && setsNothing) ||
    STANDING_STILL.test(option.id) ||
    STANDING_STILL.test((option.name ?? '').slice(0, 400))
  );
}

function run(frame: Frame): CritiqueItem[] {
  const { options } = frame.scenario;
  const someSet = options.some((option) => Object.keys(option.set ?? {}).length > 0);
  if (options.length < 2 || options.some((option) => standsStill(option, someSet))) return [];
  const names = list(
    options.map(({ id }) => optionName(frame, id)),
    4,
  );
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `All ${counted(options.length, 'option')} change something (${names}); none says what happens if nothing is done, so the run cannot show whether any of them beats standing still.`,
      refs: ['options'],
      evidence: { statistic: 'options that change nothing', value: 0 },
      suggestion: {
        text: `Add the option of leaving things as they are to “${titleOf(frame)}” and run it again.`,
      },
      weight: weigh('warning', 0.6),
    },
  ];
}

export const check: FrameCheck = {
  code: 'NO_DO_NOTHING',
  title: 'No option that changes nothing',
  ground:
    'HM Treasury, The Green Book (2022): business as usual is the benchmark of every appraisal.',
  stage: 'frame',
  run,
};
