import type { Distribution, Parameters } from './types.ts';

/** A finite distribution: atoms in rising order, with F at each and 1 − F below each. */
interface Atoms {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
}

/** F(x) may fall short of u by the rounding of the sums. */
const FUZZ = 1e-14;

/** Sorts the values and adds up their probabilities, which are scaled to 1. */
function atomsOf(values: readonly number[], probabilities: readonly number[]): Atoms {
  const order = values.map((_, i) => i).filter((i) => (probabilities[i] as number) > 0);
  order.sort((i, j) => (values[i] as number) - (values[j] as number));
  const whole = probabilities.reduce((sum, p) => sum + p, 0);
  const cumulative = new Float64Array(order.length);
  let sum = 0;
  for (let i = 0; i < order.length; i++) {
    sum += probabilities[order[i] as number] as number;
    cumulative[i] = Math.min(1, sum / whole);
  }
  if (order.length > 0) cumulative[order.length - 1] = 1;
  return { values: Float64Array.from(order, (i) => values[i] as number), cumulative };
}

/** The smallest atom at which F reaches u. */
function atomQuantile({ values, cumulative }: Atoms, u: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) >= u - FUZZ) high = middle;
    else low = middle + 1;
  }
  return values[low] ?? Number.NaN;
}

/** F(x). */
function atomCdf({ values, cumulative }: Atoms, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (cumulative[low - 1] as number);
}

/** Mean and standard deviation, the latter about the mean. */
function atomMoments(
  values: readonly number[],
  probabilities: readonly number[],
): { mean: number; sd: number } {
  let whole = 0;
  let mean = 0;
  for (let i = 0; i < values.length; i++) {
    whole += probabilities[i] as number;
    mean += (values[i] as number) * (probabilities[i] as number);
  }
  mean /= whole;
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    const d = (values[i] as number) - mean;
    square += d * d * (probabilities[i] as number);
  }
  return { mean, sd: Math.sqrt(square / whole) };
}

/** Smallest and largest of the values. */
export function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}

/** A problem with a list of values, or null. */
export function valuesProblem(values: readonly number[]): string | null {
  if (values.length === 0) return 'values needs at least one number';
  const bad = values.findIndex((x) => !Number.isFinite(x));
  return bad < 0 ? null : `values[${bad}] must be a finite number, not ${values[bad]}`;
}

/**
 * What every distribution of listed values has in common.
 * read: the values and how likely each is, as written; they need not add up to 1.
 */
export function ofAtoms(
  read: (p: Parameters) => readonly [readonly number[], readonly number[]],
): Pick<Distribution, 'discrete' | 'quantile' | 'cdf' | 'mean' | 'sd'> {
  return {
    discrete: true,
    quantile(p) {
      const atoms = atomsOf(...read(p));
      return (u) => atomQuantile(atoms, u);
    },
    cdf(p) {
      const atoms = atomsOf(...read(p));
      return (x) => atomCdf(atoms, x);
    },
    mean: (p) => atomMoments(...read(p)).mean,
    sd: (p) => atomMoments(...read(p)).sd,
  };
}
