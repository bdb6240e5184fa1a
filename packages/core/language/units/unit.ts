/** A unit: powers of symbols, none of them 0. Each symbol is a dimension of its own; no powers: a plain number. */
export type Unit = ReadonlyMap<string, number>;

export const PLAIN: Unit = new Map();

/** Words for a share of something, which is a plain number. */
const PLAIN_WORDS = new Set(['1', '%', '-', 'ratio', 'share', 'fraction', 'probability']);

/**
 * Reads a unit such as `EUR`, `1/month`, `EUR/user/month`, `EUR * users`, `kg/m^2` or `%`.
 * Null where the text is something else. A plural in s is its singular, so users and user agree.
 */
export function parseUnit(text: string): Unit | null {
  const spread = text
    .trim()
    .replace(/\s+per\s+/g, '/')
    .replaceAll('·', '*');
  if (PLAIN_WORDS.has(spread.toLowerCase())) return PLAIN;
  if (spread === '' || !/^[^*/]+([*/][^*/]+)*$/.test(spread)) return null;
  let unit = PLAIN;
  for (const [part] of spread.matchAll(/[*/]?[^*/]+/g)) {
    const sign = part.startsWith('/') ? -1 : 1;
    const factor = readFactor(part.replace(/^[*/]/, '').trim());
    if (factor === null) return null;
    unit = multiply(unit, power(factor, sign));
  }
  return unit;
}

function readFactor(text: string): Unit | null {
  if (text === '1') return PLAIN;
  const found = /^(\p{L}[\p{L}\p{N} _.-]*|[€$£¥%°]\p{L}*)(?:\^(-?\d))?$/u.exec(text);
  const [, symbol = '', exponent = '1'] = found ?? [];
  if (symbol === '') return null;
  return symbol === '%' ? PLAIN : withoutZeros([[singular(symbol.trim()), Number(exponent)]]);
}

function singular(symbol: string): string {
  return /\p{L}{2}[^s\P{L}]s$/u.test(symbol) ? symbol.slice(0, -1) : symbol;
}

export function multiply(left: Unit, right: Unit): Unit {
  const symbols = new Set([...left.keys(), ...right.keys()]);
  return withoutZeros(
    [...symbols].map((symbol) => [symbol, (left.get(symbol) ?? 0) + (right.get(symbol) ?? 0)]),
  );
}

/** A power of a unit; the symbols may get powers that are no whole numbers (`isWhole` tells). */
export function power(unit: Unit, exponent: number): Unit {
  return withoutZeros([...unit].map(([symbol, at]) => [symbol, at * exponent]));
}

export function isWhole(unit: Unit): boolean {
  return [...unit.values()].every(Number.isInteger);
}

/** The unit without one of its symbols: a rate per month and a plain number then agree. */
export function without(unit: Unit, symbol: string | null): Unit {
  return new Map([...unit].filter(([other]) => other !== symbol));
}

export function isPlain(unit: Unit): boolean {
  return unit.size === 0;
}

export function equalUnits(left: Unit, right: Unit): boolean {
  return left.size === right.size && [...left].every(([symbol, at]) => right.get(symbol) === at);
}

/** `EUR/month`, `1/month`, `EUR*user`, `1` for a plain number. */
export function printUnit(unit: Unit): string {
  const sorted = [...unit].sort(([left], [right]) => (left < right ? -1 : 1));
  const above = sorted.filter(([, at]) => at > 0).map(([symbol, at]) => factorText(symbol, at));
  const below = sorted.filter(([, at]) => at < 0).map(([symbol, at]) => factorText(symbol, -at));
  return [above.join('*') || '1', ...below].join('/');
}

function factorText(symbol: string, exponent: number): string {
  return exponent === 1 ? symbol : `${symbol}^${exponent}`;
}

function withoutZeros(entries: readonly (readonly [string, number])[]): Unit {
  return new Map(entries.filter(([, at]) => at !== 0));
}
