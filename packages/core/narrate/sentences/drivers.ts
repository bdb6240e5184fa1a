import type { Findings, SensitivityFinding, TornadoBar } from '../../decide/findings.ts';
import { percent, range } from '../figures.ts';
import { list } from '../labels.ts';
import {
  amount,
  inputName,
  inputOf,
  isEvent,
  objectiveName,
  optionName,
  orZero,
  sharesOf,
  swingsOf,
  winnerOf,
} from '../view.ts';

/** Difference of total and first-order index from which an input works through others. */
const THROUGH_OTHERS = 0.03;

function shareText({ first, total }: SensitivityFinding): string {
  return total.value - first.value > THROUGH_OTHERS
    ? `${percent(total.value)} of its spread, ${percent(first.value)} on its own`
    : `${percent(total.value)} of its spread`;
}

function swingSentence(findings: Findings, bar: TornadoBar, share?: SensitivityFinding): string {
  const known = share !== undefined && Number.isFinite(share.total.value);
  const input = inputOf(findings.frame, bar.variable, bar.option);
  if (input !== undefined && isEvent(findings.frame, input)) {
    const name = inputName(findings.frame, bar.variable, bar.option);
    const [yes, no] = input.perPeriod
      ? ['happens in every period', 'if in none']
      : ['happens', 'if not'];
    return `It comes to ${amount(findings, bar.high)} if ${name} ${yes}, to ${amount(findings, bar.low)} ${no}${known ? `; ${shareText(share)}` : ''}.`;
  }
  return `${inputName(findings.frame, bar.variable, bar.option)} from ${range(bar.inputLow, bar.inputHigh, input?.unit ?? null)} takes it from ${amount(findings, bar.low)} to ${amount(findings, bar.high)}${known ? `; ${shareText(share)}` : ''}.`;
}

/** Inputs that move nothing with all else at its median, and count only together with others. */
function jointSentence(findings: Findings, shares: readonly SensitivityFinding[]): string {
  const named = shares.map(
    (share) =>
      `${inputName(findings.frame, share.variable, share.option)} (${shareText(share).replace(',', ' and')})`,
  );
  const [verb, moves] = shares.length === 1 ? ['counts', 'moves'] : ['count', 'move'];
  const option = shares[0]?.option ?? '';
  return swingsOf(findings, option).length === 0
    ? `${list(named)} ${verb}.`
    : `${list(named)} ${verb} only through other inputs: with those at their middle ${shares.length === 1 ? 'it' : 'they'} ${moves} nothing.`;
}

/** What the recommended option's objective hangs on, the largest share first: p10 to p90 of each input. */
export function driverSentences(findings: Findings, most: number): string[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const bars = swingsOf(findings, winner.id);
  const shares = sharesOf(findings, winner.id).filter(({ total }) => total.value > 0);
  if (shares.length === 0) return bars.slice(0, most).map((bar) => swingSentence(findings, bar));
  const barOf = (share: SensitivityFinding) =>
    bars.find(({ variable }) => variable === share.variable);
  const top = shares.slice(0, most);
  const joint = top.filter((share) => barOf(share) === undefined);
  // Said once, where the first of them stands.
  return top.flatMap((share) => {
    const bar = barOf(share);
    if (bar !== undefined) return [swingSentence(findings, bar, share)];
    return share === joint[0] ? [jointSentence(findings, joint)] : [];
  });
}

/** The inputs that explain most of the objective of the recommended option, in one sentence. */
export function driverSummary(findings: Findings): string[] {
  const winner = winnerOf(findings);
  if (winner === null) return [];
  const shares = sharesOf(findings, winner.id);
  const top = shares.filter(({ total }) => total.value >= 0.1).slice(0, 3);
  if (top.length === 0) return [];
  const names = top.map(
    ({ variable, total }) =>
      `${inputName(findings.frame, variable, winner.id)} (${percent(total.value)})`,
  );
  const joint = shares.reduce((sum, { total }) => sum + orZero(total.value), 0) > 1.3;
  return [
    `The spread of ${objectiveName(findings)} for ${optionName(findings.frame, winner.id)} comes mostly from ${list(names)}${joint ? ', much of it from how they combine' : ''}.`,
  ];
}
