import type { Frame, InputFinding } from '../../decide/findings.ts';
import { count, counted, percent, within } from '../figures.ts';
import { list, plain } from '../labels.ts';
import {
  criterionName,
  inputName,
  inputNameFor,
  isEvent,
  optionName,
  outcomeName,
  spreadText,
} from '../view.ts';

/** What is known before the first sample is drawn, in sentences of plain text. */

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export function optionsSentence(frame: Frame): string {
  const names = frame.options.map(({ id }) => optionName(frame, id));
  return names.length === 1
    ? `One option is put: ${names[0]}.`
    : `${capitalised(counted(names.length, 'option'))} are put: ${list(names)}.`;
}

function criteriaText(frame: Frame): string {
  const { criteria = [] } = frame.scenario;
  const total = criteria.reduce(
    (sum, { weight }) => sum + (typeof weight === 'number' ? weight : Number.NaN),
    0,
  );
  return list(
    criteria.map(({ id, weight }) => {
      const name = criterionName(frame, id);
      return typeof weight === 'number' && total > 0
        ? `${name} (${percent(weight / total)})`
        : name;
    }),
  );
}

/** What the options are judged by, and over how long. */
export function judgedBySentence(frame: Frame): string[] {
  const { objective, criteria } = frame.scenario;
  const { periods } = frame;
  const horizon =
    periods === null
      ? ''
      : ` over ${count(periods.count)} ${plain(periods.unit, 20).replace(/s$/, '')}s`;
  if (criteria !== undefined) return [`They are judged by ${criteriaText(frame)}${horizon}.`];
  if (objective === undefined) return [];
  const [name, better] =
    'maximise' in objective ? [objective.maximise, 'more'] : [objective.minimise, 'less'];
  return [`They are judged by ${outcomeName(frame, name)}${horizon}: the ${better}, the better.`];
}

/** How the run draws its samples. */
export function samplingSentence(frame: Frame): string[] {
  if (frame.incomplete !== null || frame.inputs.length === 0) return [];
  const points = frame.sampler === 'sobol' ? 'Sobol samples' : 'random samples';
  return [
    `${count(frame.samples)} ${points}, seed ${frame.seed}, vary ${counted(frame.inputs.length, 'uncertain input')}.`,
  ];
}

/** Where a range comes from, as the scenario says. */
function groundOf({ source, note }: InputFinding): string {
  const said = plain(source ?? '', 60);
  if (said !== '') return `source: ${said}`;
  const noted = plain(note ?? '', 60);
  return noted === '' ? 'no source given' : noted;
}

function rangeWords(frame: Frame, input: InputFinding): string {
  const spread = spreadText(frame, input) ?? 'a range that follows from other inputs';
  return isEvent(frame, input) || !Number.isFinite(input.p50)
    ? spread
    : `${spread}, middle ${within(input.p50, input.p5, input.p95, input.unit)}`;
}

function inputSentence(frame: Frame, input: InputFinding): string {
  const fresh = input.perPeriod ? ', drawn anew in each period' : '';
  const text = `${inputNameFor(frame, input)}: ${rangeWords(frame, input)}${fresh}; ${groundOf(input)}`;
  return /[.…]$/.test(text) ? text : `${text}.`;
}

/** The uncertain inputs with their 90 % ranges, as declared; of many, the first ones. */
export function inputSentences(frame: Frame, most: number): string[] {
  const shown = frame.inputs.slice(0, most).map((input) => inputSentence(frame, input));
  const rest = frame.inputs.slice(most);
  if (rest.length === 0) return shown;
  const names = [...new Set(rest.map((input) => inputName(frame, input.name)))];
  return [
    ...shown,
    `${capitalised(counted(rest.length, 'further input'))}, such as ${list(names.slice(0, 3))}.`,
  ];
}
