import type { Findings } from '../../decide/findings.ts';
import { count, percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  amount,
  objectiveName,
  optionName,
  roughAmount,
  runnerUpOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Share of samples that the winner wins against the runner-up, within which it is a coin. */
const COIN = 0.05;

/** Samples at which the interval of the margin would no longer hold 0; null where none would do. */
function samplesNeeded({ frame, recommendation }: Findings): number | null {
  const { value, low, high } = recommendation.margin;
  const half = (high - low) / 2;
  if (!(Math.abs(value) > half / 100)) return null;
  const times = (half / value) * (half / value) * 1.5;
  return Math.ceil((frame.samples * times) / 1000) * 1000;
}

function tie(findings: Findings, leader: string, second: string): CritiqueItem {
  const { margin, probabilityBest } = findings.recommendation;
  const needed = samplesNeeded(findings);
  return {
    code: check.code,
    severity: 'serious',
    message: `${leader} and ${second} are too close to call: the lead of ${roughAmount(findings, margin.value)} in ${objectiveName(findings)} lies within its own sampling error (${amount(findings, margin.low)} to ${amount(findings, margin.high)}), and ${leader} comes first in ${percent(probabilityBest)} of samples.`,
    refs: ['options', 'samples'],
    evidence: {
      ...{ statistic: 'margin', value: margin.value, low: margin.low, high: margin.high },
      unit: findings.objective?.unit ?? '',
    },
    suggestion:
      needed === null || needed > 100_000_000
        ? {
            text: `No number of samples will separate ${leader} from ${second}: choose by what ${objectiveName(findings)} leaves out.`,
          }
        : {
            text: `About ${count(needed)} samples would settle which of ${leader} and ${second} leads; what the lead is worth stays as small.`,
            patch: [{ path: 'samples', value: needed }],
          },
    weight: weigh('serious', 1),
  };
}

function coin(findings: Findings, leader: string, second: string, wins: number): CritiqueItem {
  const { margin } = findings.recommendation;
  return {
    code: check.code,
    severity: 'warning',
    message: `${leader} beats ${second} in ${percent(wins)} of samples only: its lead of ${amount(findings, margin.value, (margin.high - margin.low) / 2)} in ${objectiveName(findings)} is an average, and which of the two turns out better is close to a coin.`,
    refs: ['options'],
    evidence: { statistic: 'share of samples won against the runner-up', value: wins },
    suggestion: {
      text: `Let what comes cheaper to undo decide between ${leader} and ${second}, or learn first what separates them.`,
    },
    weight: weigh('warning', 0.8),
  };
}

function run(findings: Findings): CritiqueItem[] {
  const [winner, second] = [winnerOf(findings), runnerUpOf(findings)];
  if (winner === null || second === null) return [];
  const names = [winner, second].map(({ id }) => optionName(findings.frame, id)) as [
    string,
    string,
  ];
  if (findings.recommendation.tooCloseToCall) return [tie(findings, ...names)];
  const pair = findings.pairs.find(
    ({ left, right }) => [left, right].includes(winner.id) && [left, right].includes(second.id),
  );
  if (pair === undefined) return [];
  const wins = pair.left === winner.id ? pair.probabilityLeftBeats : 1 - pair.probabilityLeftBeats;
  return Math.abs(wins - 0.5) < COIN ? [coin(findings, ...names, wins)] : [];
}

export const check: FindingsCheck = {
  code: 'NEAR_TIE',
  title: 'A lead within the noise',
  ground: 'Lahdelma, Hokkanen & Salminen, SMAA (European Journal of Operational Research, 1998).',
  stage: 'findings',
  run,
};
