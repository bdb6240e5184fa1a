import type { ElementwiseOp } from './graph.ts';

/** A function of the expression language: how it is called and what it gives. */
export interface LanguageFunction {
  readonly usage: string;
  readonly summary: string;
  /** An expression and its value, over three periods t = 0, 1, 2. */
  readonly example: readonly [expression: string, value: number];
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
  if: {
    usage: 'if(c, a, b)',
    summary: 'a where c holds, else b',
    example: ['if(2 > 1, 10, 20)', 10],
    arity: [3, 3],
    op: 'select',
  },
  min: {
    usage: 'min(a, b, …)',
    summary: 'the smallest',
    example: ['min(3, 1, 2)', 1],
    arity: many,
    op: 'min',
  },
  max: {
    usage: 'max(a, b, …)',
    summary: 'the largest',
    example: ['max(3, 1, 2)', 3],
    arity: many,
    op: 'max',
  },
  abs: {
    usage: 'abs(x)',
    summary: 'x without its sign',
    example: ['abs(-3)', 3],
    arity: one,
    op: 'abs',
  },
  sqrt: {
    usage: 'sqrt(x)',
    summary: 'square root',
    example: ['sqrt(9)', 3],
    arity: one,
    op: 'sqrt',
  },
  exp: {
    usage: 'exp(x)',
    summary: 'e to the power x',
    example: ['exp(0)', 1],
    arity: one,
    op: 'exp',
  },
  log: {
    usage: 'log(x)',
    summary: 'natural logarithm',
    example: ['log(exp(2))', 2],
    arity: one,
    op: 'log',
  },
  log10: {
    usage: 'log10(x)',
    summary: 'decimal logarithm',
    example: ['log10(1000)', 3],
    arity: one,
    op: 'log10',
  },
  pow: {
    usage: 'pow(x, y)',
    summary: 'x to the power y, as x ^ y',
    example: ['pow(2, 3)', 8],
    arity: two,
    op: 'pow',
  },
  floor: {
    usage: 'floor(x)',
    summary: 'largest whole number ≤ x',
    example: ['floor(-1.5)', -2],
    arity: one,
    op: 'floor',
  },
  ceil: {
    usage: 'ceil(x)',
    summary: 'smallest whole number ≥ x',
    example: ['ceil(-1.5)', -1],
    arity: one,
    op: 'ceil',
  },
  round: {
    usage: 'round(x)',
    summary: 'nearest whole number, halves to even',
    example: ['round(2.5)', 2],
    arity: one,
    op: 'round',
  },
  clamp: {
    usage: 'clamp(x, low, high)',
    summary: 'x kept between low and high',
    example: ['clamp(12, 0, 10)', 10],
    arity: [3, 3],
  },
  sin: {
    usage: 'sin(x)',
    summary: 'sine of x in radians',
    example: ['sin(0)', 0],
    arity: one,
    op: 'sin',
  },
  cos: {
    usage: 'cos(x)',
    summary: 'cosine of x in radians',
    example: ['cos(0)', 1],
    arity: one,
    op: 'cos',
  },
  sum: {
    usage: 'sum(x)',
    summary: 'sum over the periods',
    example: ['sum(t)', 3],
    arity: one,
    overPeriods: true,
  },
  mean: {
    usage: 'mean(x)',
    summary: 'average over the periods',
    example: ['mean(t)', 1],
    arity: one,
    overPeriods: true,
  },
  last: {
    usage: 'last(x)',
    summary: 'value in the last period',
    example: ['last(t)', 2],
    arity: one,
    overPeriods: true,
  },
  npv: {
    usage: 'npv(x) or npv(x, rate)',
    summary: 'net present value: the sum of x / (1 + rate)^t; rate is periods.rate unless given',
    example: ['npv(121, 0.1)', 331],
    arity: [1, 2],
    overPeriods: true,
  },
  irr: {
    usage: 'irr(x)',
    summary: 'rate at which npv(x, rate) is 0; not a number where x never changes sign',
    example: ['irr(if(t == 0, -100, 0) + if(t == 2, 121, 0))', 0.1],
    arity: one,
    overPeriods: true,
  },
  cumulative: {
    usage: 'cumulative(x)',
    summary: 'in each period, the sum of x up to and including it',
    example: ['last(cumulative(t + 1))', 6],
    arity: one,
    overPeriods: true,
  },
  when: {
    usage: 'when(c)',
    summary: 'first period in which c holds; the number of periods where it never does',
    example: ['when(t * 10 > 5)', 1],
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
