import type { Work } from './bench.ts';
import { type Passed, valuesAt } from './cell-order.ts';
import type { Grid } from './column-passes.ts';
import { keepColumns } from './columns.ts';
import { addBlocks, comparisonBy } from './comparison.ts';
import {
  belowOf,
  cellOf,
  cellOfRank,
  foretell,
  GLANCED,
  glanceAt,
  glancedOf,
  keptOf,
  marksNear,
} from './grid.ts';
import { CELLS, STAGED } from './kernels/constants.ts';
import type { Allocate } from './samples.ts';
import { momentsOf, ranksAt, valueAt, WHOLE } from './statistics.ts';
import { CHUNK, type SummaryParts, type SummaryTask, type Target } from './summary.ts';
import type { Figure, Points, Samples, Summary, SummaryRequest } from './types.ts';

/** Fewest samples whose summary is worth an evaluation ahead. */
export const LEAST_SAMPLES = 65_536;
/** Samples that are evaluated ahead: the run's first, which tell near which cells quantiles lie. */
const AHEAD = 8_192;
/** Samples, and numbers of all outcomes, after which threads meet and the values kept are sifted. */
const PART = { samples: 1_048_576, numbers: 16_777_216 };

const SHARES: Readonly<Partial<Record<Figure, number>>> = {
  ...{ p5: 0.05, p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95 },
};

/** What a summary needs of its simulator. */
export interface Means {
  readonly work: Work;
  readonly threads: number;
  readonly allocate: Allocate;
  /** A counter that the threads share. */
  counter(): Int32Array;
  evaluate(points: Points): Samples['outcomes'];
  share(task: SummaryTask): void;
}

/** Null where the columns are needed: an outcome is not finite in every sample. */
export function summarise(means: Means, request: SummaryRequest): Summary | null {
  const { graph, samples } = means.work;
  const { count } = samples;
  const shares = request.figures.map((figure) => SHARES[figure]).filter((p) => p !== undefined);
  const ranks = ranksAt(
    count,
    shares.map((p) => (count - 1) * p),
    [],
  );
  const ahead = means.evaluate({ count: AHEAD }).flat();
  const search: Search = {
    ...{ means, request, ranks, ahead },
    targets: targetsOf(means, ahead, ranks),
  };
  const pass = passUntilFound(search);
  const figures = pass.columns.map((column) => figuresOf(column, count, ranks, request.figures));
  keepColumns([...pass.lent, ...ahead]);
  if (figures.some((own) => own === null)) return null;
  const each = graph.outcomeNames.length;
  const byOption = <T>(columns: readonly T[]) =>
    graph.options.map((_, d) => columns.slice(d * each, (d + 1) * each));
  return {
    outcomes: byOption(figures) as Summary['outcomes'],
    means: byOption(pass.columns.map(({ means }) => means)),
    comparison: pass.totals && comparisonBy(pass.totals, graph.options.length, count),
  };
}

/** What a pass over the run needs. */
interface Search {
  readonly means: Means;
  readonly request: SummaryRequest;
  readonly ranks: readonly number[];
  /** Outcomes of the run's first AHEAD samples. */
  readonly ahead: readonly Float64Array[];
  readonly targets: readonly Target[];
}

/**
 * What is known ahead. The centre is that of `statistics`, a mean over the whole run's length; the rest
 * comes from consecutive samples, as Sobol points at even distances fill no interval evenly.
 */
function targetsOf(
  { work, evaluate }: Means,
  ahead: readonly Float64Array[],
  ranks: readonly number[],
): Target[] {
  const { count } = work.samples;
  const glanced = evaluate({ count: GLANCED, trials: glancedOf(count) }).flat();
  const targets = ahead.map((column, c): Target => {
    const { centre } = glanceAt(glanced[c] as Float64Array);
    const grid = glanceAt(column.subarray(0, GLANCED)).grid ?? WHOLE;
    return { centre, grid, ...foretell(column, grid, ranks, count) };
  });
  keepColumns(glanced);
  return targets;
}

/** What is known of a column so far. */
interface Column extends Passed, Target {
  readonly sums: Float64Array;
  /** Of each STAGED samples, filled as far as they go. */
  readonly means: Float64Array;
  readonly counts: Uint32Array;
  readonly min: number;
  readonly max: number;
  /** How many of the parts kept were sifted, and are in memory of their own. */
  readonly siftedParts: number;
  /** More values were in marked cells than there was room for. */
  readonly overflowed: boolean;
}

