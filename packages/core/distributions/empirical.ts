import { extent, ofAtoms, valuesProblem } from './listed.ts';
import { numbersOf } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

function read(p: Parameters): [readonly number[], readonly number[]] {
  const values = numbersOf(p, 'values');
  return [values, values.map(() => 1)];
}

/**
 * Observations drawn again, each as likely: the inverse of the empirical distribution function
 * (Hyndman & Fan's type 1). sd is the population's, divided by n.
 * Source: Hyndman & Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996).
 */
export const empirical: Distribution = {
  kind: 'empirical',
  summary: 'What was seen before, drawn again: each observation is as likely as any other.',
  source: 'Hyndman & Fan, The American Statistician 50 (1996), type 1',
  parameters: { values: { type: 'numbers', doc: 'The observations, in any order.' } },
  ...ofAtoms(read),
  check: (p) => valuesProblem(numbersOf(p, 'values')),
  support: (p) => extent(numbersOf(p, 'values')),
  example: { values: [12, 15, 9, 22, 17] },
};
