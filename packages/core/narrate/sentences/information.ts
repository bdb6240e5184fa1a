import type { Findings } from '../../decide/findings.ts';
import { isSettled, studyWorth, times } from '../checks/worth-learning.ts';
import { figure } from '../figures.ts';
import { list } from '../labels.ts';
import { learnedInput, learnedName, objectiveName, optionName, winnerOf } from '../view.ts';

/** Share of the value of knowing everything, below which learning less is not worth a line. */
const WORTH_A_LINE = 0.02;

/** Values of information that the Monte Carlo error does not drown. */
function worthwhile(findings: Findings) {
  return findings.information.evppi.filter(({ value, error }) => value > 0 && value > 2 * error);
}

/** What learning more before deciding is worth. */
export function informationSentences(findings: Findings): string[] {
  const { information, frame } = findings;
  const winner = winnerOf(findings);
  const { evpi, unit } = information;
  if (winner === null || !(evpi.value > 0)) return [];
  const half = (evpi.high - evpi.low) / 2;
  const most = figure(evpi.value, { unit, error: half });
  const line = objectiveName(findings);
  const gain = findings.objective?.direction === 'minimise' ? `take ${most} off` : `add ${most} to`;
  const all = `Knowing everything before choosing would ${gain} ${line} on average, the most that any study of it can be worth.`;
  const parts = worthwhile(findings)
    .filter(({ value }, i) => i === 0 || value > WORTH_A_LINE * evpi.value)
    .slice(0, 4)
    .map(
      ({ variable, value, error }) =>
        `${learnedName(findings, variable)} ${figure(value, { unit, error: 2 * error })}`,
    );
  const one =
    parts.length === 0
      ? `No input alone is worth finding out: none would move the choice from ${optionName(frame, winner.id)} by itself.`
      : `Learned alone: ${list(parts)}.`;
  return [all, one, ...groupSentences(findings), ...studySentences(findings)];
}

function groupSentences(findings: Findings): string[] {
  const { information } = findings;
  const errorOf = (name: string) =>
    information.evppi.find(({ variable }) => variable === name)?.error ?? 0;
  return information.groups
    .filter(({ variables }) => variables.length > 1)
    .map(({ variables, value }) => {
      // A group's own error is not known; that of its least known member stands in for it.
      return { variables, value, error: 2 * Math.max(...variables.map(errorOf)) };
    })
    .filter(({ value, error }) => value > WORTH_A_LINE * information.evpi.value && value > error)
    .slice(0, 2)
    .map(
      ({ variables, value, error }) =>
        `${list(variables.map((name) => learnedName(findings, name)))} move together; learned together they are worth ${figure(value, { unit: information.unit, error })}.`,
    );
}

function studySentences(findings: Findings): string[] {
  const { information } = findings;
  return information.studies.slice(0, 4).map((study) => {
    const advice = !isSettled(study)
      ? 'too close to tell'
      : study.net > 0
        ? 'worth buying'
        : 'not worth buying';
    return `Observing ${learnedName(findings, study.variable)} ${times(study.n)} is worth ${studyWorth(findings, study)} and costs ${figure(study.cost, { unit: information.unit })}: ${advice}.`;
  });
}

/** What to learn first, in one sentence. */
export function learnFirst(findings: Findings): string[] {
  const { information } = findings;
  const study = [...information.studies].sort((left, right) => right.net - left.net)[0];
  if (study !== undefined && study.net > 0 && isSettled(study)) {
    return [
      `Before deciding, observe ${learnedName(findings, study.variable)} ${times(study.n)}: that is worth ${figure(study.net, { unit: information.unit, error: 2 * study.error })} beyond its cost.`,
    ];
  }
  const top = worthwhile(findings).find(
    ({ variable }) => learnedInput(findings, variable)?.perPeriod !== true,
  );
  if (top === undefined) return [];
  return [
    `If anything is to be learned first, it is ${learnedName(findings, top.variable)}, worth ${figure(top.value, { unit: information.unit, error: 2 * top.error })} at most.`,
  ];
}
