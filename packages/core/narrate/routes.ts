import type { Route } from '@scenario-sandbox/contract';
import type { Findings, Frame } from '../decide/findings.ts';
import { critiqueOf, frameCritiqueOf } from './critique.ts';
import { count, counted } from './figures.ts';
import { plain } from './labels.ts';
import { type Block, heading, item, paragraph, section } from './markdown.ts';
import { conditionSentences } from './sentences/conditions.ts';
import { driverSentences, driverSummary } from './sentences/drivers.ts';
import {
  inputSentences,
  judgedBySentence,
  optionsSentence,
  samplingSentence,
} from './sentences/frame.ts';
import { informationSentences, learnFirst } from './sentences/information.ts';
import {
  badCaseSentence,
  constraintSentences,
  dominanceSentences,
  optionSentences,
} from './sentences/options.ts';
import { reasonsOf, summaryOf } from './sentences/verdict.ts';
import { acceptabilitySentences, opinionSentences } from './sentences/weights.ts';
import type { CritiqueItem } from './types.ts';
import {
  amount,
  inputName,
  objectiveName,
  optionName,
  roughAmount,
  runnerUpOf,
  sharesOf,
  titleOf,
  winnerOf,
} from './view.ts';

/** What each route says, as blocks, what matters most first. */

const SAID_FIRST = 3;
const INPUTS: Readonly<Record<Route, number>> = { critique: 4, analysis: 4, decision: 0 };

/** Most remarks of one check, and most remarks, that are read aloud; the report has them all. */
const OF_ONE_CHECK = 2;
const HEAVY = 7;
const LIGHT = 2;

/** The first of the remarks, no more than a few of one kind. */
function varied(items: readonly CritiqueItem[], most: number): CritiqueItem[] {
  const seen = new Map<string, number>();
  return items
    .filter(({ code }) => {
      const before = seen.get(code) ?? 0;
      seen.set(code, before + 1);
      return before < OF_ONE_CHECK;
    })
    .slice(0, most);
}

/** The remarks on the scenario itself that are said while the run is still drawing. */
const saidFirst = (frame: Frame): CritiqueItem[] =>
  varied(
    frameCritiqueOf(frame).filter(({ severity }) => severity !== 'info'),
    SAID_FIRST,
  );

const remark = ({ message, suggestion }: CritiqueItem): Block =>
  item(message, ...(suggestion === undefined ? [] : [suggestion.text]));

const isSameRemark = (left: CritiqueItem, right: CritiqueItem) =>
  left.code === right.code && left.refs.join() === right.refs.join();

export function openingBlocks(frame: Frame, route: Route): Block[] {
  const question = route === 'decision' ? '' : plain(frame.scenario.question ?? '', 200);
  const gaps = route === 'critique' ? saidFirst(frame) : [];
  return [
    { kind: 'title', text: titleOf(frame) },
    ...(question === '' ? [] : [paragraph(question)]),
    paragraph(
      optionsSentence(frame),
      ...judgedBySentence(frame),
      ...samplingSentence(frame, INPUTS[route]),
    ),
    ...(INPUTS[route] === 0 ? [] : inputSentences(frame, INPUTS[route])).map((sentence) =>
      item(sentence),
    ),
    ...(gaps.length === 0 ? [] : [heading(`Seen before the run of ${frameId(frame)}`)]),
    ...gaps.map(remark),
  ];
}

const frameId = (frame: Frame) => plain(frame.scenario.id);

/** The critique but for what was said before. */
function remarkBlocks(findings: Findings, said: readonly CritiqueItem[]): Block[] {
  const items = critiqueOf(findings).filter(
    (remarked) => !said.some((known) => isSameRemark(known, remarked)),
  );
  const winner = winnerOf(findings);
  const title =
    winner === null
      ? `What “${titleOf(findings.frame)}” still lacks`
      : `What could overturn ${optionName(findings.frame, winner.id)}`;
  const heavy = items.filter(({ severity }) => severity !== 'info');
  const light = items.filter(({ severity }) => severity === 'info');
  const read = [...varied(heavy, HEAVY), ...varied(light, LIGHT)];
  const saidToLearn = read.some(({ code }) => code === 'WORTH_LEARNING');
  return [
    paragraph(summaryOf(findings), ...driverSummary(findings)),
    ...(heavy.length === 0 ? [] : [heading(title)]),
    ...varied(heavy, HEAVY).map(remark),
    ...(light.length === 0 ? [] : [heading(`Smaller remarks on ${frameId(findings.frame)}`)]),
    ...varied(light, LIGHT).map(remark),
    ...(winner === null || saidToLearn ? [] : [paragraph(...learnFirst(findings))]),
  ];
}

