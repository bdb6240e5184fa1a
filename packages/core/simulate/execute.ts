import type { ElementwiseOp } from '../language/graph.ts';
import { type Bench, operand, type Stage, type Work } from './bench.ts';
import { drawStep } from './draw-steps.ts';
import { elementwise } from './elementwise.ts';
import { irr } from './irr.ts';
import { BLOCK, REGISTER_BYTES } from './kernels/constants.ts';
import { kernelInstance } from './kernels/instance.ts';
import { linesBefore } from './line-steps.ts';
import { EMITTED_FROM, loopStep } from './loop-step.ts';
import { memoryMap } from './memory-map.ts';
import type { Instruction, Place, Plan } from './plan.ts';
import { quantileStep } from './quantile-step.ts';
import { redo } from './redo.ts';

type Run = () => void;

/** Numbers from the first of a register to the first of the next. */
const REGISTER = REGISTER_BYTES / 8;
/** Largest memory of one thread's registers, in bytes. */
const MEMORY_LIMIT = 1_073_741_824;

/**
 * Binds a plan to this thread's kernels; the answer executes one block, whose first sample is a
 * multiple of BLOCK. One executor at a time is valid on a thread: they share its memory. With a stage,
 * outcomes go there and not to the samples' columns. emittedFrom: see `loopStep`.
 * Errors: a model whose registers do not fit.
 */
export function createExecutor(
  work: Work,
  stage?: Stage,
  emittedFrom = EMITTED_FROM,
): (start: number) => void {
  const bench = createBench(work, stage);
  const { cursor } = bench;
  const stages = work.plan.stages.map(({ before, loop }, i) => ({
    before: linesBefore(
      bench,
      i,
      before.map((instruction) => bind(bench, instruction)),
      emittedFrom,
    ).filter((run) => run !== undefined),
    loop: loopStep(
      bench,
      i,
      loop.map((instruction) => bind(bench, instruction)),
      emittedFrom,
    ),
  }));
  return (start) => {
    cursor.start = start;
    cursor.count = Math.min(BLOCK, work.samples.count - start);
    cursor.bytes = 16 * Math.ceil(cursor.count / 2);
    for (const { before, loop } of stages) {
      cursor.period = 0;
      for (const run of before) run();
      loop();
    }
  };
}

function createBench(work: Work, stage: Stage | undefined): Bench {
  const { plan } = work;
  const map = memoryMap(plan, work.graph);
  if (map.end > MEMORY_LIMIT)
    throw new RangeError(
      `The model needs ${plan.registers} columns at once; shorten the periods or split the model.`,
    );
  const instance = kernelInstance();
  const memory = instance.reserve(map.end);
  const numbers = new Float64Array(memory);
  for (const [i, value] of plan.scalars.entries())
    numbers.fill(value, map.address(~i) / 8, map.address(~i) / 8 + 2);
  const cursor = { start: 0, count: 0, bytes: 0, period: 0 };
  return { work, cursor, instance, memory, numbers, stage, map };
}

function bind(bench: Bench, instruction: Instruction): Run {
  const { op, out, ref } = instruction;
  const { work, cursor, numbers } = bench;
  switch (op) {
    case 'copy':
      return copyStep(bench, instruction);
    case 'store':
      return storeStep(bench, instruction);
    case 'collect':
      return collectStep(bench, instruction);
    case 'irr':
      return irrStep(bench, instruction);
    case 'quantile':
      return quantileStep(bench, instruction);
    case 'period': {
      const at = bench.map.address(out as Place) / 8;
      return () => numbers.fill(cursor.period, at, at + 2);
    }
    case 'load':
      return loadStep(bench, instruction, work.points.values?.[ref] as Float64Array);
    case 'given':
      return loadStep(bench, instruction, work.points.uniforms?.[ref] as Float64Array);
    case 'uniform':
    case 'trials':
      return drawStep(bench, instruction);
    default:
      return (out as Place) < 0
        ? scalarStep(bench, instruction)
        : elementwiseStep(bench, instruction);
  }
}

/** An operation on numbers that are the same in all samples. */
function scalarStep(bench: Bench, { op, out, args }: Instruction): Run {
  const { numbers } = bench;
  const apply = elementwise[op as ElementwiseOp];
  const [a, b, c] = [0, 1, 2].map((i) => operand(bench, args[i]).at) as [number, number, number];
  const at = bench.map.address(out as Place) / 8;
  return () => {
    const value = apply(numbers[a] as number, numbers[b] as number, numbers[c] as number);
    numbers[at] = value;
    numbers[at + 1] = value;
  };
}

