/**
 * Canonical JSON of a plain value: no white space, keys sorted by UTF-16 code units, numbers as
 * ECMAScript prints them. Keys whose value is undefined are left out, as JSON does.
 * value: null, booleans, finite numbers, well-formed strings, arrays and plain objects of these.
 * Errors: TypeError naming the path of a number, string or value that JSON cannot hold.
 * Source: RFC 8785, JSON Canonicalization Scheme, §3.2.
 */
export function canonicalise(value: unknown): string {
  const sorted = inOrder(value);
  return sorted === UNFIT ? write(value, '') : JSON.stringify(sorted);
}

/** Stands for what JSON.stringify would not write as the RFC asks. */
const UNFIT = Symbol('unfit');

/** A value with the keys of its objects in their order; parts that are so already are not copied. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNFIT;
  if (typeof value === 'string') return value.isWellFormed() ? value : UNFIT;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return UNFIT;
  return Array.isArray(value) ? listInOrder(value) : objectInOrder(value as Parts);
}

type Parts = Record<string, unknown>;

function listInOrder(list: readonly unknown[]): unknown {
  let copy: unknown[] | null = null;
  for (let i = 0; i < list.length; i += 1) {
    const item = inOrder(list[i]);
    if (item === UNFIT) return UNFIT;
    if (item === list[i]) continue;
    copy ??= list.slice();
    copy[i] = item;
  }
  return copy ?? list;
}

function objectInOrder(parts: Parts): unknown {
  const names = Object.keys(parts);
  const order = orderOf(names);
  if (order === UNFIT) return UNFIT;
  const copy: Parts = {};
  let isCopy = order !== names;
  for (const name of order) {
    const part = parts[name];
    if (part === undefined) continue;
    const item = inOrder(part);
    if (item === UNFIT) return UNFIT;
    isCopy ||= item !== part;
    copy[name] = item;
  }
  return isCopy ? copy : parts;
}

/** Keys of the last object that was not in order: rows of a table have the same ones, and need not be sorted again. */
let kept: { readonly names: readonly string[]; readonly order: readonly string[] } | null = null;

/** Names in order, themselves where they are. Objects have those that are whole numbers first, and take `__proto__` ill. */
function orderOf(names: readonly string[]): readonly string[] | typeof UNFIT {
  if (kept !== null && isSame(names, kept.names)) return kept.order;
  let isRising = true;
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] as string;
    if (name === '__proto__' || String(Number(name)) === name || !name.isWellFormed()) return UNFIT;
    isRising &&= i === 0 || (names[i - 1] as string) < name;
  }
  if (isRising) return names;
  // Default sort compares UTF-16 code units, as the RFC asks.
  kept = { names, order: [...names].sort() };
  return kept.order;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i += 1) if (left[i] !== right[i]) return false;
  return true;
}

/** The same part by part: for the few values that hold names which objects put elsewhere, and to say what is wrong. */
function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  }
  if (typeof value === 'object') return writeObject(value as Parts, path);
  throw new TypeError(`${place(path)} is ${typeof value}, which JSON cannot hold.`);
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) {
    throw new TypeError(`${place(path)} is ${value}, which JSON cannot hold: write null instead.`);
  }
  return JSON.stringify(value);
}

function writeString(value: string, path: string): string {
  if (!value.isWellFormed()) {
    throw new TypeError(`${place(path)} holds half of a surrogate pair: it is not valid Unicode.`);
  }
  return JSON.stringify(value);
}

function writeObject(value: Parts, path: string): string {
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const members = names
    .sort()
    .map(
      (name) => `${writeString(name, path)}:${write(value[name], path ? `${path}.${name}` : name)}`,
    );
  return `{${members.join(',')}}`;
}

function place(path: string): string {
  return path || 'The value';
}
