import type { Frame } from '../../decide/findings.ts';
import { counted } from '../figures.ts';
import { capitalised, list } from '../labels.ts';
import type { CritiqueItem, FrameCheck } from '../types.ts';
import { optionName, titleOf, weigh } from '../view.ts';

/** What the scenario still lacks before its options can be ranked, in the order to write it. */
export function missingParts({ scenario }: Frame): string[] {
  const isEmpty = (part: object | undefined) =>
    part === undefined || Object.keys(part).length === 0;
  const set = scenario.options.some((option) => !isEmpty(option.set));
  const scored = scenario.criteria?.some((criterion) => criterion.scores !== undefined) ?? false;
  return [
    ...(isEmpty(scenario.criteria) && scenario.objective === undefined
      ? ['an objective or criteria to judge by']
      : []),
    ...(isEmpty(scenario.variables) && !set && !scored
      ? ['the quantities that differ between options, with their ranges']
      : []),
    ...(isEmpty(scenario.model) && !scored
      ? ['a model line from those to an outcome, or scores']
      : []),
  ];
}

/** `(1) a, (2) b`, so that the commas inside do not run into those between. */
const listed = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : parts.map((part, i) => `(${i + 1}) ${part}`).join('; ');

/** Options argued from one side only. */
function oneSided(frame: Frame): string {
  const praised = frame.scenario.options.filter(
    ({ pros = [], cons = [] }) => pros.length > 0 && cons.length === 0,
  );
  return praised.length === 0
    ? ''
    : ` Nothing is said against ${list(praised.map(({ id }) => optionName(frame, id)))}.`;
}

function run(frame: Frame): CritiqueItem[] {
  if (frame.incomplete === null) return [];
  const missing = missingParts(frame);
  const names = list(
    frame.options.map(({ id }) => optionName(frame, id)),
    4,
  );
  const argued = frame.scenario.options.reduce(
    (sum, { pros = [], cons = [] }) => sum + pros.length + cons.length,
    0,
  );
  return [
    {
      code: check.code,
      severity: 'serious',
      message: `${capitalised(counted(frame.options.length, 'option'))} ${frame.options.length === 1 ? 'is' : 'are'} described in words alone${argued > 0 ? `, with ${argued} pros and cons` : ''}; to rank them “${titleOf(frame)}” lacks ${listed(missing.length > 0 ? missing : ['a figure to rank by'])}.${oneSided(frame)}`,
      refs: ['criteria', 'variables', 'model'],
      evidence: { statistic: 'missing parts', value: missing.length },
      suggestion: {
        text: `Start with one criterion on which ${names} differ, and score each from 0 to 10, as p10 and p90 where you are unsure.`,
      },
      weight: weigh('serious', 1),
    },
  ];
}

export const check: FrameCheck = {
  code: 'INCOMPLETE',
  title: 'Nothing to rank the options by',
  ground: 'Keeney, Value-Focused Thinking (1992): values first, then alternatives.',
  stage: 'frame',
  run,
};
