import type { ElementwiseOp } from './graph.ts';

/** A function of the expression language: how it is called and what it gives. */
export interface LanguageFunction {
  readonly usage: string;
  readonly summary: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** The operation it is, where it is one. */
  readonly op?: ElementwiseOp;
  /** Works over periods: needs `periods` in the scenario. */
  readonly overPeriods?: true;
}

const one = [1, 1] as const;
const two = [2, 2] as const;
const many = [2, 64] as const;

/** Every function an expression can call; there are no others. */
export const functions = {
  if: { usage: 'if(c, a, b)', summary: 'a where c holds, else b', arity: [3, 3], op: 'select' },
  min: { usage: 'min(a, b, …)', summary: 'the smallest', arity: many, op: 'min' },
  max: { usage: 'max(a, b, …)', summary: 'the largest', arity: many, op: 'max' },
  abs: { usage: 'abs(x)', summary: 'x without its sign', arity: one, op: 'abs' },
  sqrt: { usage: 'sqrt(x)', summary: 'square root', arity: one, op: 'sqrt' },
  exp: { usage: 'exp(x)', summary: 'e to the power x', arity: one, op: 'exp' },
  log: { usage: 'log(x)', summary: 'natural logarithm', arity: one, op: 'log' },
  log10: { usage: 'log10(x)', summary: 'decimal logarithm', arity: one, op: 'log10' },
  pow: { usage: 'pow(x, y)', summary: 'x to the power y, as x ^ y', arity: two, op: 'pow' },
  floor: { usage: 'floor(x)', summary: 'largest whole number ≤ x', arity: one, op: 'floor' },
  ceil: { usage: 'ceil(x)', summary: 'smallest whole number ≥ x', arity: one, op: 'ceil' },
  round: {
    usage: 'round(x)',
    summary: 'nearest whole number, halves to even',
    arity: one,
    op: 'round',
  },
  clamp: { usage: 'clamp(x, low, high)', summary: 'x kept between low and high', arity: [3, 3] },
  sin: { usage: 'sin(x)', summary: 'sine of x in radians', arity: one, op: 'sin' },
  cos: { usage: 'cos(x)', summary: 'cosine of x in radians', arity: one, op: 'cos' },
  sum: { usage: 'sum(x)', summary: 'sum over the periods', arity: one, overPeriods: true },
  mean: { usage: 'mean(x)', summary: 'average over the periods', arity: one, overPeriods: true },
  last: { usage: 'last(x)', summary: 'value in the last period', arity: one, overPeriods: true },
  npv: {
    usage: 'npv(x) or npv(x, rate)',
    summary: 'net present value: the sum of x / (1 + rate)^t; rate is periods.rate unless given',
    arity: [1, 2],
    overPeriods: true,
  },
  irr: {
    usage: 'irr(x)',
    summary: 'rate at which npv(x, rate) is 0; not a number where x never changes sign',
    arity: one,
    overPeriods: true,
  },
  cumulative: {
    usage: 'cumulative(x)',
    summary: 'in each period, the sum of x up to and including it',
    arity: one,
    overPeriods: true,
  },
  when: {
    usage: 'when(c)',
    summary: 'first period in which c holds; the number of periods where it never does',
    arity: one,
    overPeriods: true,
  },
} as const satisfies Record<string, LanguageFunction>;

export type FunctionName = keyof typeof functions;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** The function of that name, in its general form. */
export function functionOf(name: FunctionName): LanguageFunction {
  return functions[name];
}

/** Words of the language that no variable or model line can have as its name. */
export const RESERVED = new Set(['and', 'or', 'not', 'if', 't']);
