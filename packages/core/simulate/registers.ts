import type { Lowered, Step, Value } from './lower.ts';
import type { Instruction, Place, Plan } from './plan.ts';

/** Operations whose result may not overwrite an argument: the host may have to do them again. */
const APART = new Set(['exp', 'log', 'pow', 'normal_quantile', 'normal_cdf', 'quantile', 'irr']);

interface Life {
  first: number;
  last: number;
}

/**
 * Gives each value a scalar's place or a register, and a register to several values one after
 * another. What a loop reads from before it, or keeps from period to period, lives to its end.
 */
export function allocate(lowered: Lowered, periods: number): Plan {
  const lives = livesOf(lowered);
  const places = new Array<Place>(lowered.values.length);
  const scalars: number[] = [];
  lowered.values.forEach((value, v) => {
    if (value.scalar) places[v] = ~(scalars.push(value.initial) - 1);
  });
  const registers = placeRegisters(lowered, lives, places, periods);
  const instruction = (step: Step): Instruction => ({
    ...step,
    out: step.out === null ? null : (places[step.out] as Place),
    args: step.args.map((v) => places[v] as Place),
  });
  const stages = lowered.stages.map(({ before, loop }) => ({
    before: before.map(instruction),
    loop: loop.map(instruction),
  }));
  return { stages, registers, scalars, stores: lowered.stores };
}

/** First and last position at which each value is in use, steps numbered in order. */
function livesOf(lowered: Lowered): Life[] {
  const lives = lowered.values.map((): Life => ({ first: Infinity, last: -1 }));
  let position = 0;
  const use = (v: number, at: number, from = at) => {
    const life = lives[v] as Life;
    life.first = Math.min(life.first, from);
    life.last = Math.max(life.last, at);
  };
  for (const { before, loop } of lowered.stages) {
    for (const step of before) {
      for (const v of valuesOf(step)) use(v, position);
      position++;
    }
    const start = position;
    const end = start + loop.length;
    for (const step of loop) {
      for (const v of valuesOf(step)) {
        const { persistent } = lowered.values[v] as Value;
        const outer = (lives[v] as Life).first < start;
        use(v, persistent || outer ? end : position, persistent ? start : position);
      }
      position++;
    }
    position = end + 1;
  }
  return lives;
}

function valuesOf(step: Step): number[] {
  return step.out === null ? [...step.args] : [...step.args, step.out];
}

/** Fills `places` for values that need registers; returns how many registers there are. */
function placeRegisters(lowered: Lowered, lives: Life[], places: Place[], periods: number): number {
  const free: number[] = [];
  let count = 0;
  const ending = new Map<number, number[]>();
  const starting = new Map<number, number[]>();
  lives.forEach(({ first, last }, v) => {
    const value = lowered.values[v] as Value;
    if (value.scalar || last < 0 || value.span > 1) return;
    starting.set(first, [...(starting.get(first) ?? []), v]);
    ending.set(last, [...(ending.get(last) ?? []), v]);
  });
  const release = (position: number, started: boolean) => {
    for (const v of ending.get(position) ?? [])
      if ((lives[v] as Life).first < position !== started) free.push(places[v] as number);
  };
  const take = (position: number) => {
    for (const v of starting.get(position) ?? []) places[v] = free.pop() ?? count++;
  };
  let position = 0;
  for (const { before, loop } of lowered.stages) {
    for (const step of [...before, ...loop, null]) {
      const apart = step === null || APART.has(step.op);
      if (!apart) release(position, false);
      take(position);
      if (apart) release(position, false);
      release(position, true);
      position++;
    }
  }
  lowered.values.forEach((value, v) => {
    if (value.span === 1 || value.scalar) return;
    places[v] = count;
    count += periods;
  });
  return count;
}
