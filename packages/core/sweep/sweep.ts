import type {
  Discover,
  RunSummary,
  Sweep,
  SweepPlan,
  SweepRun,
  SweepTail,
} from '@scenario-sandbox/contract';
import { type Question, settingsOf } from '../question.ts';
import { type Design, designOf } from './designs.ts';
import { checkSize, headOf } from './head.ts';
import { discoverBoxes } from './prim.ts';
import { createSweeper } from './sweeper.ts';
import { extremesOf, recommendationCounts } from './table.ts';

export interface SweepHost {
  readonly cancelled?: Int32Array;
  /** done: runs made so far, of `total`. */
  readonly onRun?: (done: number, total: number) => void;
}

/**
 * A whole sweep at once. Errors: DesignInvalid, TargetUnknown, SweepTooLarge, Cancelled.
 */
export function sweep(question: Question, plan: SweepPlan, host: SweepHost = {}): Sweep {
  const settings = settingsOf(question);
  const design = designOf(plan, settings.seed);
  checkSize(design.count, settings.samples);
  const sweeper = createSweeper(question.scenario, design.variables, settings, host);
  const runs = Array.from({ length: design.count }, (_, index) => {
    const run = sweeper.run(design.point(index));
    host.onRun?.(index + 1, design.count);
    return run;
  });
  return sweepOf(question, plan, design, runs);
}

/** A sweep of runs that were made; made: one for each point of the design, in its order. */
export function sweepOf(
  question: Question,
  plan: SweepPlan,
  design: Design,
  made: readonly RunSummary[],
): Sweep {
  const runs = made.map((run, index) => placed(design, index, design.point(index), run));
  const head = headOf(question, design);
  const failed = runs.filter((run) => run.error !== undefined).length;
  return {
    ...head,
    runs,
    total: design.count,
    done: runs.length - failed,
    failed,
    complete: true,
    ...extremesOf(runs, head.objective?.direction ?? 'maximise'),
    recommendations: recommendationCounts(runs.map(({ recommendation }) => recommendation)),
    discovery: discoveryOf(design, targetRuns(runs, plan.discover)),
  };
}

/** A run with its place in the design. */
export function placed(
  design: Pick<Design, 'variables'>,
  index: number,
  point: readonly (number | null)[],
  run: RunSummary,
): SweepRun {
  const set = design.variables.flatMap((name, v) => (point[v] == null ? [] : [[name, point[v]]]));
  return { index, values: Object.fromEntries(set) as Record<string, number>, ...run };
}

/** Which runs are of interest, by place; null for those that could not be made. */
export interface Target {
  readonly words: string;
  readonly interesting: readonly (boolean | null)[];
}

/** Whether the mean of the outcome asked for, of what the run recommends, is where it is asked to be. */
export function isInteresting(
  run: RunSummary,
  { outcome, below, above }: Discover,
): boolean | null {
  const option = run.options.find(({ id }) => id === run.recommendation);
  const mean = option?.outcomes[outcome]?.mean;
  if (mean === undefined || mean === null || Number.isNaN(mean)) return null;
  return (below === undefined || mean < below) && (above === undefined || mean > above);
}

function targetRuns(runs: readonly SweepRun[], discover: Discover | undefined): Target {
  if (discover) {
    return {
      words: wordsOf(discover),
      interesting: runs.map((run) => isInteresting(run, discover)),
    };
  }
  return changedRecommendation(runs.map(({ recommendation }) => recommendation));
}

export function wordsOf({ outcome, below, above }: Discover): string {
  const limits = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return `mean ${outcome} of the recommended option ${limits.join(' and ')}`;
}

/** Of interest: runs that recommend another option than most do. */
export function changedRecommendation(recommended: readonly (string | null)[]): Target {
  const usual = recommendationCounts(recommended)[0]?.option ?? null;
  return {
    words: `another option than ${usual ?? 'any'} is recommended`,
    interesting: recommended.map((option) => (option === null ? null : option !== usual)),
  };
}

/** Boxes of the runs of interest; null where none are, or all, or a variable is not set in some run. */
export function discoveryOf(design: Design, target: Target): SweepTail['discovery'] {
  const cases = casesOf(design, target);
  if (cases === null) return null;
  const interesting = cases.interesting.filter(Boolean).length;
  if (interesting === 0 || interesting === cases.interesting.length) return null;
  return { target: target.words, interesting, boxes: discoverBoxes(cases) };
}

/** The runs as PRIM takes them. */
export function casesOf(design: Design, { interesting }: Target) {
  const known = interesting.flatMap((hit, index) => (hit === null ? [] : [{ hit, index }]));
  const points = known.map(({ index }) => design.point(index));
  if (points.some((point) => point.includes(null))) return null;
  return {
    names: design.variables,
    x: design.variables.map((_, v) => Float64Array.from(points, (point) => point[v] as number)),
    interesting: known.map(({ hit }) => hit),
  };
}
