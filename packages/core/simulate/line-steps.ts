import type { Bench } from './bench.ts';
import { isEmittedVector, loopModule } from './loop-module.ts';
import type { Instruction, Place, Plan } from './plan.ts';

type Run = () => void;

/** Fewest instructions in a row that become a function. */
const LEAST = 2;

/** Instructions in their order, bound; undefined for those that the step of another does. */
export type Steps = readonly (Run | undefined)[];

/**
 * What stands before a stage's loop. runs: its instructions, bound. Arithmetic in a row is one function
 * (`loopModule`) where all of it is `emittedFrom` operations or more; its first instruction does it.
 */
export function linesBefore(
  bench: Bench,
  stage: number,
  runs: readonly Run[],
  emittedFrom: number,
): Steps {
  const { before, loop } = bench.work.plan.stages[stage] as Plan['stages'][number];
  const rest = [...loop, ...laterThan(bench, stage)];
  const isNeeded = (place: Place, to: number) => isRead(place, before.slice(to), rest);
  return withLines(bench, before, runs, isNeeded, emittedFrom);
}

/** The same of a stage's loop, whose arithmetic is done period by period; what a period leaves the next may read. */
export function linesOfLoop(
  bench: Bench,
  stage: number,
  runs: readonly Run[],
  emittedFrom: number,
): Steps {
  const { work } = bench;
  const { loop } = work.plan.stages[stage] as Plan['stages'][number];
  const later = laterThan(bench, stage);
  const isNeeded = (place: Place, to: number) =>
    isRead(place, loop.slice(to), loop) || isRead(place, loop.slice(to), later);
  return withLines(bench, loop, runs, isNeeded, emittedFrom / work.graph.periods);
}

/** isNeeded: whether what an instruction before `to` left in a register is read from there on. */
function withLines(
  { work, instance, map, cursor }: Bench,
  instructions: readonly Instruction[],
  runs: readonly Run[],
  isNeeded: (place: Place, to: number) => boolean,
  emittedFrom: number,
): Steps {
  const lines = linesOf(instructions);
  const length = lines.reduce((sum, { from, to }) => sum + to - from, 0);
  if (length * work.samples.count < emittedFrom) return runs;
  const steps: (Run | undefined)[] = [...runs];
  for (const { from, to } of lines) {
    const loop = instructions.slice(from, to);
    const kept = new Set(
      loop.map(({ out }) => out as Place).filter((place) => isNeeded(place, to)),
    );
    const run = instance.load(
      loopModule({ ...{ loop, kept }, periods: 1, address: map.address, rowsAt: 0 }),
    );
    steps.fill(undefined, from, to);
    steps[from] = () => run(cursor.bytes);
  }
  return steps;
}

/** What stands in the stages after one, in their order. */
export function laterThan({ work }: Bench, stage: number): Instruction[] {
  return work.plan.stages.slice(stage + 1).flatMap(({ before, loop }) => [...before, ...loop]);
}

/** Where instructions that a function can do stand in a row, all of which run in every period. */
export function linesOf(instructions: readonly Instruction[]): { from: number; to: number }[] {
  const lines = [];
  for (let from = 0; from < instructions.length; from++) {
    let to = from;
    while (to < instructions.length && isInLine(instructions[to] as Instruction)) to++;
    if (to - from >= LEAST) lines.push({ from, to });
    from = to;
  }
  return lines;
}

const isInLine = (step: Instruction) => step.when === 'always' && isEmittedVector(step);

/** Whether what a register holds is read, by some instructions and then others, before something else is written there. */
function isRead(
  place: Place,
  first: readonly Instruction[],
  second: readonly Instruction[],
): boolean {
  for (const instructions of [first, second])
    for (const { args, out, when } of instructions) {
      if (args.includes(place)) return true;
      if (out === place && when === 'always') return false;
    }
  return false;
}
