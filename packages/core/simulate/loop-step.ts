import type { Bench } from './bench.ts';
import { checkCancelled } from './cancelled.ts';
import { laterThan, linesOfLoop, type Steps } from './line-steps.ts';
import { isEmitted, loopModule, rowBytes, rowReads } from './loop-module.ts';
import type { Instruction, Plan, When } from './plan.ts';

type Run = () => void;

/** Operations on single numbers from which a loop has a module of its own: 1–2 ms of kernels. */
export const EMITTED_FROM = 5e6;
/** Longest loop that has one, in instructions. */
const EMITTED_MOST = 2_000;

/**
 * A stage's loop for the block at hand. runs: its instructions, bound. By a module of its own where it can be
 * and the blocks whose series are not kept have `emittedFrom` operations or more.
 */
export function loopStep(
  bench: Bench,
  stage: number,
  runs: readonly Run[],
  emittedFrom: number,
): Run {
  const { work, cursor } = bench;
  const { loop } = work.plan.stages[stage] as Plan['stages'][number];
  const { count, seriesCount } = work.samples;
  const operations = (count - seriesCount) * work.graph.periods * loop.length;
  if (operations < emittedFrom || loop.length > EMITTED_MOST || !isEmitted(loop))
    return byPeriods(bench, loop, linesOfLoop(bench, stage, runs, emittedFrom));
  const whole = byModule(bench, stage, runs);
  if (seriesCount === 0) return whole;
  const each = byPeriods(bench, loop, runs);
  return () => (cursor.start < seriesCount ? each() : whole());
}

function runsIn(when: When, period: number, periods: number): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'first':
      return period === 0;
    case 'rest':
      return period > 0;
    case 'carry':
      return period < periods - 1;
    case 'final':
      return period === periods - 1;
  }
}

/** Step by step: a kernel, or arithmetic in a row. */
function byPeriods(bench: Bench, loop: readonly Instruction[], steps: Steps): Run {
  const { cursor, work } = bench;
  const { periods } = work.graph;
  const inPeriod = Array.from({ length: loop.length > 0 ? periods : 0 }, (_, t) =>
    steps.filter((run, i) => run && runsIn((loop[i] as Instruction).when, t, periods)),
  );
  return () => {
    inPeriod.forEach((own, t) => {
      checkCancelled(work.cancelled);
      cursor.period = t;
      for (const run of own) run?.();
    });
  };
}

type LoopFunction = ReturnType<Bench['instance']['load']>;

/** By the loop they do, which is one plan's alone: its next run, with other numbers, has the same. */
const functions = new WeakMap<readonly Instruction[], LoopFunction>();

function functionOf(bench: Bench, stage: number): LoopFunction {
  const { work, instance, map } = bench;
  const { loop } = work.plan.stages[stage] as Plan['stages'][number];
  const known = functions.get(loop);
  if (known) return known;
  const made = instance.load(
    loopModule({
      ...{ loop, periods: work.graph.periods, address: map.address },
      rowsAt: map.rows[stage] as number,
      kept: new Set(laterThan(bench, stage).flatMap(({ args }) => args)),
    }),
  );
  functions.set(loop, made);
  return made;
}

/** All periods at once. */
function byModule(bench: Bench, stage: number, runs: readonly Run[]): Run {
  const { cursor } = bench;
  const run = functionOf(bench, stage);
  let written = false;
  return () => {
    if (!written) writeRows(bench, stage, runs);
    written = true;
    run(cursor.bytes);
  };
}

/** Works out the loop's scalars, which are the same in every block, and writes down what its vectors read of them. */
function writeRows(
  { work, cursor, numbers, map }: Bench,
  stage: number,
  runs: readonly Run[],
): void {
  const { periods } = work.graph;
  const { loop } = work.plan.stages[stage] as Plan['stages'][number];
  const row = rowBytes(loop) / 8;
  const places = rowReads(loop).map((read, k) => ({ ...read, column: 2 * k }));
  const readBy = Map.groupBy(places, ({ index }) => index);
  let at = (map.rows[stage] as number) / 8;
  for (let period = 0; period < periods; period++) {
    cursor.period = period;
    loop.forEach(({ out, when }, index) => {
      for (const { place, column } of readBy.get(index) ?? []) {
        const from = map.address(place) / 8;
        numbers.copyWithin(at + column, from, from + 2);
      }
      if (out !== null && out < 0 && runsIn(when, period, periods)) runs[index]?.();
    });
    at += row;
  }
}
