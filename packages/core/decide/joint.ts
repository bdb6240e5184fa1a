import { averagedGain, type Gain } from './gain.ts';
import { gramOf, inner, leastSquares } from './least-squares.ts';
import { normalScores } from './order.ts';
import type { Conditional, Leads } from './problem.ts';

/** Relative to the diagonal. */
const RIDGE = 1e-10;

/**
 * What knowing several variables at once is worth: as `gainOf`, with the leads regressed on all
 * monomials of the variables' normal scores, up to degree 3 for two to four variables, 2 for five
 * to eight, and squares without products beyond. Least squares by the normal equations.
 * Source: Strong, Oakley & Brennan (2014), with a polynomial in the place of their additive model.
 */
export function jointGain(members: readonly Conditional[], leads: Leads): Gain {
  const n = leads.head;
  const features = featuresOf(members.map((member) => normalScores(member.order)));
  const middle = n >>> 1;
  const first = momentsOf(features, leads.columns, 0, middle);
  const second = momentsOf(features, leads.columns, middle, n);
  const solve = ({ gram, targets }: ProductMoments) => leastSquares(gram, targets, RIDGE);
  const all = solve(added(first, second));
  const halves = [solve(first), solve(second)] as const;
  let [own, squares, crossed] = [0, 0, 0];
  const row = new Float64Array(features.length);
  for (let i = 0; i < n; i += 1) {
    for (let f = 0; f < features.length; f += 1) row[f] = features[f]?.[i] as number;
    const top = choice(all, row);
    const lead = leadOf(leads, top.chosen, i);
    own += top.guess;
    squares += lead * lead;
    crossed += leadOf(leads, choice(halves[i < middle ? 1 : 0], row).chosen, i);
  }
  return averagedGain(own / n, crossed / n, squares / n - (own / n) * (own / n), n);
}

/** The challenger with the greatest predicted lead above 0; −1 with 0 where there is none. */
function choice(
  coefficients: readonly Float64Array[],
  row: Float64Array,
): { guess: number; chosen: number } {
  let [top, chosen] = [0, -1];
  for (let c = 0; c < coefficients.length; c += 1) {
    const guess = inner(coefficients[c] as Float64Array, row);
    if (guess > top) [top, chosen] = [guess, c];
  }
  return { guess: top, chosen };
}

/** Monomials of the columns, the constant first, shape [feature][n]. */
function featuresOf(columns: readonly Float64Array[]): Float64Array[] {
  const n = columns[0]?.length ?? 0;
  const degree = columns.length <= 4 ? 3 : 2;
  const products = columns.length <= 8;
  const features = [new Float64Array(n).fill(1)];
  const extend = (from: Float64Array, first: number, left: number): void => {
    for (let k = first; k < columns.length && left > 0; k += 1) {
      const column = columns[k] as Float64Array;
      const product = from.map((x, i) => x * (column[i] as number));
      features.push(product);
      if (products) extend(product, k, left - 1);
      else features.push(product.map((x, i) => x * (column[i] as number)));
    }
  };
  extend(features[0] as Float64Array, 0, degree);
  return features;
}

/** What least squares needs of the samples: products of the features, and of each y with them. */
interface ProductMoments {
  /** By diagonals, shape [size × size]. */
  readonly gram: Float64Array;
  /** Shape [y][size]. */
  readonly targets: readonly Float64Array[];
}

function momentsOf(
  features: readonly Float64Array[],
  ys: readonly Float64Array[],
  start: number,
  end: number,
): ProductMoments {
  return {
    gram: gramOf(features, start, end),
    targets: ys.map((y) => Float64Array.from(features, (feature) => inner(feature, y, start, end))),
  };
}

function added(left: ProductMoments, right: ProductMoments): ProductMoments {
  const sum = (a: Float64Array, b: Float64Array | undefined) =>
    a.map((x, i) => x + (b?.[i] as number));
  return {
    gram: sum(left.gram, right.gram),
    targets: left.targets.map((target, y) => sum(target, right.targets[y])),
  };
}

/** A challenger's lead in a sample; 0 where none is chosen. */
function leadOf({ columns }: Leads, challenger: number, sample: number): number {
  return challenger < 0 ? 0 : ((columns[challenger] as Float64Array)[sample] as number);
}
