import type { Findings } from '../../decide/findings.ts';
import { percent, range } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  inputName,
  inputOf,
  objectiveName,
  optionName,
  sharesOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Total index from which an input's evidence matters to the answer. */
const MATTERS = 0.2;

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return sharesOf(findings, winner.id).flatMap((index): CritiqueItem[] => {
    const input = inputOf(frame, index.variable, winner.id);
    const total = index.total.value;
    if (input === undefined || input.source !== null || !(total >= MATTERS)) return [];
    const name = inputName(frame, input.name);
    return [
      {
        code: check.code,
        severity: 'warning',
        message: `${percent(total)} of the spread in ${objectiveName(findings)} of ${optionName(frame, winner.id)} hangs on ${name} (${range(input.p5, input.p95, input.unit)}), whose range has no source.`,
        refs: [`variables.${input.name}`],
        evidence: {
          statistic: 'total-order index',
          ...{ value: total, low: index.total.low, high: index.total.high },
        },
        suggestion: {
          text: `Write where ${name} comes from before anything else: no other check of the inputs buys as much.`,
        },
        weight: weigh('warning', total),
      },
    ];
  });
}

export const check: FindingsCheck = {
  code: 'UNSOURCED_DRIVER',
  title: 'An input that matters and has no source',
  ground: 'Morgan & Henrion, Uncertainty (1990), ch. 3: documentation of assumptions.',
  stage: 'findings',
  run,
};
