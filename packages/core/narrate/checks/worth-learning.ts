import type { Findings } from '../../decide/findings.ts';
import { count, figure, percent } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { isMoney } from '../units.ts';
import {
  isEvent,
  isLuck,
  learnedInput,
  learnedName,
  optionName,
  weigh,
  winnerOf,
} from '../view.ts';

/** Share of the winner's lead from which learning an input is worth a remark. */
const WORTH = 0.1;

type Study = Findings['information']['studies'][number];

/** Whether the samples bear out which of a study's worth and its cost is the greater. */
export const isSettled = ({ net, error }: Study): boolean => Math.abs(net) > 2 * error;

/** What a study brings, to the digits that its error bears. */
export const studyWorth = (findings: Findings, { evsi, error }: Study): string =>
  figure(evsi, { unit: findings.information.unit, error: 2 * error });

/** How often a study looks. */
export const times = (n: number): string => (n === 1 ? 'once' : `${count(n)} times`);

const observations = (n: number): string => (n === 1 ? 'it' : `${count(n)} observations`);

function studyWords(findings: Findings, study: Study): [message: string, advice: string] {
  const { unit } = findings.information;
  const name = learnedName(findings, study.variable);
  const value = studyWorth(findings, study);
  const cost = figure(study.cost, { unit });
  const net = figure(Math.abs(study.net), { unit, error: 2 * study.error });
  const observing = `Observing ${name} ${times(study.n)}`;
  if (study.evsi < study.cost / 100) {
    return [
      `${observing} would change the choice in next to no case; it costs ${cost}.`,
      `Leave the study of ${name} alone.`,
    ];
  }
  if (!isSettled(study)) {
    return [
      `${observing} is worth about ${value}, give or take ${figure(2 * study.error, { unit, resolution: study.error })}, and costs ${cost}: these samples cannot tell whether it pays.`,
      `Count the study of ${name} as breaking even at ${cost}: commission it only if it delays nothing, or have it done for less.`,
    ];
  }
  if (study.net > 0) {
    return [
      `${observing} before deciding is worth ${value} and costs ${cost}: ${net} in its favour.`,
      `Commission the study of ${name} first and decide on its result.`,
    ];
  }
  return [
    `${observing} is worth ${value}, which does not pay for its cost of ${cost}.`,
    `Decide without studying ${name}, unless ${observations(study.n)} can be had for less than ${value}.`,
  ];
}

function studyItem(findings: Findings, study: Study): CritiqueItem {
  const severity = study.net > 0 && isSettled(study) ? 'warning' : 'info';
  const [message, text] = studyWords(findings, study);
  return {
    code: check.code,
    severity,
    message,
    refs: [`variables.${study.variable}`, 'study'],
    evidence: {
      ...{ statistic: 'EVSI − cost', value: study.net, unit: findings.information.unit },
      ...{ low: study.net - 2 * study.error, high: study.net + 2 * study.error },
    },
    suggestion: { text },
    weight: weigh(severity, study.evsi > 0 ? Math.max(0, study.net) / study.evsi : 0),
  };
}

/** How to learn an input, and what to pay for it at most. */
function learningAdvice(findings: Findings, variable: string, value: string): string {
  const { frame, information } = findings;
  const [name, input] = [learnedName(findings, variable), learnedInput(findings, variable)];
  if (input?.perPeriod === true) {
    return `No study can tell it beforehand: see whether a contract that bears it, or a choice that can be changed on the way, is to be had for less than ${value}.`;
  }
  if (input !== undefined && isEvent(frame, input)) {
    return `Seek a test, or a contract term, that settles ${name} before the choice binds: worth paying up to ${value} for.`;
  }
  return isMoney(information.unit)
    ? `Pay up to ${value}, and not more, for a study or a pilot that pins ${name} down.`
    : `Run a study or a pilot that pins ${name} down if it is cheap beside a gain of ${value} at most.`;
}

/** Share by which learning a correlated group must beat learning one of it, to be spoken of. */
const TOGETHER = 1.3;

/** How often knowing an input would change the choice; null where no switching value tells. */
function changes({ switchovers, recommendation }: Findings, variable: string): number | null {
  const own = switchovers.filter(
    (change) => change.variable === variable && change.from === recommendation.primary,
  );
  return own.length === 0 ? null : own.reduce((sum, { probability }) => sum + probability, 0);
}

/** What the inputs that move with it add; empty where they add little. */
function togetherText(findings: Findings, variable: string, value: number): string {
  const { information } = findings;
  const group = information.groups.find(
    ({ variables, value: joint }) => variables.includes(variable) && joint > TOGETHER * value,
  );
  if (group === undefined) return '';
  const others = group.variables.filter((name) => name !== variable);
  const worth = figure(group.value, { unit: information.unit });
  return ` Learned together with ${list(others.map((name) => learnedName(findings, name)))}, which ${others.length === 1 ? 'moves' : 'move'} with it, it would be worth ${worth}.`;
}

function variableItem(findings: Findings): CritiqueItem[] {
  const { information, recommendation } = findings;
  const top = information.evppi.find(({ variable }) => {
    const input = learnedInput(findings, variable);
    return input === undefined || !isLuck(input);
  });
  const winner = winnerOf(findings);
  const margin = Math.abs(recommendation.margin.value);
  if (top === undefined || winner === null || !(top.value > WORTH * margin)) return [];
  if (
    !(top.value > 2 * top.error) ||
    information.studies.some((s) => s.variable === top.variable)
  ) {
    return [];
  }
  const name = learnedName(findings, top.variable);
  const share = top.value / information.evpi.value;
  const value = figure(top.value, { unit: information.unit, error: 2 * top.error });
  const part =
    share > 0 && share < 0.995 ? `, ${percent(share)} of what knowing everything would be` : '';
  const often = changes(findings, top.variable);
  const turns =
    often === null
      ? `it would turn some cases away from ${optionName(findings.frame, winner.id)}`
      : `in ${percent(often)} of cases the choice would not be ${optionName(findings.frame, winner.id)}`;
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `Knowing ${name} before choosing would be worth ${value}${part}: ${turns}.${togetherText(findings, top.variable, top.value)}`,
      refs: [`variables.${top.variable}`],
      evidence: {
        ...{ statistic: 'EVPPI', value: top.value },
        ...{ low: top.value - 2 * top.error, high: top.value + 2 * top.error },
        unit: information.unit,
      },
      suggestion: { text: learningAdvice(findings, top.variable, value) },
      weight: weigh('warning', margin > 0 ? top.value / margin : 1),
    },
  ];
}

function run(findings: Findings): CritiqueItem[] {
  return [
    ...findings.information.studies.map((study) => studyItem(findings, study)),
    ...variableItem(findings),
  ];
}

export const check: FindingsCheck = {
  code: 'WORTH_LEARNING',
  title: 'What learning first is worth',
  ground:
    'Howard, Information Value Theory (1966); Raiffa & Schlaifer, Applied Statistical Decision Theory (1961).',
  stage: 'findings',
  run,
};
