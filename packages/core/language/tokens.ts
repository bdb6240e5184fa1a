/** A piece of an expression; `at` is its first character, from 0. */
export interface Token {
  readonly type: 'number' | 'name' | 'operator' | 'end';
  readonly text: string;
  readonly value: number;
  readonly at: number;
}

/** An expression that cannot be read: one line for people, and the character where it fails. */
export class ExpressionError extends Error {
  readonly at: number;
  readonly hint: string | undefined;
  constructor(message: string, at: number, hint?: string) {
    super(message);
    this.name = 'ExpressionError';
    this.at = at;
    this.hint = hint;
  }
}

/** Longest expression, in UTF-16 code units; the contract's schema says the same. */
export const MAX_LENGTH = 2_000;

const SPACE = /[ \t\r\n]+/y;
const NUMBER = /(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /==|!=|<=|>=|\*(?!\*)|[-+/%^<>(),]/y;

/** What people write from habit, and what to write instead. First match wins. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/["'`“”‘’]/y, 'an expression holds numbers and names, no text in quotes'],
  [/[[\]{}]/y, 'brackets and braces have no meaning here; use round parentheses'],
  [/\*\*/y, 'write ^ for a power'],
  [/&&?/y, 'write "and"'],
  [/\|\|?/y, 'write "or"'],
  [/!/y, 'write "not"'],
  [/=/y, 'write == to compare; an expression cannot assign'],
  [/≤/y, 'write <='],
  [/≥/y, 'write >='],
  [/≠/y, 'write !='],
  [/[×·]/y, 'write * to multiply'],
  [/÷/y, 'write / to divide'],
  [/[−–—]/y, 'write the plain minus sign -'],
  [/[?:]/y, 'write if(condition, a, b) to choose'],
  [/;/y, 'one expression per line; put the next into a model line of its own'],
  [/[€$£¥]/y, 'write the number alone and the currency as its unit'],
  [/\./y, 'a dot stands only inside a number; there are no properties to reach'],
];

/** Splits an expression into tokens, the last of type `end`. Errors: ExpressionError. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(
      `it has ${text.length} characters and at most ${MAX_LENGTH} are read; split it into model lines`,
      MAX_LENGTH,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ type: 'end', text: '', value: 0, at });
  return tokens;
}

function readToken(text: string, at: number): Token {
  const digits = match(NUMBER, text, at);
  if (digits !== null) return readNumber(digits, text, at);
  const name = match(NAME, text, at);
  if (name !== null) return { type: 'name', text: name, value: 0, at };
  const operator = match(OPERATOR, text, at);
  if (operator !== null) return { type: 'operator', text: operator, value: 0, at };
  for (const [pattern, advice] of HABITS) {
    const found = match(pattern, text, at);
    if (found !== null) throw new ExpressionError(`${found} is not read: ${advice}`, at);
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  throw new ExpressionError(`the character ${JSON.stringify(character)} means nothing here`, at);
}

function readNumber(digits: string, text: string, at: number): Token {
  const value = Number(digits.replaceAll('_', ''));
  if (!Number.isFinite(value)) throw new ExpressionError(`${digits} is too large a number`, at);
  const glued = match(NAME, text, at + digits.length);
  if (glued !== null) {
    throw new ExpressionError(
      `${digits}${glued} is neither number nor name; write ${digits} * ${glued}`,
      at,
    );
  }
  return { type: 'number', text: digits, value, at };
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
