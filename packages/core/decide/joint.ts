import { averagedGain, type Gain } from './gain.ts';
import { gramOf, inner, leastSquares } from './least-squares.ts';
import { normalScores, orderOf } from './order.ts';
import type { Conditional, Leads } from './problem.ts';

/** Samples that groups are regressed on: what a polynomial misses is more than what chance adds. */
const JOINT_SAMPLES = 8_192;
/** Relative to the diagonal. */
const RIDGE = 1e-10;

/**
 * Value of knowing a group of variables
 *
 * The same for correlated variables learned together: the leads are regressed on powers and
 * products of the variables' normal scores, up to the third degree for two to four variables, the
 * second for five to eight, and squares without products beyond. On the first 8,192 samples.
 *
 * Valid when: The leads are smooth in the variables. What a polynomial cannot follow is missed, so
 * the figure is rather low than high; it is never below that of one of the variables.
 *
 * Source: Strong, Oakley & Brennan (2014), as above, with a polynomial in the place of their
 * additive model.
 */
export function jointGain(members: readonly Conditional[], { columns, head }: Leads): Gain {
  const n = Math.min(head, JOINT_SAMPLES);
  const leads = columns.map((column) => column.subarray(0, n));
  const features = featuresOf(
    members.map(({ column }) => normalScores(orderOf(column.subarray(0, n)))),
  );
  const middle = n >>> 1;
  const first = momentsOf(features, leads, 0, middle);
  const second = momentsOf(features, leads, middle, n);
  const solve = ({ gram, targets }: ProductMoments) => leastSquares(gram, targets, RIDGE);
  const all = solve(added(first, second));
  const halves = [solve(first), solve(second)] as const;
  const top = choicesOf(all, features, 0, n);
  // Each half chooses by what the other says.
  const early = choicesOf(halves[1], features, 0, middle);
  const late = choicesOf(halves[0], features, middle, n);
  let [own, squares, crossed] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const lead = leadOf(leads, top.chosen[i] as number, i);
    own += top.guesses[i] as number;
    squares += lead * lead;
    const other = i < middle ? early.chosen[i] : late.chosen[i - middle];
    crossed += leadOf(leads, other as number, i);
  }
  return averagedGain(own / n, crossed / n, squares / n - (own / n) * (own / n), n);
}

/** Of each of some samples, the challenger with the greatest predicted lead above 0; −1 with 0 where there is none. */
interface Choices {
  readonly guesses: Float64Array;
  readonly chosen: Int16Array;
}

/** coefficients: of each challenger. Samples start … end. */
function choicesOf(
  coefficients: readonly Float64Array[],
  features: readonly Float64Array[],
  start: number,
  end: number,
): Choices {
  const guesses = new Float64Array(end - start);
  const chosen = new Int16Array(end - start).fill(-1);
  coefficients.forEach((coefficient, challenger) => {
    const predicted = predictedBy(coefficient, features, start, end);
    for (let i = 0; i < predicted.length; i += 1) {
      if (!((predicted[i] as number) > (guesses[i] as number))) continue;
      guesses[i] = predicted[i] as number;
      chosen[i] = challenger;
    }
  });
  return { guesses, chosen };
}

/** Σ coefficient·feature of the samples start … end, four features at a time, added in their order. */
function predictedBy(
  coefficient: Float64Array,
  features: readonly Float64Array[],
  start: number,
  end: number,
): Float64Array {
  const predicted = new Float64Array(end - start);
  // A feature that is not there counts as the constant, 0 times.
  const featureAt = (f: number) => features[f] ?? (features[0] as Float64Array);
  const slopeAt = (f: number) => coefficient[f] ?? 0;
  for (let f = 0; f < features.length; f += 4) {
    const [a, b, c, d] = [featureAt(f), featureAt(f + 1), featureAt(f + 2), featureAt(f + 3)];
    const [p, q, r, s] = [slopeAt(f), slopeAt(f + 1), slopeAt(f + 2), slopeAt(f + 3)];
    for (let i = start; i < end; i += 1) {
      const sum = (predicted[i - start] as number) + p * (a[i] as number) + q * (b[i] as number);
      predicted[i - start] = sum + r * (c[i] as number) + s * (d[i] as number);
    }
  }
  return predicted;
}

/** Monomials of the columns, the constant first, shape [feature][n]. */
function featuresOf(columns: readonly Float64Array[]): Float64Array[] {
  const n = columns[0]?.length ?? 0;
  const degree = columns.length <= 4 ? 3 : 2;
  const products = columns.length <= 8;
  const features: Float64Array[] = [new Float64Array(n).fill(1)];
  const extend = (from: Float64Array, first: number, left: number): void => {
    for (let k = first; k < columns.length && left > 0; k += 1) {
      const column = columns[k] as Float64Array;
      const product = productOf(from, column);
      features.push(product);
      if (products) extend(product, k, left - 1);
      else features.push(productOf(product, column));
    }
  };
  extend(features[0] as Float64Array, 0, degree);
  return features;
}

function productOf(left: Float64Array, right: Float64Array): Float64Array {
  const product = new Float64Array(left.length);
  for (let i = 0; i < left.length; i += 1) {
    product[i] = (left[i] as number) * (right[i] as number);
  }
  return product;
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
function leadOf(leads: readonly Float64Array[], challenger: number, sample: number): number {
  return challenger < 0 ? 0 : ((leads[challenger] as Float64Array)[sample] as number);
}
