import type { Findings, TornadoBar } from '../../decide/findings.ts';
import { percent, range } from '../figures.ts';
import { list } from '../labels.ts';
import {
  amount,
  inputName,
  inputOf,
  objectiveName,
  optionName,
  sharesOf,
  swingsOf,
  winnerOf,
} from '../view.ts';

function shareText(findings: Findings, option: string, variable: string): string {
  const index = sharesOf(findings, option).find((share) => share.variable === variable);
  if (index === undefined || !Number.isFinite(index.total.value)) return '';
  const [first, total] = [index.first.value, index.total.value];
  return total - first > 0.03
    ? `; ${percent(total)} of its spread, ${percent(first)} of it alone`
    : `; ${percent(total)} of its spread`;
}

function swingSentence(findings: Findings, bar: TornadoBar): string {
  const input = inputOf(findings.frame, bar.variable, bar.option);
  const unit = input?.unit ?? null;
  return `${inputName(findings.frame, bar.variable)} from ${range(bar.inputLow, bar.inputHigh, unit)} takes ${objectiveName(findings)} from ${amount(findings, bar.low)} to ${amount(findings, bar.high)}${shareText(findings, bar.option, bar.variable)}.`;
}

/** What the recommended option's objective hangs on, widest swing first: p10 to p90 of each input. */
export function driverSentences(findings: Findings, most: number): string[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  return swingsOf(findings, winner.id)
    .slice(0, most)
    .map((bar) => swingSentence(findings, bar));
}

/** The inputs that explain most of the objective of the recommended option, in one sentence. */
export function driverSummary(findings: Findings): string[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const top = sharesOf(findings, winner.id)
    .filter(({ total }) => total.value >= 0.1)
    .slice(0, 3);
  if (top.length === 0) return [];
  const names = top.map(
    ({ variable, total }) => `${inputName(findings.frame, variable)} (${percent(total.value)})`,
  );
  return [
    `The spread of ${objectiveName(findings)} for ${optionName(findings.frame, winner.id)} comes mostly from ${list(names)}.`,
  ];
}