interface Pass {
  readonly columns: readonly Column[];
  /** Figures of the comparison, as `comparisonBy` takes them; null where none is asked for. */
  readonly totals: Float64Array | null;
  /** What the columns' kept values lie in. */
  readonly lent: readonly Float64Array[];
}

/** A second pass where the samples ahead did not foretell a rank's cell: by then it is known. */
function passUntilFound(search: Search): Pass {
  const { means, ranks, targets } = search;
  const pass = passOver(search);
  const cellsOf = ({ below }: Column) => ranks.map((rank) => cellOfRank(below, rank));
  const found = pass.columns.every(
    (column) => !column.overflowed && cellsOf(column).every((cell) => column.marks[cell] === 1),
  );
  if (found) return pass;
  const exact = pass.columns.map((column, c): Target => {
    const marks = new Uint8Array(CELLS + 2);
    for (const cell of cellsOf(column)) marks[cell] = 1;
    const keptShare = keptOf({ ...column, marks }) / means.work.samples.count;
    return { ...(targets[c] as Target), marks, keptShare };
  });
  return passOver({ ...search, targets: exact });
}

function passOver(search: Search): Pass {
  const { means, request, ranks, targets } = search;
  const { count } = means.work.samples;
  const options = means.work.graph.options.length;
  const totals =
    request.compared === undefined ? null : new Float64Array(3 * (options + (options % 2)));
  const most = Math.min(PART.samples, Math.floor(PART.numbers / targets.length));
  const part = Math.max(CHUNK, most - (most % CHUNK));
  let columns = targets.map((target) => newColumn(target, count));
  for (let from = 0; from < count; from += part) {
    const to = Math.min(count, from + part);
    const task = taskOf(search, columns, from, to);
    means.share(task);
    columns = columns.map((column, c) => joined(column, c, task));
    if (totals) addBlocks(totals, task.found.comparisons);
    const { sums, comparisons, counts, marks, totals: figures, kept } = task.found;
    keepColumns([sums, comparisons, counts, marks, figures]);
    if (to === count) return { columns, totals, lent: [kept] };
    columns = columns.map((column) => sifted(column, ranks, to, count));
    keepColumns([kept]);
  }
  return { columns, totals, lent: [] };
}

function newColumn(target: Target, count: number): Column {
  const means = new Float64Array(Math.floor(count / STAGED));
  const none = { sums: new Float64Array(4), means, counts: new Uint32Array(CELLS + 2) };
  const before = { below: new Uint32Array(CELLS + 3), kept: [], siftedParts: 0, atoms: 0 };
  return { ...target, ...none, ...before, min: Infinity, max: -Infinity, overflowed: false };
}

function taskOf(
  { means, request, ranks, ahead }: Search,
  columns: readonly Column[],
  from: number,
  to: number,
): SummaryTask {
  const { work, threads, allocate, counter } = means;
  const { compared } = request;
  const options = work.graph.options.length;
  const blocks = Math.ceil((to - from) / STAGED);
  const row = compared === undefined ? 0 : 3 * (options + (options % 2));
  const all = threads * columns.length;
  const room = roomFor(Math.max(...columns.map(({ keptShare }) => keptShare)) * (to - from));
  const found: SummaryParts = {
    sums: allocate(blocks * columns.length * 4),
    comparisons: allocate(blocks * row),
    counts: allocate(all * (CELLS + 2)),
    marks: allocate(all * (CELLS + 2)),
    totals: allocate(all * 4),
    kept: allocate(all * room),
    room,
  };
  const targets = columns.map(
    ({ centre, grid, atom, marks, keptShare }): Target => ({
      centre,
      grid,
      atom,
      marks,
      keptShare,
    }),
  );
  const counters = { next: counter(), joined: counter() };
  return {
    ...{ kind: 'summary', work, from, to, ahead, targets, ranks, found, ...counters },
    compared: compared ?? null,
  };
}

/** Half as many again as was foretold, which is rough; few sizes, so that memory is used again. */
function roomFor(values: number): number {
  let room = AHEAD;
  while (room < 1.5 * values) room *= 2;
  return room;
}

