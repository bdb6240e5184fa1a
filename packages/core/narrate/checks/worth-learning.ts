import type { Findings } from '../../decide/findings.ts';
import { count, figure, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { isMoney } from '../units.ts';
import { inputName, optionName, weigh, winnerOf } from '../view.ts';

/** Share of the winner's lead from which learning an input is worth a remark. */
const WORTH = 0.1;

type Study = Findings['information']['studies'][number];

function studyWords(findings: Findings, study: Study): [message: string, advice: string] {
  const { unit } = findings.information;
  const name = inputName(findings.frame, study.variable);
  const [value, cost, net] = [study.evsi, study.cost, Math.abs(study.net)].map((x) =>
    figure(x, { unit }),
  );
  const observing = `Observing ${name} ${count(study.n)} times`;
  if (study.net > 0) {
    return [
      `${observing} before deciding is worth ${value} and costs ${cost}: ${net} in its favour.`,
      `Commission the study of ${name} first and decide on its result.`,
    ];
  }
  return study.evsi < study.cost / 100
    ? [
        `${observing} would change the choice in next to no case; it costs ${cost}.`,
        `Leave the study of ${name} alone.`,
      ]
    : [
        `${observing} is worth ${value}, which does not pay for its cost of ${cost}.`,
        `Decide without studying ${name}, unless ${count(study.n)} observations can be had for less than ${value}.`,
      ];
}

function studyItem(findings: Findings, study: Study): CritiqueItem {
  const severity = study.net > 0 ? 'warning' : 'info';
  const [message, text] = studyWords(findings, study);
  return {
    code: check.code,
    severity,
    message,
    refs: [`variables.${study.variable}`, 'study'],
    evidence: { statistic: 'EVSI − cost', value: study.net, unit: findings.information.unit },
    suggestion: { text },
    weight: weigh(severity, study.evsi > 0 ? Math.max(0, study.net) / study.evsi : 0),
  };
}

function variableItem(findings: Findings): CritiqueItem[] {
  const { information, recommendation } = findings;
  const [top] = information.evppi;
  const winner = winnerOf(findings);
  const margin = Math.abs(recommendation.margin.value);
  if (top === undefined || winner === null || !(top.value > WORTH * margin)) return [];
  if (
    !(top.value > 2 * top.error) ||
    information.studies.some((s) => s.variable === top.variable)
  ) {
    return [];
  }
  const name = inputName(findings.frame, top.variable);
  const share = top.value / information.evpi.value;
  const value = figure(top.value, { unit: information.unit, error: 2 * top.error });
  return [
    {
      code: check.code,
      severity: 'warning',
      message: `Knowing ${name} before choosing would be worth ${value}${share > 0 && share < 0.995 ? `, ${percent(share)} of what knowing everything would be` : ''}: enough to turn the decision away from ${optionName(findings.frame, winner.id)} in some of the cases.`,
      refs: [`variables.${top.variable}`],
      evidence: {
        ...{ statistic: 'EVPPI', value: top.value },
        ...{ low: top.value - 2 * top.error, high: top.value + 2 * top.error },
        unit: information.unit,
      },
      suggestion: {
        text: isMoney(information.unit)
          ? `Pay up to ${value}, and not more, for a study or a pilot that pins ${name} down.`
          : `Run a study or a pilot that pins ${name} down if it is cheap beside a gain of ${value} at most.`,
      },
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
  title: 'Information worth buying before deciding',
  ground:
    'Howard, Information Value Theory (1966); Raiffa & Schlaifer, Applied Statistical Decision Theory (1961).',
  stage: 'findings',
  run,
};
