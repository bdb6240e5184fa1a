import { binsIfFinite } from './bins.ts';
import { gather } from './order.ts';
import type { Conditional, Leads, Problem } from './problem.ts';
import { regressorOf } from './regression.ts';
import type { Variable } from './variables.ts';

/** Samples that regressions use: a power of two, so that Sobol points stay balanced. */
export const REGRESSION_SAMPLES = 16_384;

/** The challengers' leads over the head: the first 16,384 kept samples whose inputs were stored. */
export function leadsOf(problem: Problem): Leads {
  const best = problem.candidates[0] as number;
  const own = problem.utilities[best] as Float64Array;
  const head = headOf(problem);
  const challengers = problem.candidates
    .slice(1)
    .filter((d) => leadsSomewhere(problem.utilities[d] as Float64Array, own));
  const columns = challengers.map((d) => {
    const other = problem.utilities[d] as Float64Array;
    const lead = new Float64Array(head);
    for (let i = 0; i < head; i += 1) lead[i] = (other[i] as number) - (own[i] as number);
    return lead;
  });
  return { best, challengers, columns, head };
}

function leadsSomewhere(other: Float64Array, own: Float64Array): boolean {
  for (let i = 0; i < own.length; i += 1)
    if ((other[i] as number) > (own[i] as number)) return true;
  return false;
}

/**
 * What each variable tells about the leads. Left out: those that have one value only, and those that
 * are not finite somewhere. An input drawn in every period stands here by its mean over the periods,
 * one number that a regression can take. The mean is a function of the whole path, so what it makes
 * one expect is an average of what the path does: EVPPI(mean) ≤ EVPPI(path) ≤ EVPI, a lower bound,
 * reached where the leads depend on the path through its mean alone, as with plain sums over periods.
 * Source: Raiffa & Schlaifer, Applied Statistical Decision Theory (1961): a function of what is seen cannot be worth
 * more than what is seen.
 */
export function conditionalsOf(problem: Problem, leads: Leads): Conditional[] {
  return problem.variables.flatMap((variable) => {
    const found = representative(problem, variable, leads);
    if (found === null) return [];
    const regressor = regressorOf(found.bins);
    return [{ variable, ...found, regressor, leads: leads.columns.map((y) => regressor.on(y)) }];
  });
}

/** The definition that stands for a variable: the best option's own where there are several. */
function representative(
  problem: Problem,
  variable: Variable,
  leads: Leads,
): Pick<Conditional, 'input' | 'column' | 'bins'> | null {
  const id = problem.frame.options[leads.best]?.id ?? '';
  const inputs = problem.samples.graph.inputs;
  const own = (i: number): number => (inputs[i]?.options.includes(id) ? 0 : 1);
  for (const input of [...variable.inputs].sort((a, b) => own(a) - own(b))) {
    const column = headColumn(problem, input, leads.head);
    const bins = binsIfFinite(column);
    if (bins !== null && bins.count > 1) return { input, column, bins };
  }
  return null;
}

function headOf({ kept, count, samples }: Problem): number {
  if (kept === null) return Math.min(count, samples.inputCount, REGRESSION_SAMPLES);
  const stored = kept.findIndex((sample) => sample >= samples.inputCount);
  return Math.min(stored < 0 ? count : stored, REGRESSION_SAMPLES);
}

/** An input's values in the head; of one drawn in every period, their mean over the periods. */
function headColumn({ samples, kept }: Problem, input: number, head: number): Float64Array {
  const column = samples.inputs[input] as Float64Array;
  return kept === null ? column.subarray(0, head) : gather(column, kept.subarray(0, head));
}