/** A column with what all threads found of one more part of it. */
function joined(column: Column, c: number, { targets, joined, found, from }: SummaryTask): Column {
  const sums = column.sums.slice();
  let block = from / STAGED;
  for (let at = 4 * c; at < found.sums.length; at += 4 * targets.length) {
    const sum = (found.sums[at] as number) + (found.sums[at + 1] as number);
    column.means[block++] = column.centre + sum / STAGED;
    for (let k = 0; k < 4; k++) sums[k] = (sums[k] as number) + (found.sums[at + k] as number);
  }
  const counts = column.counts.slice();
  const marks = column.marks.slice();
  const kept = [...column.kept];
  let { min, max, atoms, overflowed } = column;
  for (let thread = 0; thread < (joined[0] as number); thread++) {
    const at = thread * targets.length + c;
    const [first, end] = [at * counts.length, (at + 1) * counts.length];
    joinCells(counts, marks, found.counts.subarray(first, end), found.marks.subarray(first, end));
    const [least, greatest, copies, keptCount] = found.totals.subarray(4 * at) as unknown as [
      ...[number, number, number, number],
    ];
    min = Math.min(min, least);
    max = Math.max(max, greatest);
    atoms += copies;
    overflowed ||= keptCount > found.room;
    kept.push(found.kept.subarray(at * found.room, at * found.room + keptCount));
  }
  const below = belowOf(counts);
  return { ...column, sums, counts, below, marks, kept, min, max, atoms, overflowed };
}

/** Adds a thread's counts to those so far, and leaves marked what it marks too. */
function joinCells(
  counts: Uint32Array,
  marks: Uint8Array,
  more: Float64Array,
  marked: Float64Array,
): void {
  for (let cell = 0; cell < counts.length; cell++) {
    counts[cell] = (counts[cell] as number) + (more[cell] as number);
    marks[cell] = (marks[cell] as number) & (marked[cell] as number);
  }
}

/**
 * Only what lies near the ranks as far as the samples so far tell, which is ever nearer. The part last
 * kept is moved out of what threads wrote it to.
 */
function sifted(column: Column, ranks: readonly number[], seen: number, count: number): Column {
  const { grid, below, kept, siftedParts } = column;
  const near = marksNear(below, seen, ranks, count);
  const marks = column.marks.map((mark, cell) => mark & (near[cell] as number));
  const same = marks.every((mark, cell) => mark === column.marks[cell]);
  const left = kept.map((part, i) => {
    if (i >= siftedParts) return inCells(part, grid, marks).slice();
    return same ? part : shrunk(part, inCells(part, grid, marks));
  });
  const keptShare = keptOf({ ...column, marks }) / seen;
  return { ...column, marks, kept: left, siftedParts: left.length, keptShare };
}

/** The values in marked cells, moved to the beginning of their array. */
function inCells(values: Float64Array, grid: Grid, marks: Uint8Array): Float64Array {
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    values[length] = x;
    length += marks[cellOf(x, grid)] as number;
  }
  return values.subarray(0, length);
}

/** Memory is given back once half of it is not needed. */
function shrunk(before: Float64Array, left: Float64Array): Float64Array {
  return 16 * left.length < before.buffer.byteLength ? left.slice() : left;
}

/** Null where a value is not finite. */
function figuresOf(
  column: Column,
  count: number,
  ranks: readonly number[],
  figures: readonly Figure[],
): Partial<Record<Figure, number>> | null {
  const { sums, centre, min, max, below } = column;
  const [sum, squares] = [0, 2].map((k) => (sums[k] as number) + (sums[k + 1] as number)) as [
    number,
    number,
  ];
  const { mean, sd } = momentsOf({ sum, squares }, count, centre);
  if (sd - sd !== 0) return null;
  const cells = ranks.map((rank) => cellOfRank(below, rank));
  const order = valuesAt(column, ranks, cells);
  const plain: Partial<Record<Figure, number>> = { mean, sd, min, max, nan: 0, infinite: 0 };
  return Object.fromEntries(
    figures.map((name) => {
      const p = SHARES[name];
      return [name, p === undefined ? plain[name] : valueAt(order, count, (count - 1) * p)];
    }),
  );
}
