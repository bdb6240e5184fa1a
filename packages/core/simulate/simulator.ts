import type { Graph } from '../language/graph.ts';
import type { Work } from './bench.ts';
import { checkCancelled } from './cancelled.ts';
import { giveBack, isShared, takeColumn } from './columns.ts';
import {
  type Comparison,
  type ComparisonTask,
  comparisonNumbers,
  comparisonOf,
} from './comparison.ts';
import { planOf } from './make-plan.ts';
import type { Overrides, Plan } from './plan.ts';
import { checkPoints } from './points.ts';
import { type Allocate, emptyEvaluation, emptyOutcomes, emptyRun } from './samples.ts';
import { type Crew, FIGURES, type Task, workOn } from './share.ts';
import { LEAST_SAMPLES, type Means, summarise } from './summarise.ts';
import type { Points, RunOptions, RunSettings, Samples, Simulator, Statistics } from './types.ts';

/** What the host lends to a simulator; none of it changes a bit of the answer. */
export interface SimulatorHost {
  readonly crew?: Crew;
  /** One number on shared memory; once it is not 0, Cancelled is thrown within a block. */
  readonly cancelled?: Int32Array;
}

/** Operations on single numbers above which a crew is called on: 5 ms of one thread where most are arithmetic, 20 where most are draws. */
const CREW_OPERATIONS = 5e6;
/** Numbers in columns above which statistics and comparisons are shared. */
const CREW_NUMBERS = 400_000;
const PROGRESS = [0.25, 0.5, 0.75, 1];
/** Nothing is given: every source draws for trials 0, 1, 2, … */
const NONE = { values: [], uniforms: [], trials: false };
const ALL = ['inputs', 'outcomes', 'constraints', 'series'] as const;

/**
 * The simulator: SIMD kernels over blocks, shared by a crew's threads where there is one and the run
 * is long enough to pay. The same bits as the oracle's, on any number of threads.
 */
export function createSimulator(
  graph: Graph,
  settings: RunSettings,
  host: SimulatorHost = {},
): Simulator {
  const plans = plansOf(graph);
  const planFor = (overrides: Overrides) => {
    const key = JSON.stringify(overrides);
    const plan = plans.get(key) ?? planOf(graph, overrides);
    plans.set(key, plan);
    return plan;
  };
  /** Work, and the crew where it is long enough for one. */
  const workOf = (overrides: Overrides, points: Points, empty: (a: Allocate) => Samples) => {
    const plan = planFor(overrides);
    const long = operationsOf(plan, graph, points.count) > CREW_OPERATIONS;
    const crew = long ? crewOf(host) : undefined;
    const samples = empty(crew ? onSharedMemory : onMemory);
    const work: Work = {
      ...{ plan, graph, settings, points, samples },
      ...(host.cancelled && { cancelled: host.cancelled }),
    };
    return { work, crew };
  };
  const simulate = (
    overrides: Overrides,
    points: Points,
    empty: (a: Allocate) => Samples,
    options?: RunOptions,
  ) => {
    const { work, crew } = workOf(overrides, points, empty);
    share({ kind: 'blocks', work, next: counter(crew) }, crew, progressOf(options));
    return work.samples;
  };
  const overridesOf = ({ values, uniforms, trials }: Points, stored: Overrides['stored']) => ({
    values: (values ?? []).map((column) => column !== null),
    uniforms: (uniforms ?? []).map((column) => column !== null),
    trials: trials !== undefined,
    stored,
  });
  /** Outcomes alone: as columns of the points, or of none where a stage takes them. */
  const outcomesOnly = (points: Points, kept: number, allocate?: Allocate) =>
    workOf(overridesOf(points, ['outcomes']), points, (own) => ({
      ...emptyOutcomes(graph, settings, kept, allocate ?? own),
      count: points.count,
    }));
  const meansOf = (progress: Progress): Means => {
    const { work, crew } = outcomesOnly({ count: settings.samples }, 0);
    const allocate = crew ? onSharedMemory : onMemory;
    return {
      ...{ work, threads: crew?.threads ?? 1, allocate },
      counter: () => counter(crew),
      evaluate(points) {
        const ahead = outcomesOnly(points, points.count, allocate).work;
        workOn({ kind: 'blocks', work: ahead, next: counter(undefined) });
        return ahead.samples.outcomes;
      },
      share: (task) => shareIn(task, crew, progress),
    };
  };
  return {
    graph,
    settings,
    run(options) {
      const empty = (allocate: Allocate) => emptyRun(graph, settings, allocate);
      return simulate({ ...NONE, stored: ALL }, { count: settings.samples }, empty, options);
    },
    summarise(request, options) {
      if (settings.samples < LEAST_SAMPLES) return null;
      const progress = progressOf(options);
      const summary = summarise(meansOf(progress), request);
      progress.done();
      return summary;
    },
    evaluate(points) {
      checkPoints(graph, points);
      return simulate(overridesOf(points, ALL.slice(0, 3)), points, (allocate) =>
        emptyEvaluation(graph, settings, points.count, allocate),
      );
    },
    outcomesAt(points) {
      checkPoints(graph, points);
      const { work, crew } = outcomesOnly(points, points.count);
      share({ kind: 'blocks', work, next: counter(crew) }, crew, progressOf(undefined));
      return work.samples.outcomes;
    },
    release: giveBack,
    statistics: (columns) => statisticsOf(columns, host),
    compare: (columns) => comparisonOn(columns, host),
  };
}

