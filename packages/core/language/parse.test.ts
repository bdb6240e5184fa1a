import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functions } from './functions.ts';
import { type Expression, MAX_DEPTH, parseExpression } from './parse.ts';
import { printExpression } from './print.ts';
import { ExpressionError, MAX_LENGTH } from './tokens.ts';

describe('how an expression is understood', () => {
  test.each([
    ['1', '1'],
    ['  80e3 ', '80000'],
    ['1_000.5', '1000.5'],
    ['.5', '0.5'],
    ['2E-3', '0.002'],
    ['0.8 - 0.05 * discounting', '(0.8 - (0.05 * discounting))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c % d', '(((a / b) * c) % d)'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['-2 ^ 2', '(-(2 ^ 2))'],
    ['2 ^ -3', '(2 ^ (-3))'],
    ['2 ^ -x ^ 2', '(2 ^ (-(x ^ 2)))'],
    ['2 ^ -a * b', '((2 ^ (-a)) * b)'],
    ['-a * b', '((-a) * b)'],
    ['a * -b', '(a * (-b))'],
    ['- - a', '(-(-a))'],
    ['+a + +b', '(a + b)'],
    ['a+b<c*d', '((a + b) < (c * d))'],
    ['a<=b', '(a <= b)'],
    ['a > 1 and b > 2 or c', '(((a > 1) and (b > 2)) or c)'],
    ['a or b and c', '(a or (b and c))'],
    ['not a > b and c', '((not (a > b)) and c)'],
    ['not not a', '(not (not a))'],
    ['a + (not b)', '(a + (not b))'],
    ['(a < b) == (c < d)', '((a < b) == (c < d))'],
    ['(a < b) < c', '((a < b) < c)'],
    ['if(a > 0, a, 0)', 'if((a > 0), a, 0)'],
    ['max(a, b, c, d)', 'max(a, b, c, d)'],
    ['npv(revenue) - npv(cost, 0.1)', '(npv(revenue) - npv(cost, 0.1))'],
    ['npv', 'npv'],
    ['a\n  + b', '(a + b)'],
    ['constructor + __proto__ + toString', '((constructor + __proto__) + toString)'],
  ])('%s', (text, expected) => {
    expect(printExpression(parseExpression(text))).toBe(expected);
  });
});

describe('what is refused, and where', () => {
  test.each([
    ['', 0, 'it ends where a number, a name or "(" was expected'],
    ['a +', 3, 'it ends where'],
    ['a b', 2, 'found "b" where an operator such as + or * was expected'],
    ['2 3', 2, 'found "3" where an operator'],
    ['2x', 0, '2x is neither number nor name; write 2 * x'],
    ['(a', 2, 'expected ")" for the "(" at character 1, found the end'],
    ['min(a, b', 8, 'expected ")" for the "(" at character 4'],
    ['a)', 1, '")" closes nothing'],
    ['1,000', 1, 'write numbers as 1000 or 1_000'],
    ['a < b < c', 6, 'comparisons do not chain; write a < b and b < c'],
    ['a == b == c', 7, 'comparisons do not chain'],
    ['a + not b', 4, 'put parentheses around "not …"'],
    ['and b', 0, 'found "and" where a number'],
    ['if', 0, 'write if(condition, a, b)'],
    ['if(a, b)', 0, 'if is written if(c, a, b), not with 2 arguments'],
    ['sqrt()', 0, 'sqrt is written sqrt(x), not with 0 arguments'],
    ['mean(a, b)', 0, 'mean is written mean(x)'],
    ['srqt(2)', 0, 'there is no function srqt; did you mean sqrt?'],
    ['fetch(1)', 0, 'there is no function fetch; known are if, min'],
    ['constructor(1)', 0, 'there is no function constructor'],
    ['a.b', 1, 'there are no properties to reach'],
    ['1.', 1, 'a dot stands only inside a number'],
    ['a[0]', 1, 'brackets and braces have no meaning here'],
    ['"text"', 0, 'no text in quotes'],
    ['a = b', 2, 'write == to compare'],
    ['a ** 2', 2, 'write ^ for a power'],
    ['a && b', 2, 'write "and"'],
    ['a || b', 2, 'write "or"'],
    ['!a', 0, 'write "not"'],
    ['a ? b : c', 2, 'write if(condition, a, b)'],
    ['a ≤ b', 2, 'write <='],
    ['a × b', 2, 'write * to multiply'],
    ['a − b', 2, 'write the plain minus sign'],
    ['€5', 0, 'write the number alone'],
    ['5 %', 3, 'which is the remainder; write 50 % as 0.5'],
    ['a; b', 1, 'one expression per line'],
    ['a # b', 2, 'the character "#" means nothing here'],
    ['1e999', 0, '1e999 is too large a number'],
    ['😀', 0, 'the character "😀" means nothing here'],
  ])('%j at %i', (text, at, message) => {
    const error = failureOf(text);
    expect(error.message).toContain(message);
    expect(error.at).toBe(at);
  });

  test('nesting is bounded, one level too many is refused', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(printExpression(parseExpression(nested(MAX_DEPTH)))).toBe('1');
    expect(failureOf(nested(MAX_DEPTH + 1)).message).toContain('nested more than 100 deep');
    expect(failureOf(`${'-'.repeat(101)}1`).message).toContain('nested');
    expect(failureOf(`1${'^1'.repeat(101)}`).message).toContain('nested');
  });

  test('length is bounded, the longest is read', () => {
    expect(parseExpression(`1${'+1'.repeat((MAX_LENGTH - 1) / 2)}`).kind).toBe('binary');
    expect(failureOf('1'.repeat(MAX_LENGTH + 1)).message).toContain('at most 2000 are read');
  });
});

