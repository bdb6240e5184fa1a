import { extent, ofAtoms, valuesProblem } from './listed.ts';
import { firstProblem, numbersOf } from './parameters.ts';
import type { Distribution, Parameters } from './types.ts';

const read = (p: Parameters) => [numbersOf(p, 'values'), numbersOf(p, 'probabilities')] as const;

/** How far probabilities may add up from 1 before it is a slip and not rounding. */
const TOLERANCE = 1e-6;

function probabilitiesProblem(p: Parameters): string | null {
  const [values, probabilities] = read(p);
  if (probabilities.length !== values.length) {
    return `probabilities has ${probabilities.length} entries for ${values.length} values: give one each`;
  }
  const bad = probabilities.findIndex((x) => !(x >= 0 && x <= 1));
  if (bad >= 0) {
    return `probabilities[${bad}] must lie between 0 and 1, not be ${probabilities[bad]}`;
  }
  const sum = probabilities.reduce((total, x) => total + x, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return null;
  return `probabilities add up to ${Math.floor(sum * 1e6 + 0.5) / 1e6}: they must add up to 1`;
}

/** A finite list of values and their probabilities. Source: Johnson, Kemp & Kotz (2005), ch. 1. */
export const discrete: Distribution = {
  kind: 'discrete',
  summary: 'One of a few values, each with its probability.',
  source: 'Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd ed. (2005), ch. 1',
  parameters: {
    values: { type: 'numbers', doc: 'The possible values, in any order.' },
    probabilities: { type: 'numbers', doc: 'The probability of each value; they add up to 1.' },
  },
  ...ofAtoms(read),
  check: (p) => firstProblem(valuesProblem(numbersOf(p, 'values')), probabilitiesProblem(p)),
  support(p) {
    const [values, probabilities] = read(p);
    return extent(values.filter((_, i) => (probabilities[i] as number) > 0));
  },
  example: { values: [0, 10, 50], probabilities: [0.5, 0.3, 0.2] },
};
