import type { Frame } from '../../decide/findings.ts';
import { figure, fixed, percent } from '../figures.ts';
import { plain } from '../labels.ts';
import type { CritiqueItem, FrameCheck, Patch } from '../types.ts';
import { denominators, timeWord } from '../units.ts';
import { criterionName, inputName, outcomeName, outcomeUnit, weigh } from '../view.ts';

type Quantity = { readonly name: string; readonly unit: string | null };

const same = (left: string, right: string): boolean =>
  left.replace(/\s/g, '').toLowerCase() === right.replace(/\s/g, '').toLowerCase();

const itemOf = (
  [ref, statistic, value]: [string, string, number],
  message: string,
  text: string,
  patch?: readonly Patch[],
): CritiqueItem => ({
  code: check.code,
  severity: 'warning',
  message,
  refs: [ref],
  evidence: { statistic, value },
  suggestion: { text, ...(patch === undefined ? {} : { patch }) },
  weight: weigh('warning', 0.7),
});

const PER_YEAR: ReadonlyMap<string, number> = new Map([
  ['hour', 8760],
  ['day', 365],
  ['week', 52],
  ['month', 12],
  ['quarter', 4],
  ['year', 1],
]);

/** Rates per year in a model that runs in months, and the like. */
function otherPeriods(frame: Frame, quantities: readonly Quantity[]): CritiqueItem[] {
  const period = timeWord(frame.periods?.unit ?? '');
  const perYear = PER_YEAR.get(period ?? '');
  if (period === null || perYear === undefined) return [];
  return quantities.flatMap(({ name, unit }): CritiqueItem[] => {
    const time = timeWord(denominators(unit).at(-1) ?? '');
    const own = PER_YEAR.get(time ?? '');
    if (time === null || own === undefined || own === perYear) return [];
    const factor = own > perYear ? own / perYear : perYear / own;
    return [
      itemOf(
        [`variables.${name}`, 'factor between the two', factor],
        `${inputName(frame, name)} is per ${time} while the model steps by ${period}: read as it stands it is off by a factor of ${fixed(factor, 0)}.`,
        `Convert ${inputName(frame, name)} to ${plain(unit?.split('/')[0] ?? '', 20)}/${period}, or convert it in the model and say so in its note.`,
      ),
    ];
  });
}

/** One name in two units. */
function twoUnits(frame: Frame, quantities: readonly Quantity[]): CritiqueItem[] {
  const first = new Map<string, string>();
  const reported = new Set<string>();
  return quantities.flatMap(({ name, unit }): CritiqueItem[] => {
    if (unit === null) return [];
    const known = first.get(name);
    if (known === undefined) first.set(name, unit);
    if (known === undefined || same(known, unit) || reported.has(name)) return [];
    reported.add(name);
    return [
      itemOf(
        [`variables.${name}`, 'units for one name', 2],
        `${inputName(frame, name)} is in ${plain(known, 24)} for one option and in ${plain(unit, 24)} for another: the options are compared in different measures.`,
        `Give ${inputName(frame, name)} in ${plain(known, 24)} everywhere.`,
      ),
    ];
  });
}

/** A criterion said to be in one unit that reads an outcome in another. */
function criteriaUnits(frame: Frame): CritiqueItem[] {
  return (frame.scenario.criteria ?? []).flatMap(({ id, unit, outcome }): CritiqueItem[] => {
    const read = outcome === undefined ? null : outcomeUnit(frame, outcome);
    if (unit === undefined || outcome === undefined || read === null || same(unit, read)) return [];
    const [name, line] = [criterionName(frame, id), outcomeName(frame, outcome)];
    return [
      itemOf(
        [`criteria.${id}`, 'units for one criterion', 2],
        `${name} is said to be in ${plain(unit, 24)} but reads ${line}, which is in ${plain(read, 24)}; its scale would be wrong by whatever lies between the two.`,
        `Write ${plain(read, 24)} as the unit of ${name}, or convert ${line}.`,
        [{ path: `criteria.${id}.unit`, value: read }],
      ),
    ];
  });
}

/** `%` written beside figures that look like fractions. */
function fractions(frame: Frame): CritiqueItem[] {
  return frame.inputs
    .filter(({ unit, p5, p95 }) => unit?.trim() === '%' && p5 >= 0 && p95 <= 1 && p95 > 0)
    .map(({ name, p50 }) =>
      itemOf(
        [`variables.${name}`, 'median', p50],
        `${inputName(frame, name)} has the unit % and a median of ${figure(p50)}: it is either ${percent(p50)} written as a fraction, or far smaller than it looks.`,
        `Write ${inputName(frame, name)} as a fraction without a unit, or multiply it by 100.`,
      ),
    );
}

function run(frame: Frame): CritiqueItem[] {
  const quantities: Quantity[] = [...frame.inputs, ...frame.constants];
  return [
    ...otherPeriods(frame, quantities).slice(0, 3),
    ...twoUnits(frame, quantities).slice(0, 3),
    ...criteriaUnits(frame).slice(0, 3),
    ...fractions(frame).slice(0, 3),
  ];
}

export const check: FrameCheck = {
  code: 'UNIT_MISMATCH',
  title: 'Units that do not fit together',
  ground: 'Mars Climate Orbiter Mishap Investigation Board, Phase I Report (NASA, 1999).',
  stage: 'frame',
  run,
};
