import type { Conditional } from './conditional.ts';
import { meanOf, squaresAbout } from './estimates.ts';
import type { Switchover } from './findings.ts';
import { optionId, type Problem } from './problem.ts';
import { refined } from './switching-refine.ts';

/** A crossing found by regression. */
export interface Crossing {
  readonly conditional: Conditional;
  /** Index of the challenger in the leads. */
  readonly challenger: number;
  readonly threshold: number;
  readonly side: 'above' | 'below';
}

/**
 * The values of a variable at which another option overtakes the recommended one in expectation, all
 * else as uncertain as stated: where the regression of the challenger's lead on the variable crosses 0
 * and the challenger is the best beyond. A crossing counts when both halves of the samples agree
 * that the challenger leads somewhere beyond it. It is then made more exact by evaluating the model with the
 * variable fixed on both sides of it. Only values that the samples reach are searched. The likeliest come first.
 * Source: HM Treasury, The Green Book (2022), on switching values.
 */
export function switchovers(problem: Problem): Switchover[] {
  const crossings = refined(problem, problem.conditionals().flatMap(crossingsOf));
  return crossings
    .map((crossing) => findingOf(problem, crossing))
    .sort((a, b) => b.probability - a.probability);
}

/** Crossings along one variable, lowest first. */
function crossingsOf(conditional: Conditional): Crossing[] {
  const { bins, leads } = conditional;
  const winner = Int16Array.from({ length: bins.count }, (_, b) => bestAt(conditional, b));
  const crossings: Crossing[] = [];
  for (let b = 0; b + 1 < bins.count; b += 1) {
    const [left, right] = [winner[b] as number, winner[b + 1] as number];
    if (left >= 0 === right >= 0) continue;
    const challenger = left >= 0 ? left : right;
    const side = left >= 0 ? 'below' : 'above';
    if (!agreed(conditional, winner, challenger, side === 'above' ? b + 1 : b, side)) continue;
    const lead = leads[challenger]?.all as Float64Array;
    crossings.push({ conditional, challenger, side, threshold: zero(conditional, lead, b, side) });
  }
  return crossings;
}

/** The challenger with the greatest positive lead in a bin, or −1. */
function bestAt({ leads }: Conditional, bin: number): number {
  let top = 0;
  let best = -1;
  leads.forEach((lead, c) => {
    if ((lead.all[bin] as number) > top) {
      top = lead.all[bin] as number;
      best = c;
    }
  });
  return best;
}

/** Whether both halves see the challenger ahead where it leads most in the stretch from `start`. */
function agreed(
  { leads }: Conditional,
  winner: Int16Array,
  challenger: number,
  start: number,
  side: 'above' | 'below',
): boolean {
  const lead = leads[challenger];
  if (lead === undefined) return false;
  const step = side === 'above' ? 1 : -1;
  let top = start;
  for (let b = start; winner[b] === challenger; b += step) {
    if ((lead.all[b] as number) > (lead.all[top] as number)) top = b;
  }
  return lead.halves.every((half) => (half[top] as number) > 0);
}

/** Where the lead is 0 between two bins; of a discrete variable, the first value beyond. */
function zero(
  { bins }: Conditional,
  lead: Float64Array,
  bin: number,
  side: 'above' | 'below',
): number {
  const [x0, x1] = [bins.centres[bin] as number, bins.centres[bin + 1] as number];
  if (bins.discrete) return side === 'above' ? x1 : x0;
  const [y0, y1] = [lead[bin] as number, lead[bin + 1] as number];
  return y0 === y1 ? (x0 + x1) / 2 : x0 + ((x1 - x0) * y0) / (y0 - y1);
}

function findingOf(problem: Problem, crossing: Crossing): Switchover {
  const { conditional, challenger, threshold, side } = crossing;
  const { column, variable } = conditional;
  const leads = problem.leads();
  const mean = meanOf(column);
  const sd = Math.sqrt(squaresAbout(column, mean) / column.length);
  let beyond = 0;
  for (let i = 0; i < column.length; i += 1) {
    const x = column[i] as number;
    if (side === 'above' ? x >= threshold : x <= threshold) beyond += 1;
  }
  return {
    variable: variable.name,
    from: optionId(problem, leads.best),
    to: optionId(problem, leads.challengers[challenger] as number),
    threshold,
    side,
    probability: beyond / column.length,
    distanceSd: (threshold - mean) / sd,
  };
}
