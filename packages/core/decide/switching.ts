import { meanAndError, meanOf, squaresAbout } from './estimates.ts';
import type { Switchover } from './findings.ts';
import { type Conditional, type Leads, optionId, type Problem } from './problem.ts';
import type { Regression } from './regression.ts';

/** A crossing found by regression. */
interface Crossing {
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
 * that the challenger leads somewhere beyond it and, for a discrete variable, whose values are not
 * smoothed, when its mean lead there is two standard errors above 0. Only values that the samples reach
 * are searched. A variable that the challenger and the recommended option define differently is left out:
 * one draw moves both, so that no value of either is the one that matters. The likeliest come first. (With 16,384 Sobol samples smooth leads cross within 0.002
 * standard deviations of the truth, jumps within 0.05; evaluating the model again with the variable
 * held at its threshold was tried and found to be no closer.)
 * Source: HM Treasury, The Green Book (2022), on switching values.
 */
export function switchovers(problem: Problem): Switchover[] {
  return problem
    .conditionals()
    .flatMap((conditional) => crossingsOf(conditional, problem.leads()))
    .filter((crossing) => hasOneMeaning(problem, crossing))
    .map((crossing) => findingOf(problem, crossing))
    .sort((a, b) => b.probability - a.probability);
}

/** Whether the challenger knows the variable by the definition the threshold is about, or not at all. */
function hasOneMeaning(problem: Problem, { conditional, challenger }: Crossing): boolean {
  const id = optionId(problem, problem.leads().challengers[challenger] as number);
  const { inputs } = problem.samples.graph;
  return conditional.variable.inputs.every(
    (place) => place === conditional.input || !inputs[place]?.options.includes(id),
  );
}

/** Crossings along one variable, lowest first. */
function crossingsOf(conditional: Conditional, { columns }: Leads): Crossing[] {
  const { bins, leads } = conditional;
  const winner = Int16Array.from({ length: bins.count }, (_, b) => bestAt(conditional, b));
  const crossings: Crossing[] = [];
  for (let b = 0; b + 1 < bins.count; b += 1) {
    const [left, right] = [winner[b] as number, winner[b + 1] as number];
    if (left >= 0 === right >= 0) continue;
    const challenger = left >= 0 ? left : right;
    const side = left >= 0 ? 'below' : 'above';
    const start = side === 'above' ? b + 1 : b;
    const end = endOf(winner, challenger, start, side);
    const y = columns[challenger] as Float64Array;
    if (!isBorneOut(conditional, y, challenger, Math.min(start, end), Math.max(start, end))) {
      continue;
    }
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

/** The last bin of the stretch from `start` in which the challenger is the best. */
function endOf(
  winner: Int16Array,
  challenger: number,
  start: number,
  side: 'above' | 'below',
): number {
  const step = side === 'above' ? 1 : -1;
  let end = start;
  while (winner[end + step] === challenger) end += step;
  return end;
}

/** Whether the samples bear out that a challenger leads in the bins from low to high. */
function isBorneOut(
  { leads, bins }: Conditional,
  y: Float64Array,
  challenger: number,
  low: number,
  high: number,
): boolean {
  const { all, halves } = leads[challenger] as Regression;
  let top = low;
  let [total, size] = [0, 0];
  for (let b = low; b <= high; b += 1) {
    if ((all[b] as number) > (all[top] as number)) top = b;
    total += (all[b] as number) * (bins.sizes[b] as number);
    size += bins.sizes[b] as number;
  }
  if (!halves.every((half) => (half[top] as number) > 0)) return false;
  const error = meanAndError(y).error * Math.sqrt(y.length / size);
  return !bins.discrete || total / size > 2 * error;
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
    options: problem.samples.graph.inputs[conditional.input]?.options ?? [],
    from: optionId(problem, leads.best),
    to: optionId(problem, leads.challengers[challenger] as number),
    threshold,
    side,
    probability: beyond / column.length,
    distanceSd: (threshold - mean) / sd,
  };
}
