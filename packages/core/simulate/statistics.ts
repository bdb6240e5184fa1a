import { atomCellOf, type Passed, valuesAt } from './cell-order.ts';
import { cellSums, cumulate, type Grid, marks } from './column-passes.ts';
import { countedOf } from './counted.ts';
import { cellOfRank, forecast, glanceAt } from './grid.ts';
import type { Statistics } from './types.ts';

const PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;
/** Columns up to this are counted as a whole; longer ones are staged, and counted by what a sample foretells. */
const SHORT = 32_768;

/**
 * Statistics of a column of samples. NaN and infinite values are counted and left out.
 * Quantiles: linear between order statistics, x₍h₎ with h = (n − 1)p + 1, type 7 of R. J. Hyndman
 * and Y. Fan, "Sample quantiles in statistical packages", Am. Stat. 50 (1996), 361–365.
 * sd: divisor n − 1, deviations from the mean of a sample, corrected for its distance to the mean
 * (T. F. Chan, G. H. Golub and
 * R. J. LeVeque, "Algorithms for computing the sample variance", Am. Stat. 37 (1983), 242–247);
 * 0 for one value. cvar5: mean of the lowest 5 % by weight, the last value counted in part
 * (R. T. Rockafellar and S. Uryasev, J. Banking & Finance 26 (2002), 1443–1471).
 * Sums run over fixed blocks in fixed lanes, so the bits depend on the column alone.
 * All figures are NaN where no finite value is left.
 */
export function statistics(column: Float64Array): Statistics {
  if (column.length === 0) return { ...NOTHING, nan: 0, infinite: 0 };
  const figures = figuresOf(column);
  // A sum over anything that is not finite is not finite either.
  if (figures.sd - figures.sd === 0) return { ...figures, nan: 0, infinite: 0 };
  const { values, nan, infinite } = finitePart(column);
  return { ...(values.length === 0 ? NOTHING : figuresOf(values)), nan, infinite };
}

type Figures = Omit<Statistics, 'nan' | 'infinite'>;

const NOTHING: Figures = {
  ...{ mean: NaN, sd: NaN, p5: NaN, p10: NaN, p25: NaN, p50: NaN, p75: NaN, p90: NaN, p95: NaN },
  ...{ cvar5: NaN, min: NaN, max: NaN },
};

function finitePart(column: Float64Array): { values: Float64Array; nan: number; infinite: number } {
  const values = column.filter((x) => x - x === 0);
  const nan = column.reduce((count, x) => count + (Number.isNaN(x) ? 1 : 0), 0);
  return { values, nan, infinite: column.length - values.length - nan };
}

/** The figures of finite values; sd is not finite where one of them is not. */
function figuresOf(values: Float64Array): Figures {
  return (values.length <= SHORT ? shortFigures(values) : null) ?? longFigures(values);
}

/** Of a short column; null where a value is not finite, or too many lie too close. */
function shortFigures(values: Float64Array): Figures | null {
  const n = values.length;
  const { lowest, edge, ranks, positions } = placesOf(n);
  const counted = countedOf(values);
  const found = counted?.at(ranks);
  if (!counted || !found) return null;
  const { min, max, centre } = counted;
  const moments = min === max ? { mean: min, sd: 0 } : momentsOf(counted, n, centre);
  const order = new Map<number, number>();
  for (let i = 0; i < ranks.length; i += 1) order.set(ranks[i] as number, found[i] as number);
  const threshold = order.get(edge) as number;
  const cvar5 = threshold + counted.shortfall(threshold) / Math.max(lowest, 1);
  return { ...moments, ...quantilesAt(order, n, positions), cvar5, min, max };
}

function longFigures(values: Float64Array): Figures {
  const n = values.length;
  const { centre, grid } = glanceAt(values);
  const { lowest, edge, positions, ranks } = placesOf(n);
  const passed = ordered(values, centre, grid ?? WHOLE, ranks);
  const threshold = passed.order.get(edge) as number;
  const cvar5 = threshold + passed.shortfall(threshold) / Math.max(lowest, 1);
  const { min, max } = passed;
  return {
    ...momentsOf(passed, n, centre),
    ...quantilesAt(passed.order, n, positions),
    cvar5,
    min,
    max,
  };
}

/** The quantiles of n values, positions being those of `PROBABILITIES`, by name. */
function quantilesAt(order: ReadonlyMap<number, number>, n: number, positions: readonly number[]) {
  const at = (i: number) => valueAt(order, n, positions[i] as number);
  return { p5: at(0), p10: at(1), p25: at(2), p50: at(3), p75: at(4), p90: at(5), p95: at(6) };
}

