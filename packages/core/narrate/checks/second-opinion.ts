import type { Findings, SecondOpinion } from '../../decide/findings.ts';
import { numeral } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { optionName, weigh, winnerOf } from '../view.ts';

export const METHOD_NAMES: Readonly<Record<SecondOpinion['method'], string>> = {
  topsis: 'TOPSIS',
  vikor: 'VIKOR',
  promethee2: 'PROMETHEE II',
};

const topOf = (opinion: SecondOpinion): string | null => opinion.ranking[0]?.option ?? null;

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
        text: `Look at which poor score of ${name} the weighted sum lets a good one make up for: the methods differ on that and on nothing else.`,
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
