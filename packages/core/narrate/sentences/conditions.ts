import type { Findings } from '../../decide/findings.ts';
import { switchSentence } from '../checks/switching-value.ts';
import { weightSentence } from '../checks/weight-switching.ts';
import { figure, percent } from '../figures.ts';
import { inputOf, isLuck, learnedName, optionName, titleOf, winnerOf } from '../view.ts';

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
    .filter(({ variable, options }) => {
      const input = inputOf(findings.frame, variable, options[0]);
      return input === undefined || !isLuck(input);
    })
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

/** The input that is most worth knowing before the choice; null where none is. */
function worthKnowing({ information }: Findings): { variable: string; value: string } | null {
  const top = information.evppi.find(({ value, error }) => value > 2 * error);
  if (top === undefined) return null;
  const value = figure(top.value, { unit: information.unit, error: 2 * top.error });
  return { variable: top.variable, value };
}

/** The conditions, or that no input alone overturns the choice where that was looked for. */
export function conditionSentences(findings: Findings): string[] {
  const conditions = conditionsOf(findings);
  const winner = winnerOf(findings);
  if (conditions.length > 0 || winner === null || findings.tornado.length === 0) return conditions;
  const { frame } = findings;
  const name = optionName(frame, winner.id);
  const known = worthKnowing(findings);
  return [
    known === null
      ? `No value of one input of “${titleOf(frame)}” was found, all else as uncertain as it is, beyond which another option overtakes ${name}.`
      : `No single threshold divides ${name} from the other options, yet knowing ${learnedName(findings, known.variable)} beforehand would change the choice in some cases: worth ${known.value}.`,
  ];
}