function failureOf(text: string): ExpressionError {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

const names = fc.constantFrom('a', 'price', 'x1', '_', 'npv', 'constructor');
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => ({
      kind: 'number' as const,
      value: Math.abs(value),
      at: 0,
    })),
    names.map((name) => ({ kind: 'name' as const, name, at: 0 })),
    fc
      .tuple(fc.constantFrom('neg' as const, 'not' as const), tie('expression'))
      .map(([op, operand]) => ({ kind: 'unary' as const, op, operand, at: 0 })),
    fc
      .tuple(
        fc.constantFrom(
          'add',
          'sub',
          'mul',
          'div',
          'mod',
          'pow',
          'lt',
          'ge',
          'eq',
          'ne',
          'and',
          'or',
        ),
        tie('expression'),
        tie('expression'),
      )
      .map(
        ([op, left, right]) => ({ kind: 'binary' as const, op, left, right, at: 0 }) as Expression,
      ),
    fc.constantFrom(...(Object.keys(functions) as (keyof typeof functions)[])).chain((name) =>
      fc
        .array(tie('expression'), {
          minLength: functions[name].arity[0],
          maxLength: functions[name].arity[0],
        })
        .map((args) => ({ kind: 'call' as const, name, args, at: 0 })),
    ),
  ),
}));

test('what is printed is read back as the same expression', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const text = printExpression(tree);
      fc.pre(text.length <= MAX_LENGTH);
      expect(printExpression(parseExpression(text))).toBe(text);
    }),
    { seed: 1 },
  );
});

test('no text crashes the parser', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 8, unit: 'binary' }),
    fc.constantFrom(
      '(',
      ')',
      ',',
      '-',
      'not ',
      '^',
      '1',
      'x',
      'if(',
      'npv(',
      '<',
      'and',
      '%',
      '.',
      '1e',
      '_',
    ),
  );
  const text = fc
    .array(piece, { maxLength: 300 })
    .map((pieces) => pieces.join('').slice(0, MAX_LENGTH));
  fc.assert(
    fc.property(text, (sample) => {
      try {
        parseExpression(sample);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
        expect((error as ExpressionError).at).toBeLessThanOrEqual(sample.length);
      }
    }),
    { seed: 1, numRuns: 2_000 },
  );
});
