import type { Findings } from '../../decide/findings.ts';
import { switchSentence } from '../checks/switching-value.ts';
import { weightSentence } from '../checks/weight-switching.ts';
import { percent } from '../figures.ts';
import { optionName, titleOf, winnerOf } from '../view.ts';

/** Switches less likely than this are left out of the conditions. */
const NEGLIGIBLE = 0.01;
/** Most conditions of each kind: the tables have them all. */
const MOST_SWITCHES = 5;
const MOST_WEIGHTS = 3;

/** What would change the recommendation, the likeliest first; then weights, the nearest first. */
export function conditionsOf(findings: Findings): string[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const switches = findings.switchovers
    .filter(({ from, probability }) => from === winner.id && probability >= NEGLIGIBLE)
    .sort((left, right) => right.probability - left.probability)
    .slice(0, MOST_SWITCHES)
    .map(
      (change) =>
        `${switchSentence(findings, change)}: ${percent(change.probability)} likely on today’s estimate.`,
    );
  const distance = (change: { threshold: number; weight: number }) =>
    Math.abs(change.threshold - change.weight);
  const weights = findings.weightSwitchovers
    .filter(({ from }) => from === winner.id)
    .sort((left, right) => distance(left) - distance(right))
    .slice(0, MOST_WEIGHTS)
    .map((change) => `${weightSentence(findings, change)}.`);
  return [...switches, ...weights];
}

/** The conditions, or that no input alone overturns the choice where that was looked for. */
export function conditionSentences(findings: Findings): string[] {
  const conditions = conditionsOf(findings);
  const winner = winnerOf(findings);
  if (conditions.length > 0 || winner === null || findings.tornado.length === 0) return conditions;
  const { frame } = findings;
  return [
    `None of the ${frame.inputs.length} uncertain inputs of “${titleOf(frame)}”, taken alone, overturns ${optionName(frame, winner.id)} anywhere in its range.`,
  ];
}