/** Mean and standard deviation of n values by Σ (x − centre) and Σ (x − centre)². */
export function momentsOf(
  { sum, squares }: { readonly sum: number; readonly squares: number },
  n: number,
  centre: number,
): { readonly mean: number; readonly sd: number } {
  const correction = sum / n;
  const variance = n > 1 ? (squares - n * correction * correction) / (n - 1) : 0;
  return { mean: centre + correction, sd: Math.sqrt(variance < 0 ? 0 : variance) };
}

/** The value at position h (from 0) of n in order, linear between those at the ranks beside it. */
export function valueAt(order: ReadonlyMap<number, number>, n: number, h: number): number {
  const rank = Math.floor(h);
  const low = order.get(rank) as number;
  const high = order.get(Math.min(n - 1, rank + 1)) as number;
  return high === low ? low : low + (h - rank) * (high - low);
}

/** The ranks beside some positions, rising. */
export function ranksAt(
  n: number,
  positions: readonly number[],
  more: readonly number[],
): number[] {
  const around = positions.flatMap((h) => [Math.floor(h), Math.min(n - 1, Math.floor(h) + 1)]);
  return [...new Set([...more, ...around])].sort((a, b) => a - b);
}

/** Where the figures of n values are read. */
interface Places {
  readonly n: number;
  /** Values that are 5 % of all, and the rank of the last of them. */
  readonly lowest: number;
  readonly edge: number;
  readonly positions: readonly number[];
  /** Every rank that is read, rising. */
  readonly ranks: readonly number[];
}

/** Columns of a run have one or two lengths. */
let places: Places | undefined;

function placesOf(n: number): Places {
  if (places?.n === n) return places;
  const lowest = 0.05 * n;
  const edge = Math.max(0, Math.ceil(lowest) - 1);
  const positions = PROBABILITIES.map((p) => (n - 1) * p);
  places = { n, lowest, edge, positions, ranks: ranksAt(n, positions, [edge]) };
  return places;
}

/** A grid that puts every value into cell 1. */
export const WHOLE: Grid = { low: 0, scale: 0 };

interface Ordered {
  readonly min: number;
  readonly max: number;
  /** Σ (x − centre) and Σ (x − centre)². */
  readonly sum: number;
  readonly squares: number;
  /** Rank → value. */
  readonly order: ReadonlyMap<number, number>;
  /** Σ min(0, x − threshold), for the value at the lowest rank. */
  shortfall(threshold: number): number;
}

/**
 * Moments and the values at some ranks: bucket selection on an even grid, in one pass where a sample
 * foretold the ranks' cells, else in two. A value that makes up much of the column is only counted.
 */
function ordered(
  values: Float64Array,
  centre: number,
  grid: Grid,
  ranks: readonly number[],
): Ordered {
  const { atom, below: foretold } = forecast(values, grid, ranks);
  const marked = marks();
  let target = { grid, atom, edge: marked.indexOf(1) };
  let pass = cellSums(values, centre, target);
  const below = foretold ?? cumulate().below;
  const cells = ranks.map((rank) => cellOfRank(below, rank));
  if (cells.some((cell) => marked[cell] === 0)) {
    marked.fill(0);
    for (const cell of cells) marked[cell] = 1;
    target = { ...target, edge: marked.indexOf(1) };
    pass = cellSums(values, centre, target);
  }
  return inOrder({ ...pass, ...target, below, centre }, ranks, cells);
}

interface ColumnPass extends Passed {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly squares: number;
  readonly lower: number;
  readonly edge: number;
  readonly centre: number;
}

/** The figures that hang on values at ranks. ranks: rising; cells: that of each rank. */
function inOrder(pass: ColumnPass, ranks: readonly number[], cells: readonly number[]): Ordered {
  const { min, max, sum, squares, lower, kept, below, centre, edge, atom, atoms } = pass;
  const order = valuesAt(pass, ranks, cells);
  const atomCell = atomCellOf(pass);
  const shortfall = (threshold: number) => {
    let total = lower - (below[edge] as number) * (threshold - centre);
    if (atomCell >= edge && atom < threshold) total += atoms * (atom - threshold);
    for (const part of kept)
      for (let i = 0; i < part.length; i++) {
        const x = part[i] as number;
        if (x < threshold) total += x - threshold;
      }
    return total;
  };
  return { min, max, sum, squares, order, shortfall };
}
