import type { Findings } from '../../decide/findings.ts';
import { range } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  amount,
  inputName,
  inputOf,
  objectiveName,
  optionName,
  relevanceOf,
  swingsOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Share of the objective below which an input's bend does not matter. */
const MATTERS = 0.05;

function run(findings: Findings): CritiqueItem[] {
  const { frame } = findings;
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return swingsOf(findings, winner.id).flatMap((bar): CritiqueItem[] => {
    const relevance = relevanceOf(findings, bar.variable);
    if (bar.monotone || !(relevance >= MATTERS)) return [];
    const name = inputName(frame, bar.variable, winner.id);
    const unit = inputOf(frame, bar.variable, winner.id)?.unit ?? null;
    return [
      {
        code: check.code,
        severity: 'info',
        message: `${objectiveName(findings)} of ${optionName(frame, winner.id)} neither rises nor falls steadily as ${name} goes through ${range(bar.inputLow, bar.inputHigh, unit)}; the ends (${amount(findings, bar.low)} and ${amount(findings, bar.high)}) understate what happens between them.`,
        refs: [`variables.${bar.variable}`],
        evidence: { statistic: 'swing between the ends', value: Math.abs(bar.high - bar.low) },
        suggestion: {
          text: `Sweep ${name} over ${range(bar.inputLow, bar.inputHigh, unit)} and look for the turn; there may be more than one switching value.`,
        },
        weight: weigh('info', relevance),
      },
    ];
  });
}

export const check: FindingsCheck = {
  code: 'NOT_MONOTONE',
  title: 'An input whose effect turns around',
  ground: 'Saltelli et al., Global Sensitivity Analysis: The Primer (2008), ch. 1.',
  stage: 'findings',
  run,
};
