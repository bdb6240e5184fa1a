import type { Lowered, Step, Value } from './lower.ts';

const FIRST = new Set(['add', 'sub', 'mul', 'div']);

/**
 * Joins two arithmetic steps into one where the first's result goes into the second alone: one pass
 * over memory less, each operation still rounded by itself. `mul_add` is (a·b) + c; `mul_from` is
 * c − (a·b), `mul_into` is c ÷ (a·b).
 */
export function fuse(lowered: Lowered): Lowered {
  const uses = usesOf(lowered);
  const once = (v: number) => uses[v] === 1 && !(lowered.values[v] as Value).scalar;
  return {
    ...lowered,
    stages: lowered.stages.map(({ before, loop }) => ({
      before: fuseSteps(before, once),
      loop: fuseSteps(loop, once),
    })),
  };
}

function usesOf({ values, stages }: Lowered): number[] {
  const uses = values.map((value) => (value.persistent ? Infinity : 0));
  for (const { before, loop } of stages)
    for (const step of [...before, ...loop])
      for (const v of step.args) uses[v] = (uses[v] as number) + 1;
  return uses;
}

function fuseSteps(steps: readonly Step[], once: (v: number) => boolean): Step[] {
  const made = new Map<number, number>();
  const fused: (Step | null)[] = [];
  for (const step of steps) {
    const place = fused.length;
    fused.push(step);
    if (!FIRST.has(step.op) || step.when !== 'always' || step.out === null) continue;
    const side = step.args.findIndex((v) => made.has(v) && once(v));
    if (side < 0) {
      made.set(step.out, place);
      continue;
    }
    const from = made.get(step.args[side] as number) as number;
    const first = fused[from] as Step;
    fused[from] = null;
    const other = step.args[1 - side] as number;
    fused[place] = {
      ...step,
      op: `${first.op}_${second(step.op, side)}`,
      args: [...first.args, other],
    };
  }
  return fused.filter((step) => step !== null);
}

/** The second operation, with the first's result on its left or right. */
function second(op: string, side: number): string {
  if (side === 0 || op === 'add' || op === 'mul') return op;
  return op === 'sub' ? 'from' : 'into';
}
