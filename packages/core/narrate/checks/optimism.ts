import type { Findings, InputFinding, TornadoBar } from '../../decide/findings.ts';
import { percent, within } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  amount,
  inputName,
  inputOf,
  isEvent,
  objectiveName,
  optionName,
  relevanceOf,
  swingsOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Share of the p10–p90 range on the favourable side of the middle below which the middle is optimistic. */
const ROOM = 0.2;

/** The mode where the scenario states one, else the median. */
function middleOf(findings: Findings, input: InputFinding): number {
  const spec = findings.frame.scenario.variables?.[input.name];
  const mode = typeof spec === 'object' ? (spec as { mode?: unknown }).mode : undefined;
  return typeof mode === 'number' ? mode : input.p50;
}

/** Share of the range that is better than the middle; null where the bar tells no direction. */
function roomAbove(findings: Findings, bar: TornadoBar, input: InputFinding): number | null {
  const width = input.p90 - input.p10;
  if (!bar.monotone || !(width > 0) || bar.high === bar.low) return null;
  const rising = bar.high > bar.low;
  const highIsGood = rising === (findings.objective?.direction !== 'minimise');
  const middle = middleOf(findings, input);
  return (highIsGood ? input.p90 - middle : middle - input.p10) / width;
}

function itemOf(findings: Findings, bar: TornadoBar, input: InputFinding, room: number) {
  const { frame } = findings;
  const name = inputName(frame, input.name, bar.option);
  const middle = middleOf(findings, input);
  const highIsGood = Math.abs(input.p90 - middle) < Math.abs(middle - input.p10);
  const bad = highIsGood
    ? { input: input.p10, outcome: bar.low }
    : { input: input.p90, outcome: bar.high };
  const figureOf = (value: number) => within(value, input.p10, input.p90, input.unit);
  const item: CritiqueItem = {
    code: check.code,
    severity: 'warning',
    message: `The middle estimate of ${name}, ${figureOf(middle)}, lies almost at its favourable end: ${percent(Math.max(0, room))} of its p10–p90 range is better; at ${figureOf(bad.input)}, ${objectiveName(findings)} of ${optionName(frame, bar.option)} goes from ${amount(findings, bar.base)} to ${amount(findings, bad.outcome)}.`,
    refs: [`variables.${input.name}`],
    evidence: { statistic: 'share of the range that is better than the middle', value: room },
    suggestion: {
      text: `Ask somebody with no stake in ${optionName(frame, bar.option)} for p10, p50 and p90 of ${name}, or take the figures of past cases.`,
    },
    weight: weigh('warning', relevanceOf(findings, input.name)),
  };
  return item;
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return swingsOf(findings, winner.id).flatMap((bar) => {
    const input = inputOf(findings.frame, bar.variable, winner.id);
    const room =
      input === undefined || isEvent(findings.frame, input)
        ? null
        : roomAbove(findings, bar, input);
    return input === undefined || room === null || room >= ROOM
      ? []
      : [itemOf(findings, bar, input, room)];
  });
}

export const check: FindingsCheck = {
  code: 'OPTIMISM',
  title: 'A middle estimate near the best case',
  ground:
    'HM Treasury, The Green Book (2022), on optimism bias; Kahneman & Lovallo, Timid Choices and Bold Forecasts (1993).',
  stage: 'findings',
  run,
};
