import type { Frame, InputFinding } from '../../decide/findings.ts';
import { count, counted, percent, within } from '../figures.ts';
import { capitalised, list, plain } from '../labels.ts';
import {
  criterionName,
  inputName,
  inputNameFor,
  isDerived,
  isEvent,
  optionName,
  outcomeName,
  spreadText,
} from '../view.ts';

/** What is known before the first sample is drawn, in sentences of plain text. */

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

/** How the run draws its samples; listed: how many of its inputs are listed next. */
export function samplingSentence(frame: Frame, listed: number): string[] {
  if (frame.incomplete !== null || frame.inputs.length === 0) return [];
  const points = frame.sampler === 'sobol' ? 'Sobol samples' : 'random samples';
  const atMost = frame.scenario.precision === 'decision' ? 'At most ' : '';
  return [
    `${atMost}${count(frame.samples)} ${points}, seed ${frame.seed}, vary ${counted(frame.inputs.length, 'uncertain input')}.`,
    ...(listed > 0 && loosest(frame).length > listed ? ['Of these the least is known of:'] : []),
  ];
}

/** Addresses cut to their host: where a range comes from is read aloud here, not followed. */
const hostOnly = (text: string) => text.replace(/\b((?:[\w-]+\.)+[a-z]{2,})\/[^\s,;]+/gi, '$1');

/** Where a range comes from, as the scenario says. */
function groundOf({ source, note }: InputFinding): string {
  const said = plain(hostOnly(source ?? ''), 90);
  if (said !== '') return `source: ${said}`;
  const noted = plain(note ?? '', 90);
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

/** Width of the 90 % range beside its middle: what is least known comes first. */
function looseness({ p5, p50, p95 }: InputFinding): number {
  const ratio = Math.abs(p95 - p5) / Math.max(Math.abs(p50), Math.abs(p95 - p5) / 4);
  return Number.isFinite(ratio) ? ratio : 0;
}

/** One definition of each input that is an estimate of its own, the least known first. */
function loosest(frame: Frame): InputFinding[] {
  const byName = new Map<string, InputFinding>();
  for (const input of frame.inputs) {
    if (isDerived(input)) continue;
    const known = byName.get(input.name);
    if (known === undefined || looseness(input) > looseness(known)) byName.set(input.name, input);
  }
  return [...byName.values()].sort((left, right) => looseness(right) - looseness(left));
}

/** The least known of the uncertain inputs with their 90 % ranges; of many, the first ones. */
export function inputSentences(frame: Frame, most: number): string[] {
  const inputs = loosest(frame);
  const shown = inputs.slice(0, most).map((input) => inputSentence(frame, input));
  const rest = inputs.slice(most);
  if (rest.length === 0) return shown;
  const names = rest.map((input) => inputName(frame, input.name));
  return [
    ...shown,
    `${capitalised(counted(rest.length, 'further input'))}${rest.length > 3 ? `, such as ${list(names.slice(0, 3))}` : `: ${list(names)}`}.`,
  ];
}
