import { layout } from './kernels/constants.ts';
import type { Instruction, Place } from './plan.ts';
import { Code, moduleOf, type WasmOp } from './wasm-bytes.ts';

/** A loop over the periods whose vectors are to go through it two samples at a time. */
export interface LoopRequest {
  readonly loop: readonly Instruction[];
  readonly periods: number;
  /** Byte address of a place. */
  readonly address: (place: Place) => number;
  /** Where a row of scalars for each period begins: those of `rowReads`, in their order, each twice. */
  readonly rowsAt: number;
  /** Registers that are read after the loop. */
  readonly kept: ReadonlySet<Place>;
}

/** An operand of a vector instruction that is a scalar the loop changes, by the instruction's index. */
export interface RowRead {
  readonly index: number;
  readonly place: Place;
}

/** Puts an operand on the stack of the code. */
type Operand = (() => void) | undefined;
type Emit = (code: Code, operands: readonly Operand[]) => void;

const plain =
  (op: WasmOp): Emit =>
  (code, operands) => {
    for (const operand of operands) operand?.();
    code.op(op);
  };

/** 1 where the mask is set that `mask` leaves, else 0. */
const truth =
  (mask: Emit): Emit =>
  (code, operands) => {
    mask(code, operands);
    code.op('i32.const', 0).op('v128.load', layout.ONE).op('v128.and');
  };

function zero(code: Code): void {
  code.op('i32.const', 0).op('v128.load', layout.ZERO);
}

/** A mask that is set where the operand is not 0. */
function isTrue(code: Code, operand: Operand): void {
  plain('f64x2.ne')(code, [operand, () => zero(code)]);
}

const both =
  (op: WasmOp): Emit =>
  (code, operands) => {
    for (const operand of operands) isTrue(code, operand);
    code.op(op);
  };

const ARITHMETIC = ['add', 'sub', 'mul', 'div'] as const;
const UNARY = ['neg', 'abs', 'sqrt', 'floor', 'ceil'] as const;
const COMPARISONS = ['lt', 'le', 'gt', 'ge', 'eq', 'ne'] as const;

/** The second of two operations that fuse.ts joined, by its name there. */
const SECOND = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  div: 'div',
  from: 'sub',
  into: 'div',
} as const;

/** Those joined with a first: each is rounded by itself still. */
function joinedWith(first: (typeof ARITHMETIC)[number]): [string, Emit][] {
  return Object.entries(SECOND).map(([name, second]) => [
    `${first}_${name}`,
    (code, [a, b, c]) => {
      const result = () => plain(`f64x2.${first}`)(code, [a, b]);
      const isRight = name === 'from' || name === 'into';
      plain(`f64x2.${second}`)(code, isRight ? [c, result] : [result, c]);
    },
  ]);
}

/** Operations that the kernels of assembly/elementwise.ts do, as instructions of their own. */
const EMITTED: Readonly<Record<string, Emit>> = {
  ...Object.fromEntries([...ARITHMETIC, ...UNARY].map((op) => [op, plain(`f64x2.${op}`)])),
  ...Object.fromEntries(COMPARISONS.map((op) => [op, truth(plain(`f64x2.${op}`))])),
  ...Object.fromEntries(ARITHMETIC.flatMap(joinedWith)),
  round: plain('f64x2.nearest'),
  min: plain('f64x2.pmin'),
  max: plain('f64x2.pmax'),
  and: truth(both('v128.and')),
  or: truth(both('v128.or')),
  not: truth((code, [a]) => plain('f64x2.eq')(code, [a, () => zero(code)])),
  select(code, [condition, ...choices]) {
    for (const choice of choices) choice?.();
    isTrue(code, condition);
    code.op('v128.bitselect');
  },
  copy: (_, [from]) => from?.(),
};

/** Whether a module can do a step on vectors. */
export const isEmittedStep = ({ op }: { readonly op: string }): boolean => op in EMITTED;

const isVector = ({ out }: Instruction) => out !== null && out >= 0;

/** Whether an instruction can stand in a module and its result is a vector. */
export const isEmittedVector = (step: Instruction): boolean =>
  isVector(step) && isEmittedStep(step);

/** Whether a loop can be a module: its vectors need no draw, table or elementary function, and nothing else is written. */
export function isEmitted(loop: readonly Instruction[]): boolean {
  return loop.every((step) => !isVector(step) || isEmittedStep(step));
}

/** The scalars that a loop's vectors read and the loop changes. */
export function rowReads(loop: readonly Instruction[]): RowRead[] {
  const changed = new Set(loop.map(({ out }) => out));
  return loop.flatMap((step, index) =>
    isVector(step)
      ? step.args.flatMap((place) => (place < 0 && changed.has(place) ? [{ index, place }] : []))
      : [],
  );
}

/** Bytes of what a loop's vectors read in a period: never 0, as a row counts the periods. */
export function rowBytes(loop: readonly Instruction[]): number {
  return 16 * Math.max(1, rowReads(loop).length);
}

/** Locals of the function: where the samples end, which are at hand, which period's row. */
const [END, SAMPLE, ROW, FIRST_VECTOR] = [0, 1, 2, 3];

/**
 * A module whose function takes the bytes of a register that are in use and does a loop for them: two samples
 * after two samples, each through all periods, what they change in locals. The first period stands before the
 * others; what a last period would leave undone is done, as nothing reads it. Series are not stored.
 */
export function loopModule(request: LoopRequest): Uint8Array {
  const { loop, periods, address, rowsAt, kept } = request;
  const reads = rowReads(loop);
  const row = rowBytes(loop);
  const registers = [...new Set(loop.filter(isVector).map(({ out }) => out as Place))];
  const local = new Map(registers.map((place, i) => [place, FIRST_VECTOR + i]));
  const written = new Set<Place>();
  const code = new Code();
  const load = (index: number, place: Place) => {
    const own = written.has(place) ? local.get(place) : undefined;
    const read = reads.findIndex((row) => row.index === index && row.place === place);
    if (own !== undefined) code.op('local.get', own);
    else if (read >= 0) code.op('local.get', ROW).op('v128.load', rowsAt + 16 * read);
    else if (place < 0) code.op('i32.const', 0).op('v128.load', address(place));
    else code.op('local.get', SAMPLE).op('v128.load', address(place));
  };
  const emitBut = (left: 'first' | 'rest') =>
    loop.forEach((step, index) => {
      if (!isVector(step) || step.when === left) return;
      const operands = step.args.map((place) => () => load(index, place));
      (EMITTED[step.op] as Emit)(code, operands);
      code.op('local.set', local.get(step.out as Place));
      written.add(step.out as Place);
    });
  /** Adds to a local and goes round again while it is below a bound. */
  const again = (counter: number, step: number, bound: () => void) => {
    code.op('local.get', counter).op('i32.const', step).op('i32.add').op('local.set', counter);
    code.op('local.get', counter);
    bound();
    code.op('i32.lt_u').op('br_if', 0).op('end');
  };
  code.op('loop').op('i32.const', 0).op('local.set', ROW);
  emitBut('rest');
  if (periods > 1) {
    code.op('i32.const', row).op('local.set', ROW).op('loop');
    emitBut('first');
    again(ROW, row, () => code.op('i32.const', row * periods));
  }
  for (const place of registers.filter((one) => kept.has(one))) {
    code.op('local.get', SAMPLE).op('local.get', local.get(place));
    code.op('v128.store', address(place));
  }
  again(SAMPLE, 16, () => code.op('local.get', END));
  return moduleOf(code, 2, registers.length);
}
