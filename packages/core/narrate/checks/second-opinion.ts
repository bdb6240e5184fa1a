import type { Findings, SecondOpinion } from '../../decide/findings.ts';
import { fixed, numeral } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { criterionName, optionName, weigh, winnerOf } from '../view.ts';
import { criteriaOf } from './criteria.ts';

export const METHOD_NAMES: Readonly<Record<SecondOpinion['method'], string>> = {
  topsis: 'TOPSIS',
  vikor: 'VIKOR',
  promethee2: 'PROMETHEE II',
};

const topOf = (opinion: SecondOpinion): string | null => opinion.ranking[0]?.option ?? null;

/** Where the option stands lowest: `; ${name} is weakest on cost, at 12 of 100`. */
function weakestOf(findings: Findings, option: string): string {
  const { frame } = findings;
  const at = frame.options.findIndex(({ id }) => id === option);
  const [weakest] = criteriaOf(findings)
    .filter(({ weight }) => weight > 0.02)
    .map(({ id, values }) => ({ id, value: values[at] ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((left, right) => left.value - right.value);
  return weakest === undefined
    ? ''
    : `; ${optionName(frame, option)} is weakest on ${criterionName(frame, weakest.id)}, with ${fixed(100 * weakest.value, 0)} of 100 points`;
}

function run(findings: Findings): CritiqueItem[] {
  const { frame, secondOpinions } = findings;
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const against = secondOpinions.filter((opinion) => !opinion.agrees && topOf(opinion) !== null);
  if (against.length === 0) return [];
  const name = optionName(frame, winner.id);
  const others = against.map(
    (opinion) =>
      `${METHOD_NAMES[opinion.method]} puts ${optionName(frame, topOf(opinion) ?? '')} first`,
  );
  const most = against.length * 2 > secondOpinions.length;
  const severity = most ? 'warning' : 'info';
  return [
    {
      code: check.code,
      severity,
      message: `${list(others)} where weighted values put ${name}; ${numeral(against.length)} of ${numeral(secondOpinions.length)} other methods ${against.length === 1 ? 'disagrees' : 'disagree'} on the same figures and weights.`,
      refs: ['criteria'],
      evidence: { statistic: 'methods that disagree', value: against.length },
      suggestion: {
        text: `The methods differ in how far good scores may make up for poor ones${weakestOf(findings, winner.id)}: ask whether the rest makes up for that.`,
      },
      weight: weigh(severity, against.length / secondOpinions.length),
    },
  ];
}

export const check: FindingsCheck = {
  code: 'METHODS_DISAGREE',
  title: 'Other methods would choose otherwise',
  ground:
    'Opricovic & Tzeng, Compromise Solution by MCDM Methods (EJOR, 2004); Belton & Gear (Omega, 1983).',
  stage: 'findings',
  run,
};
