import { normalQuantile } from '../math/elementary.ts';
import { factorBanded, solveBanded } from './banded.ts';
import type { Conditional, Leads } from './conditional.ts';
import { averagedGain, type Gain } from './gain.ts';

/**
 * What knowing several variables at once is worth: as `gainOf`, with the leads regressed on all
 * monomials of the variables' normal scores, up to degree 3 for two to four variables, 2 for five
 * to eight, and squares without products beyond. Least squares by the normal equations.
 * Source: Strong, Oakley & Brennan (2014), with a polynomial in the place of their additive model.
 */
export function jointGain(members: readonly Conditional[], leads: Leads): Gain {
  const n = leads.head;
  const features = featuresOf(members.map((member) => scoresOf(member.order)));
  const middle = n >>> 1;
  const first = momentsOf(features, leads.columns, 0, middle);
  const second = momentsOf(features, leads.columns, middle, n);
  const all = coefficients(added(first, second));
  const halves = [coefficients(first), coefficients(second)] as const;
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
    const guess = dot(coefficients[c] as Float64Array, row);
    if (guess > top) [top, chosen] = [guess, c];
  }
  return { guess: top, chosen };
}

/** Normal scores of the ranks, shape of the order. */
function scoresOf(order: Uint32Array): Float64Array {
  const scores = new Float64Array(order.length);
  order.forEach((sample, rank) => {
    scores[sample] = normalQuantile((rank + 0.5) / order.length);
  });
  return scores;
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
  const size = features.length;
  const gram = new Float64Array(size * size);
  for (let f = 0; f < size; f += 1) {
    for (let k = 0; f + k < size; k += 1) {
      gram[k * size + f] = inner(features[f], features[f + k], start, end);
    }
  }
  const targets = ys.map((y) => {
    const target = new Float64Array(size);
    for (let f = 0; f < size; f += 1) target[f] = inner(features[f], y, start, end);
    return target;
  });
  return { gram, targets };
}

function added(left: ProductMoments, right: ProductMoments): ProductMoments {
  const sum = (a: Float64Array, b: Float64Array | undefined) =>
    a.map((x, i) => x + (b?.[i] as number));
  return {
    gram: sum(left.gram, right.gram),
    targets: left.targets.map((target, y) => sum(target, right.targets[y])),
  };
}

/** Least-squares coefficients of each y; a trace of ridge keeps features that depend solvable. */
function coefficients({ gram, targets }: ProductMoments): Float64Array[] {
  const size = targets[0]?.length ?? 0;
  const factor = factorBanded(
    gram.map((x, i) => (i < size ? x * (1 + 1e-10) : x)),
    size,
    size - 1,
  );
  return targets.map((target) => solveBanded(factor, size, size - 1, target));
}

/** A challenger's lead in a sample; 0 where none is chosen. */
function leadOf({ columns }: Leads, challenger: number, sample: number): number {
  return challenger < 0 ? 0 : ((columns[challenger] as Float64Array)[sample] as number);
}

function inner(
  left: Float64Array | undefined,
  right: Float64Array | undefined,
  start: number,
  end: number,
): number {
  if (left === undefined || right === undefined) return 0;
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += (left[i] as number) * (right[i] as number);
  return sum;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] as number) * (right[i] as number);
  return sum;
}
