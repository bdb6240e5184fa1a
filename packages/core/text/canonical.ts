/**
 * Canonical JSON of a plain value: no white space, keys sorted by UTF-16 code units, numbers as
 * ECMAScript prints them. Keys whose value is undefined are left out, as JSON does.
 * value: null, booleans, finite numbers, well-formed strings, arrays and plain objects of these.
 * Errors: TypeError naming the path of a number, string or value that JSON cannot hold.
 * Source: RFC 8785, JSON Canonicalization Scheme, §3.2.
 */
export function canonicalise(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  }
  if (typeof value === 'object') return writeObject(value as Record<string, unknown>, path);
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

function writeObject(value: Record<string, unknown>, path: string): string {
  const names = Object.keys(value).filter((key) => value[key] !== undefined);
  const members = inOrder(names, path).map(
    ({ key, start }) => start + write(value[key], path ? `${path}.${key}` : key),
  );
  return `{${members.join(',')}}`;
}

/** A key, and how its member starts. */
interface Member {
  readonly key: string;
  readonly start: string;
}

/** Keys of the last object in their order: rows of a table have the same ones, and need not be sorted again. */
let kept: { readonly names: readonly string[]; readonly members: readonly Member[] } | null = null;

function inOrder(names: readonly string[], path: string): readonly Member[] {
  const isSame =
    kept !== null &&
    kept.names.length === names.length &&
    names.every((name, i) => name === kept?.names[i]);
  if (kept !== null && isSame) return kept.members;
  // Default sort compares UTF-16 code units, as the RFC asks.
  const members = [...names].sort().map((key) => ({ key, start: `${writeString(key, path)}:` }));
  kept = { names, members };
  return members;
}

function place(path: string): string {
  return path || 'The value';
}
