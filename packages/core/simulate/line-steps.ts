import type { Bench } from './bench.ts';
import { isEmittedVector, loopModule } from './loop-module.ts';
import type { Instruction, Place, Plan } from './plan.ts';

type Run = () => void;

/** Fewest instructions in a row that become a function. */
const LEAST = 2;

/**
 * What stands before a stage's loop, in order. runs: its instructions, bound. Arithmetic in a row is one function
 * (`loopModule`) where all of it is `emittedFrom` operations or more.
 */
export function lineSteps(
  bench: Bench,
  stage: number,
  runs: readonly Run[],
  emittedFrom: number,
): Run[] {
  const { work, instance, map, cursor } = bench;
  const { before, loop } = work.plan.stages[stage] as Plan['stages'][number];
  const lines = linesOf(before);
  const length = lines.reduce((sum, { from, to }) => sum + to - from, 0);
  if (length * work.samples.count < emittedFrom) return [...runs];
  const later = work.plan.stages.slice(stage + 1).flatMap((next) => [...next.before, ...next.loop]);
  const steps = [...runs] as (Run | undefined)[];
  for (const { from, to } of lines) {
    const after = [...before.slice(to), ...loop, ...later];
    const line = before.slice(from, to);
    const kept = new Set(
      line.map(({ out }) => out as Place).filter((place) => isRead(place, after)),
    );
    const run = instance.load(
      loopModule({ loop: line, periods: 1, address: map.address, rowsAt: 0, kept }),
    );
    steps.fill(undefined, from, to);
    steps[from] = () => run(cursor.bytes);
  }
  return steps.filter((step) => step !== undefined);
}

/** Where instructions that a function can do stand in a row. */
export function linesOf(instructions: readonly Instruction[]): { from: number; to: number }[] {
  const lines = [];
  for (let from = 0; from < instructions.length; from++) {
    let to = from;
    while (to < instructions.length && isEmittedVector(instructions[to] as Instruction)) to++;
    if (to - from >= LEAST) lines.push({ from, to });
    from = to;
  }
  return lines;
}

/** Whether what a register holds is read before something else is written there. */
function isRead(place: Place, after: readonly Instruction[]): boolean {
  for (const { args, out, when } of after) {
    if (args.includes(place)) return true;
    if (out === place && when === 'always') return false;
  }
  return false;
}