function elementwiseStep(bench: Bench, instruction: Instruction): Run {
  const { op, args } = instruction;
  const { cursor } = bench;
  const kernel = bench.instance.kernels[op];
  if (!kernel) return hostStep(bench, instruction);
  const out = bench.map.address(instruction.out as Place);
  const [a, b, c] = args.map((place) => bench.map.address(place)) as [number, number, number];
  const [aStep, bStep, cStep] = args.map((place) => (place < 0 ? 0 : 16)) as [
    number,
    number,
    number,
  ];
  if (args.length === 3) return () => void kernel(out, a, aStep, b, bStep, c, cStep, cursor.bytes);
  if (op === 'pow') {
    const again = redoStep(bench, instruction);
    return () => {
      if (kernel(out, a, aStep, b, bStep, cursor.bytes) > 0) again();
    };
  }
  if (args.length === 2) return () => void kernel(out, a, aStep, b, bStep, cursor.bytes);
  const again = redoStep(bench, instruction);
  return () => {
    if (kernel(out, a, cursor.bytes) > 0) again();
  };
}

/** Numbers outside a kernel's range, by the scalar function. */
function redoStep(bench: Bench, { op, out, args }: Instruction): Run {
  const { numbers, cursor } = bench;
  const a = operand(bench, args[0]);
  const b = operand(bench, args[1]);
  const at = bench.map.address(out as Place) / 8;
  return () => redo(op, numbers, at, a.at, a.step, b.at, b.step, cursor.count);
}

/** Rare operations, which have no kernel. */
function hostStep(bench: Bench, { op, out, args }: Instruction): Run {
  const { numbers, cursor } = bench;
  const apply = elementwise[op as ElementwiseOp];
  const a = operand(bench, args[0]);
  const b = operand(bench, args[1]);
  const at = bench.map.address(out as Place) / 8;
  return () => {
    for (let i = 0; i < cursor.count; i++)
      numbers[at + i] = apply(
        numbers[a.at + i * a.step] as number,
        numbers[b.at + i * b.step] as number,
        0,
      );
  };
}

function copyStep(bench: Bench, { out, args }: Instruction): Run {
  const { numbers, cursor } = bench;
  const from = operand(bench, args[0]);
  const to = operand(bench, out as Place);
  if (to.step === 0) return () => numbers.copyWithin(to.at, from.at, from.at + 2);
  if (from.step === 0)
    return () => numbers.fill(numbers[from.at] as number, to.at, to.at + cursor.count);
  return () => numbers.copyWithin(to.at, from.at, from.at + cursor.count);
}

function loadStep(bench: Bench, { out }: Instruction, column: Float64Array): Run {
  const { numbers, cursor } = bench;
  const at = bench.map.address(out as Place) / 8;
  return () => numbers.set(column.subarray(cursor.start, cursor.start + cursor.count), at);
}

function storeStep(bench: Bench, { args, ref }: Instruction): Run {
  const { numbers, cursor, work, stage } = bench;
  const { kind, option, index } = work.plan.stores[ref] as Plan['stores'][number];
  const { samples } = work;
  const from = operand(bench, args[0]);
  if (stage) {
    const column = option * work.graph.outcomeNames.length + index;
    const first = stage.at / 8 + column * stage.size;
    return () => {
      const at = first + (cursor.start % stage.size);
      if (from.step === 0) numbers.fill(numbers[from.at] as number, at, at + cursor.count);
      else numbers.copyWithin(at, from.at, from.at + cursor.count);
    };
  }
  const columnOf = () => {
    if (kind === 'inputs') return samples.inputs[index];
    if (kind === 'series') return samples.series[option]?.[index]?.[cursor.period];
    return samples[kind][option]?.[index];
  };
  const block = numbers.subarray(from.at, from.at + BLOCK);
  const length = kind === 'series' ? samples.seriesCount : samples.count;
  return () => {
    if (cursor.start >= length) return;
    const column = columnOf() as Float64Array;
    const end = Math.min(column.length, cursor.start + cursor.count);
    if (cursor.start >= end) return;
    if (from.step === 0) column.fill(numbers[from.at] as number, cursor.start, end);
    else if (end - cursor.start === BLOCK) column.set(block, cursor.start);
    else column.set(block.subarray(0, end - cursor.start), cursor.start);
  };
}

/** Keeps a series' block of this period, for an operation that needs all periods at once. */
function collectStep(bench: Bench, { out, args }: Instruction): Run {
  const { numbers, cursor } = bench;
  const from = operand(bench, args[0]);
  const first = bench.map.address(out as Place) / 8;
  return () => {
    const at = first + REGISTER * cursor.period;
    if (from.step === 0) numbers.fill(numbers[from.at] as number, at, at + cursor.count);
    else numbers.copyWithin(at, from.at, from.at + cursor.count);
  };
}

function irrStep(bench: Bench, { out, args }: Instruction): Run {
  const { numbers, cursor, work } = bench;
  const at = bench.map.address(out as Place) / 8;
  const rows = bench.map.address(args[0] as Place) / 8;
  const flows = new Float64Array(work.graph.periods);
  return () => {
    for (let i = 0; i < cursor.count; i++) {
      for (let t = 0; t < flows.length; t++) flows[t] = numbers[rows + REGISTER * t + i] as number;
      numbers[at + i] = irr(flows);
    }
  };
}
