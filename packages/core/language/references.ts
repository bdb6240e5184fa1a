import { type FunctionName, functionOf } from './functions.ts';
import type { Expression } from './parse.ts';

/** Name under which `periods.rate` stands among the definitions; no identifier can be written so. */
export const RATE = 'periods.rate';

/** A name that an expression reads. */
export interface Reference {
  readonly name: string;
  readonly at: number;
  /** Read through a function over periods, which needs every period at once. */
  readonly reduced: boolean;
}

/** A call of a function over periods. */
export interface PeriodCall {
  readonly name: FunctionName;
  readonly at: number;
  readonly usesRate: boolean;
}

export interface Reading {
  readonly references: Reference[];
  readonly periodCalls: PeriodCall[];
}

/** What an expression reads. `cumulative` needs the past only, so it does not count as reducing. */
export function readingOf(expression: Expression): Reading {
  const reading: Reading = { references: [], periodCalls: [] };
  collect(expression, false, reading);
  return reading;
}

function collect(expression: Expression, reduced: boolean, reading: Reading): void {
  switch (expression.kind) {
    case 'number':
      return;
    case 'name':
      reading.references.push({ name: expression.name, at: expression.at, reduced });
      return;
    case 'unary':
      collect(expression.operand, reduced, reading);
      return;
    case 'binary':
      collect(expression.left, reduced, reading);
      collect(expression.right, reduced, reading);
      return;
    case 'call':
      collectCall(expression, reduced, reading);
  }
}

function collectCall(
  call: Extract<Expression, { kind: 'call' }>,
  reduced: boolean,
  reading: Reading,
): void {
  const overPeriods = functionOf(call.name).overPeriods === true;
  if (overPeriods) {
    const usesRate = call.name === 'npv' && call.args.length === 1;
    reading.periodCalls.push({ name: call.name, at: call.at, usesRate });
    if (usesRate) reading.references.push({ name: RATE, at: call.at, reduced: true });
  }
  const inner = reduced || (overPeriods && call.name !== 'cumulative');
  for (const arg of call.args) collect(arg, inner, reading);
}

/** Whether an expression says yes or no rather than how much. */
export function isCondition(expression: Expression): boolean {
  if (expression.kind === 'unary') return expression.op === 'not';
  if (expression.kind === 'binary') return CONDITIONS.has(expression.op);
  return (
    expression.kind === 'call' &&
    expression.name === 'if' &&
    expression.args.slice(1).every(isCondition)
  );
}

const CONDITIONS = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or']);