const critiqueBlocks = (findings: Findings): Block[] =>
  remarkBlocks(findings, saidFirst(findings.frame));

function decisionBlocks(findings: Findings): Block[] {
  const { frame } = findings;
  const winner = winnerOf(findings);
  if (winner === null) return remarkBlocks(findings, []);
  const name = optionName(frame, winner.id);
  const [serious] = critiqueOf(findings).filter(({ severity }) => severity === 'serious');
  return [
    paragraph(summaryOf(findings)),
    ...section(`Why ${name}`, reasonsOf(findings).slice(0, 3)),
    ...section('What would change it', conditionSentences(findings).slice(0, 2)),
    heading(`Before committing to ${name}`),
    paragraph(
      ...(serious === undefined ? [] : [serious.suggestion?.text ?? serious.message]),
      ...badCaseSentence(findings),
      ...learnFirst(findings),
      ...commitment(findings),
    ),
  ];
}

function commitment({ frame }: Findings): string[] {
  const { owner, review } = frame.scenario;
  const date = plain(review?.date ?? '', 60);
  const when = date === '' ? plain(review?.trigger ?? '', 60).replace(/\.$/, '') : date;
  const who = plain(owner ?? '', 60);
  if (who === '' && when === '') return [];
  return [
    `${who === '' ? 'The decision' : `${who} owns the decision`}${when === '' ? '' : `${who === '' ? ' is' : '; it is'} looked at again${date === '' ? ':' : ' on'} ${when}`}.`,
  ];
}

function analysisBlocks(findings: Findings): Block[] {
  const winner = winnerOf(findings);
  if (winner === null) return remarkBlocks(findings, []);
  const ranked = [...findings.options].sort((left, right) => left.rank - right.rank);
  const name = optionName(findings.frame, winner.id);
  return [
    paragraph(summaryOf(findings)),
    heading(`The options by ${objectiveName(findings)}`),
    ...ranked.slice(0, 5).map((option) => item(...optionSentences(findings, option))),
    ...section('Rules and dominance', [
      ...constraintSentences(findings),
      ...dominanceSentences(findings),
    ]),
    ...section(`What ${objectiveName(findings)} of ${name} hangs on`, driverSentences(findings, 5)),
    ...section('What would change the answer', conditionSentences(findings).slice(0, 4)),
    ...section('What it would be worth to know more', informationSentences(findings)),
    ...section('Under other weights and methods', [
      ...acceptabilitySentences(findings),
      ...opinionSentences(findings),
    ]),
    heading('How firm the figures are'),
    paragraph(...precisionSentences(findings)),
  ];
}

/** `the ranges of churn and four other inputs are`: the input that matters most, by name. */
function inputsText(findings: Findings): string {
  const { frame, recommendation } = findings;
  const names = new Set(frame.inputs.map(({ name }) => name));
  const top = sharesOf(findings, recommendation.primary ?? '')[0]?.variable ?? [...names][0];
  if (top === undefined) return 'the figures put in are';
  const name = inputName(frame, top, recommendation.primary ?? undefined);
  return names.size === 1
    ? `the range of ${name} is`
    : `the ranges of ${name} and ${counted(names.size - 1, 'other input')} are`;
}

function precisionSentences(findings: Findings): string[] {
  const { frame, recommendation } = findings;
  const { value, low, high } = recommendation.margin;
  const half = (high - low) / 2;
  const second = runnerUpOf(findings);
  if (second === null)
    return [`${count(frame.samples)} samples were drawn with seed ${frame.seed}.`];
  return [
    `${count(frame.samples)} samples (seed ${frame.seed}) fix the lead over ${optionName(frame, second.id)} at ${amount(findings, value, half)}${half > 0 ? `, give or take ${roughAmount(findings, half)}` : ''}.`,
    `That is the error of sampling alone; whether ${inputsText(findings)} right is another matter.`,
  ];
}

export const bodyBlocks: Readonly<Record<Route, (findings: Findings) => Block[]>> = {
  critique: critiqueBlocks,
  decision: decisionBlocks,
  analysis: analysisBlocks,
};
