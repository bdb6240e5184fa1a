import type { Scenario } from '@scenario-sandbox/contract';
import type { Frame } from '../../decide/findings.ts';
import { counted } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FrameCheck, Severity } from '../types.ts';
import { optionName, titleOf, weigh } from '../view.ts';

/** Words by which people name the option of changing nothing. */
const STANDING_STILL =
  /\b(status[ -]?quo|do(es)? nothing|do(es)? not|don[’']?t|no change|as[ -]is|as today|as we are|business as usual|bau|baseline|base case|keep|keeps|stay|stays|remain|go(es)? on|as now|leave|abandon|walk away|continue|maintain|renew|prolong|extend|same|current|today|existing|wait|defer|postpone|decline|none|nothing|no[ -]?(go|launch|build|buy|deal|hire|entry))\b/i;

function standsStill(option: Scenario['options'][number], someSet: boolean): boolean {
  const setsNothing = Object.keys(option.set ?? {}).length === 0;
  return (
    (someSet && setsNothing) ||
    STANDING_STILL.test(option.id) ||
    STANDING_STILL.test((option.name ?? '').slice(0, 400))
  );
}

/** Words of a scenario in which something ends, so that nothing may not be an option. */
const MUST_CHANGE =
  /\b(replac|renew|expir|successor|worn[ -]out|end of life|broken|shut ?down|must)/i;

/** Whether the options are amounts of one thing, of which none at all is a known case. */
function areAmounts({ scenario }: Frame): boolean {
  const sets = scenario.options.map((option) => Object.entries(option.set ?? {}));
  const [first = []] = sets;
  return (
    first.length > 0 &&
    sets.every(
      (set) =>
        set.length === first.length &&
        set.every(([name, spec], i) => name === first[i]?.[0] && isNumber(spec)),
    )
  );
}

const isNumber = (spec: unknown): boolean =>
  typeof spec === 'number' ||
  (typeof spec === 'object' &&
    spec !== null &&
    typeof (spec as { value?: unknown }).value === 'number');

function run(frame: Frame): CritiqueItem[] {
  const { options, title, question = '', description = '' } = frame.scenario;
  const someSet = options.some((option) => Object.keys(option.set ?? {}).length > 0);
  if (options.length < 2 || options.some((option) => standsStill(option, someSet))) return [];
  if (areAmounts(frame)) return [];
  const forced = MUST_CHANGE.test(`${title} ${question} ${description}`.slice(0, 4000));
  const severity: Severity = forced ? 'info' : 'warning';
  const names = list(
    options.map(({ id }) => optionName(frame, id)),
    4,
  );
  return [
    {
      code: check.code,
      severity,
      message: `None of the ${counted(options.length, 'option')} (${names}) reads as leaving things as they are${forced ? '; perhaps that cannot be done here' : ', so the run may not show whether any of them beats standing still'}.`,
      refs: ['options'],
      evidence: { statistic: 'options that read as changing nothing', value: 0 },
      suggestion: {
        text: `Could “${titleOf(frame)}” be answered by doing nothing for now? If so, add that as an option; if not, say so in the description.`,
      },
      weight: weigh(severity, forced ? 0.2 : 0.6),
    },
  ];
}

export const check: FrameCheck = {
  code: 'NO_DO_NOTHING',
  title: 'No option that reads as changing nothing',
  ground:
    'HM Treasury, The Green Book (2022): business as usual is the benchmark of every appraisal.',
  stage: 'frame',
  run,
};