const planned = new WeakMap<Graph, Map<string, Plan>>();

/** Plans made of a graph so far, by what is given and stored: simulators of other seeds have the same. */
function plansOf(graph: Graph): Map<string, Plan> {
  const plans = planned.get(graph) ?? new Map<string, Plan>();
  planned.set(graph, plans);
  return plans;
}

/** The crew, where it has more than the caller's thread. */
const crewOf = ({ crew }: SimulatorHost) => (crew && crew.threads > 1 ? crew : undefined);

/** Elementwise operations of a run, roughly. */
function operationsOf(plan: Plan, graph: Graph, count: number): number {
  const perSample = plan.stages.reduce(
    (sum, { before, loop }) => sum + before.length + graph.periods * loop.length,
    0,
  );
  return count * perSample;
}

const onMemory: Allocate = (length) => takeColumn(length, false);
const onSharedMemory: Allocate = (length) => takeColumn(length, true);
const counter = (crew: Crew | undefined) =>
  crew ? new Int32Array(new SharedArrayBuffer(4)) : new Int32Array(1);

/** Does a task, with the crew's other threads where there is one. */
function share(task: Task, crew: Crew | undefined, progress: Progress): void {
  shareIn(task, crew, progress);
  progress.done();
}

/** Does a task that is a part of what progress is told of. */
function shareIn(task: Task, crew: Crew | undefined, progress: Progress): void {
  const own = () => workOn(task, progress.taken);
  if (crew) crew.share(task, own);
  else own();
}

interface Progress {
  taken(share: number): void;
  done(): void;
}

/** Calls onProgress once for each of the fixed shares, in order. */
function progressOf(options: RunOptions | undefined): Progress {
  let told = 0;
  const tell = (share: number) => {
    for (; told < PROGRESS.length && (PROGRESS[told] as number) <= share; told++)
      options?.onProgress?.(PROGRESS[told] as number);
  };
  return { taken: (share) => tell(Math.min(share, 0.99)), done: () => tell(1) };
}

/** The crew, where columns are on shared memory and long enough to pay. */
function crewFor(columns: readonly Float64Array[], host: SimulatorHost): Crew | undefined {
  const numbers = columns.reduce((sum, column) => sum + column.length, 0);
  return numbers > CREW_NUMBERS && columns.every(isShared) ? crewOf(host) : undefined;
}

function comparisonOn(columns: readonly Float64Array[], host: SimulatorHost): Comparison {
  const crew = crewFor(columns, host);
  const allocate = crew ? onSharedMemory : onMemory;
  const blocks = allocate(comparisonNumbers(columns));
  const task: ComparisonTask = {
    ...{ kind: 'comparison', columns, blocks, next: counter(crew) },
    ...(host.cancelled && { cancelled: host.cancelled }),
  };
  share(task, crew, progressOf(undefined));
  return comparisonOf(task);
}

function statisticsOf(columns: readonly Float64Array[], host: SimulatorHost): Statistics[] {
  checkCancelled(host.cancelled);
  const crew = crewFor(columns, host);
  const allocate = crew ? onSharedMemory : onMemory;
  const figures = allocate(columns.length * FIGURES.length);
  const task: Task = {
    ...{ kind: 'statistics', columns, figures, next: counter(crew) },
    ...(host.cancelled && { cancelled: host.cancelled }),
  };
  share(task, crew, progressOf(undefined));
  return columns.map((_, i) => {
    const row: Record<string, number> = {};
    FIGURES.forEach((name, k) => {
      row[name] = figures[i * FIGURES.length + k] as number;
    });
    return row as unknown as Statistics;
  });
}
