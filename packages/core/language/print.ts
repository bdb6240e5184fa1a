import type { BinaryOp, Expression } from './parse.ts';

const SIGNS: Readonly<Record<BinaryOp, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  pow: '^',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '==',
  ne: '!=',
  and: 'and',
  or: 'or',
};

/** An expression as text, with every operation in parentheses: how it was understood. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'unary':
      return `(${expression.op === 'neg' ? '-' : 'not '}${printExpression(expression.operand)})`;
    case 'binary': {
      const { left, right, op } = expression;
      return `(${printExpression(left)} ${SIGNS[op]} ${printExpression(right)})`;
    }
    case 'call':
      return `${expression.name}(${expression.args.map(printExpression).join(', ')})`;
  }
}
