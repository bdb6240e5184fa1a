import type { Findings } from '../../decide/findings.ts';
import { fixed, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { criterionName, optionName, runnerUpOf, weigh, winnerOf } from '../view.ts';
import { criteriaOf, spreadOf } from './criteria.ts';

/** Spread of values below which options are the same on a criterion. */
const SAME = 0.02;

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  const [winner, second] = [winnerOf(findings), runnerUpOf(findings)];
  const criteria = criteriaOf(findings);
  if (criteria.length < 2 || winner === null || second === null) return [];
  return criteria
    .filter((criterion) => spreadOf(criterion) < SAME || criterion.weight === 0)
    .map((criterion) => {
      const name = criterionName(frame, criterion.id);
      const points = 100 * spreadOf(criterion) * criterion.weight;
      return {
        code: check.code,
        severity: 'info',
        message: `${name} cannot change the answer: it moves the ${frame.options.length} options by ${fixed(points, 1)} points at most (weight ${percent(criterion.weight)}), and ${optionName(frame, winner.id)} leads ${optionName(frame, second.id)} by ${fixed(findings.recommendation.margin.value, 1)}.`,
        refs: [`criteria.${criterion.id}`],
        evidence: { statistic: 'spread of values over the options', value: spreadOf(criterion) },
        suggestion: {
          text: `Drop ${name}, or measure it where the options do differ.`,
        },
        weight: weigh('info', criterion.weight),
      };
    });
}

export const check: FindingsCheck = {
  code: 'IDLE_CRITERION',
  title: 'A criterion that cannot matter',
  ground:
    'Hammond, Keeney & Raiffa, Even Swaps (1998): a criterion on which all are equal drops out.',
  stage: 'findings',
  run,
};
