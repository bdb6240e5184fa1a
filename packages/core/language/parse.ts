import { nearest } from '../text/nearest.ts';
import { type FunctionName, functionOf, functions, isFunctionName } from './functions.ts';
import { ExpressionError, type Token, tokenize } from './tokens.ts';

export type BinaryOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'pow'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or';

/** An expression as read; `at` is the character it hangs on, from 0. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'unary';
      readonly op: 'neg' | 'not';
      readonly operand: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      readonly args: readonly Expression[];
      readonly at: number;
    };

/** Deepest nesting of parentheses, calls, prefixes and powers. */
export const MAX_DEPTH = 100;

/**
 * How tightly operators bind, loosest first. `^` is right-associative and binds tighter than a minus
 * before it (−2^2 = −4) but takes one after it (2^−3); the others are left-associative; comparisons
 * do not chain.
 */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const SUM = 5;
const PRODUCT = 6;
const SIGN = 7;
const POWER = 8;

const infix = new Map<string, readonly [op: BinaryOp, power: number]>([
  ['or', ['or', OR]],
  ['and', ['and', AND]],
  ['<', ['lt', COMPARISON]],
  ['<=', ['le', COMPARISON]],
  ['>', ['gt', COMPARISON]],
  ['>=', ['ge', COMPARISON]],
  ['==', ['eq', COMPARISON]],
  ['!=', ['ne', COMPARISON]],
  ['+', ['add', SUM]],
  ['-', ['sub', SUM]],
  ['*', ['mul', PRODUCT]],
  ['/', ['div', PRODUCT]],
  ['%', ['mod', PRODUCT]],
  ['^', ['pow', POWER]],
]);

/**
 * Reads one expression by precedence climbing.
 * Grammar: numbers (80e3, 1_000), names, `+ - * / % ^`, `< <= > >= == !=`, `and or not`, parentheses
 * and calls of the functions in `functions.ts`. Nothing else can be written, so an expression reaches
 * nothing but numbers.
 * Errors: ExpressionError with the character where reading failed.
 * Source: Pratt, Top Down Operator Precedence, POPL 1973.
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.parse(0);
  parser.expectEnd();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(minimum: number): Expression {
    let left = this.#prefix(minimum);
    for (;;) {
      const token = this.#peek();
      const entry = token.type === 'number' ? undefined : infix.get(token.text);
      if (entry === undefined || entry[1] < minimum) return left;
      const [op, power] = entry;
      this.#index += 1;
      const right = op === 'pow' ? this.#nested(() => this.parse(POWER)) : this.parse(power + 1);
      left = { kind: 'binary', op, left, right, at: token.at };
      if (power === COMPARISON) this.#refuseChain();
    }
  }

  expectEnd(): void {
    const token = this.#peek();
    if (token.type === 'end') return;
    if (token.text === ')')
      throw new ExpressionError('")" closes nothing; remove it or add "("', token.at);
    if (token.text === ',') {
      throw new ExpressionError(
        'a comma only separates arguments; write numbers as 1000 or 1_000',
        token.at,
      );
    }
    throw new ExpressionError(
      `found ${describe(token)} where an operator such as + or * was expected`,
      token.at,
    );
  }

  #prefix(minimum: number): Expression {
    const token = this.#next();
    if (token.type === 'number') return { kind: 'number', value: token.value, at: token.at };
    if (token.text === '(') return this.#parenthesised(token);
    if (token.text === '-') {
      const operand = this.#nested(() => this.parse(SIGN));
      return { kind: 'unary', op: 'neg', operand, at: token.at };
    }
    if (token.text === '+') return this.#nested(() => this.parse(SIGN));
    if (token.text === 'not') {
      if (minimum > NOT) throw new ExpressionError('put parentheses around "not …" here', token.at);
      const operand = this.#nested(() => this.parse(NOT));
      return { kind: 'unary', op: 'not', operand, at: token.at };
    }
    if (token.type === 'name' && !infix.has(token.text)) return this.#name(token);
    throw new ExpressionError(missing(token, this.#before(token)), token.at);
  }

  #parenthesised(open: Token): Expression {
    const inner = this.#nested(() => this.parse(0));
    this.#close(open);
    return inner;
  }

  #name(token: Token): Expression {
    if (this.#peek().text === '(') return this.#call(token);
    if (token.text === 'if') throw new ExpressionError('write if(condition, a, b)', token.at);
    return { kind: 'name', name: token.text, at: token.at };
  }

  #call(token: Token): Expression {
    if (!isFunctionName(token.text)) throw unknownFunction(token);
    const open = this.#next();
    const args: Expression[] = [];
    if (this.#peek().text !== ')') {
      do args.push(this.#nested(() => this.parse(0)));
      while (this.#accept(','));
    }
    this.#close(open);
    checkArity(token, token.text, args.length);
    return { kind: 'call', name: token.text, args, at: token.at };
  }

  #close(open: Token): void {
    if (this.#accept(')')) return;
    const token = this.#peek();
    throw new ExpressionError(
      `expected ")" for the "(" at character ${open.at + 1}, found ${describe(token)}`,
      token.at,
    );
  }

  #refuseChain(): void {
    const token = this.#peek();
    if (infix.get(token.text)?.[1] !== COMPARISON || token.type !== 'operator') return;
    throw new ExpressionError('comparisons do not chain; write a < b and b < c', token.at);
  }

  #nested(read: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new ExpressionError(
        `it is nested more than ${MAX_DEPTH} deep; split it into model lines`,
        this.#peek().at,
      );
    }
    const expression = read();
    this.#depth -= 1;
    return expression;
  }

  #accept(text: string): boolean {
    if (this.#peek().text !== text) return false;
    this.#index += 1;
    return true;
  }

  #peek(): Token {
    // The last token is `end` and is never passed, so there always is one.
    return this.#tokens[this.#index] as Token;
  }

  #before(token: Token): Token | undefined {
    return this.#tokens.findLast((other) => other.at < token.at);
  }

  #next(): Token {
    const token = this.#peek();
    if (token.type !== 'end') this.#index += 1;
    return token;
  }
}

function describe(token: Token): string {
  return token.type === 'end' ? 'the end' : `"${token.text}"`;
}

function missing(token: Token, before: Token | undefined): string {
  if (before?.text === '%')
    return 'expected a value after %, which is the remainder; write 50 % as 0.5';
  if (token.type === 'end') return 'it ends where a number, a name or "(" was expected';
  return `found ${describe(token)} where a number, a name or "(" was expected`;
}

function unknownFunction(token: Token): ExpressionError {
  const names = Object.keys(functions);
  const near = nearest(token.text, names);
  const advice = near ? `did you mean ${near}?` : `known are ${names.join(', ')}`;
  return new ExpressionError(
    `there is no function ${token.text}; ${advice}`,
    token.at,
    near ?? undefined,
  );
}

function checkArity(token: Token, name: FunctionName, count: number): void {
  const { arity, usage } = functionOf(name);
  if (count >= arity[0] && count <= arity[1]) return;
  throw new ExpressionError(`${name} is written ${usage}, not with ${count} arguments`, token.at);
}
