import type { Findings, InputFinding, Switchover } from '../../decide/findings.ts';
import { percent, within } from '../figures.ts';
import { capitalised, plain } from '../labels.ts';
import type { CritiqueItem, FindingsCheck, Severity } from '../types.ts';
import {
  inputName,
  inputNameFor,
  inputOf,
  isCounted,
  isEvent,
  isLuck,
  optionName,
  weigh,
  winnerOf,
} from '../view.ts';

/** Probability beyond the threshold from which a switch is a serious possibility. */
const SERIOUS = 0.25;
/** Share of the samples that lie beyond p5 or p95. */
const TAIL = 0.05;
/** Most inputs named for one challenger. */
const MOST_INPUTS = 3;

/** The input as defined where the threshold is meant. */
const inputOfSwitch = (findings: Findings, change: Switchover): InputFinding | undefined =>
  inputOf(findings.frame, change.variable, change.options[0] ?? change.from);

const nameOfSwitch = (findings: Findings, change: Switchover): string => {
  const input = inputOfSwitch(findings, change);
  if (input === undefined) return inputName(findings.frame, change.variable);
  const name = inputNameFor(findings.frame, input);
  return input.perPeriod ? `the mean over the periods of ${name}` : name;
};

/** Whether the threshold is for an input that either is or is not. */
const isAboutEvent = (findings: Findings, input: InputFinding): boolean =>
  !input.perPeriod && isEvent(findings.frame, input);

/** A value of the switching input, to the digits that its range bears. */
function valueText(findings: Findings, change: Switchover, value: number): string {
  const input = inputOfSwitch(findings, change);
  const [low, high] = input === undefined ? [0, 0] : [input.p5, input.p95];
  return within(value, low, high, input?.unit ?? null);
}

/** `with churn below 2.9 % a month`; `if “the canary shows the defect” does not happen`. */
function conditionOf(findings: Findings, change: Switchover): string {
  const input = inputOfSwitch(findings, change);
  const name = nameOfSwitch(findings, change);
  if (input !== undefined && isAboutEvent(findings, input)) {
    return `if ${name} ${change.side === 'below' ? 'does not happen' : 'happens'}`;
  }
  return `with ${name} ${placeText(findings, change)}`;
}

/** Where another option leads: `below 4.1 %`; `at 3 sites or less`; `between €6 m and €13 m`. */
function placeText(findings: Findings, change: Switchover): string {
  const input = inputOfSwitch(findings, change);
  const threshold = valueText(findings, change, change.threshold);
  if (change.until !== undefined) {
    return `between ${threshold} and ${valueText(findings, change, change.until)}`;
  }
  return input !== undefined && isCounted(input)
    ? `at ${threshold} or ${change.side === 'below' ? 'less' : 'more'}`
    : `${change.side} ${threshold}`;
}

const challenge = (findings: Findings, { from, to }: Switchover): string =>
  `${optionName(findings.frame, to)} overtakes ${optionName(findings.frame, from)}`;

/** `Freemium overtakes Usage-based with churn below 2.9 % a month`. */
export const switchSentence = (findings: Findings, change: Switchover): string =>
  `${challenge(findings, change)} ${conditionOf(findings, change)}`;

/** The ways, each by itself, in which one option overtakes the recommended one; likeliest first. */
function groupSentence(findings: Findings, changes: readonly Switchover[]): string {
  const [first, ...others] = changes as [Switchover, ...Switchover[]];
  if (others.length === 0) {
    return `${switchSentence(findings, first)}; today’s estimate gives that ${percent(first.probability)}.`;
  }
  const ways = others.map(
    (change) => `, or ${conditionOf(findings, change)} (${percent(change.probability)})`,
  );
  return `${switchSentence(findings, first)} (today’s estimate gives that ${percent(first.probability)})${ways.join('')}: each is enough by itself.`;
}

/** What the scenario says of where a range comes from, where that is no source. */
function assumptionOf(input: InputFinding): string {
  const note = plain((input.note ?? '').replace(/^assumption[\s;:,]*/i, ''), 110);
  return note === '' ? '' : ` The scenario only says of it: ${note.replace(/\.$/, '')}.`;
}

/** What to do about a switch that is plausible; shorter where its input was spoken of already. */
function adviceOn(findings: Findings, change: Switchover, repeated: boolean): string {
  const input = inputOfSwitch(findings, change);
  const name = nameOfSwitch(findings, change);
  const to = optionName(findings.frame, change.to);
  if (input === undefined) return `Look into ${name} before choosing.`;
  if (isAboutEvent(findings, input)) {
    return `Look for an early sign of ${name}, and keep the way to ${to} open until it shows.`;
  }
  const threshold = valueText(findings, change, change.threshold);
  const there = placeText(findings, change);
  if (repeated) return `${capitalised(there)} the choice is ${to}.`;
  if (input.perPeriod) {
    return `What each period brings shows only as it goes by: keep the way to ${to} open, the better choice ${there}.`;
  }
  if (input.source !== null && isCounted(input)) {
    return `Ask what could show ${name} before the choice binds: ${there} it is ${to}.`;
  }
  return input.source === null
    ? `Find out on which side of ${threshold} ${name} will lie before choosing.${assumptionOf(input)}`
    : `Agree on ${threshold} as the mark, and on who watches ${name}: ${there} the choice is ${to}.`;
}

function isPlausible(change: Switchover, input: InputFinding | undefined): boolean {
  if (input === undefined) return false;
  // The percentiles known of an input drawn in every period are those of one draw, not of the mean.
  if (input.perPeriod)
    return !isLuck(input) && change.probability >= TAIL && change.probability <= 1 - TAIL;
  return change.threshold >= input.p5 && change.threshold <= input.p95;
}

/** Switches away from the recommended option within p5–p95 of an input, likeliest first. */
export function plausibleSwitches(findings: Findings): Switchover[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return findings.switchovers
    .filter(
      (change) => change.from === winner.id && isPlausible(change, inputOfSwitch(findings, change)),
    )
    .sort((left, right) => right.probability - left.probability);
}

function itemOf(
  findings: Findings,
  changes: readonly Switchover[],
  repeated: boolean,
): CritiqueItem {
  const [first] = changes as [Switchover, ...Switchover[]];
  const severity: Severity = first.probability >= SERIOUS ? 'serious' : 'warning';
  const unit = inputOfSwitch(findings, first)?.unit ?? null;
  return {
    code: check.code,
    severity,
    message: groupSentence(findings, changes),
    refs: [...changes.map(({ variable }) => `variables.${variable}`), `options.${first.to}`],
    evidence: {
      ...{ statistic: 'switching value', value: first.threshold },
      ...(unit === null ? {} : { unit }),
    },
    suggestion: { text: adviceOn(findings, first, repeated) },
    weight: weigh(severity, 0.3 + first.probability),
  };
}

/** One remark for each option that could overtake the recommended one. */
function run(findings: Findings): CritiqueItem[] {
  const groups = new Map<string, Switchover[]>();
  for (const change of plausibleSwitches(findings)) {
    const group = groups.get(change.to) ?? [];
    if (group.length < MOST_INPUTS) groups.set(change.to, [...group, change]);
  }
  const led = [...groups.values()].map(([first]) => first?.variable);
  return [...groups.values()].map((changes, i) =>
    itemOf(findings, changes, led.indexOf(changes[0]?.variable) < i),
  );
}

export const check: FindingsCheck = {
  code: 'SWITCHING_VALUE',
  title: 'The answer changes within the plausible range of an input',
  ground: 'HM Treasury, The Green Book (2022), on switching values.',
  stage: 'findings',
  run,
};
