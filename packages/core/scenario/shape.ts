import { nearest } from '../text/nearest.ts';
import { member, Problems } from './problems.ts';

/** The part of JSON Schema that the contract's schemas are written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

/** Patterns in words, for messages. */
const PATTERNS = new Map([
  ['^[A-Za-z_][A-Za-z0-9_]{0,63}$', 'letters, digits and _, a letter or _ first, 64 at most'],
  ['^[a-z0-9-]{1,64}$', 'lower-case letters, digits and -, 64 at most'],
]);

/**
 * Compares a value with a JSON Schema and says in plain words what is wrong, one problem per place.
 * Stricter than JSON Schema in one thing: a key of a record must match its pattern.
 */
export function checkShape(value: unknown, schema: Schema, path: string, problems: Problems): void {
  if (schema.anyOf) {
    checkUnion(value, alternatives(schema), path, problems);
  } else if (schema.const !== undefined) {
    if (value !== schema.const) mismatch(path, `must be ${schema.const}.`, problems);
  } else if (schema.type !== undefined && !hasType(value, schema.type)) {
    mismatch(
      path,
      `must be ${WORDS[schema.type] ?? schema.type}${wayOut(value, schema.type)}`,
      problems,
    );
  } else if (Array.isArray(value)) {
    checkList(value, schema, path, problems);
  } else if (typeof value === 'object' && value !== null) {
    checkMap(value as Record<string, unknown>, schema, path, problems);
  } else if (typeof value === 'string') {
    checkText(value, schema, path, problems);
  } else if (typeof value === 'number') {
    checkNumber(value, schema, path, problems);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map of keys and values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
};

function mismatch(path: string, text: string, problems: Problems): void {
  problems.error('BAD_VALUE', path, path ? text : `The scenario ${text}`);
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function wayOut(value: unknown, type: string): string {
  if (value === null) return '; it is empty: fill it in or leave the line out.';
  if (type === 'string' && typeof value !== 'object') return '; put it in quotes.';
  if (typeof value === 'string' && (type === 'number' || type === 'integer')) {
    return '; write it without quotes or words.';
  }
  return '.';
}

function alternatives(schema: Schema): Schema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

/** Judges a value by the alternative that it comes nearest to. */
function checkUnion(
  value: unknown,
  branches: readonly Schema[],
  path: string,
  problems: Problems,
): void {
  if (branches.every((branch) => branch.const !== undefined)) {
    if (branches.some((branch) => branch.const === value)) return;
    const known = branches.map((branch) => String(branch.const));
    const near = typeof value === 'string' ? nearest(value, known) : null;
    const advice = near ? `; did you mean ${near}?` : '.';
    problems.error(
      'BAD_VALUE',
      path,
      `must be ${known.join(' or ')}${advice}`,
      near ? { hint: near } : {},
    );
    return;
  }
  const fitting = branches.filter((branch) => hasType(value, branch.type ?? 'object'));
  if (fitting.length === 0) {
    const words = new Set(branches.map((branch) => WORDS[branch.type ?? 'object']));
    mismatch(path, `must be ${[...words].join(' or ')}${wayOut(value, 'any')}`, problems);
    return;
  }
  const tries = fitting.map((branch) => {
    const found = new Problems();
    checkShape(value, branch, path, found);
    return found;
  });
  const best = tries.reduce((left, right) => (right.list.length < left.list.length ? right : left));
  problems.take(best);
}

function checkList(
  list: readonly unknown[],
  schema: Schema,
  path: string,
  problems: Problems,
): void {
  const { items, minItems = 0, maxItems } = schema;
  if (Array.isArray(items)) {
    if (list.length !== items.length) {
      mismatch(path, `must be a list of ${items.length} values, not ${list.length}.`, problems);
      return;
    }
    for (const [index, item] of list.entries()) {
      checkShape(item, items[index] as Schema, member(path, index), problems);
    }
    return;
  }
  if (list.length < minItems) mismatch(path, `needs at least ${minItems} of them.`, problems);
  if (maxItems !== undefined && list.length > maxItems) {
    mismatch(path, `holds ${list.length} and at most ${maxItems} are read.`, problems);
    return;
  }
  for (const [index, item] of list.entries()) {
    checkShape(item, (items ?? {}) as Schema, member(path, index), problems);
  }
}

function checkMap(
  map: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: string,
  problems: Problems,
): void {
  const { properties = {}, patternProperties = {}, required = [], maxProperties } = schema;
  const size = Object.keys(map).length;
  if (maxProperties !== undefined && size > maxProperties) {
    mismatch(path, `holds ${size} and at most ${maxProperties} are read.`, problems);
    return;
  }
  const known = new Map(Object.entries(properties));
  const [record] = Object.entries(patternProperties);
  for (const key of required) {
    if (map[key] === undefined)
      problems.error('MISSING', path, path ? `needs ${key}.` : `The scenario needs ${key}.`);
  }
  for (const [key, value] of Object.entries(map)) {
    const place = member(path, key);
    const property = known.get(key);
    if (property) checkShape(value, property, place, problems);
    else if (record) checkRecordKey(key, value, record, place, problems);
    else if (schema.additionalProperties === false) unknownKey(key, known, place, problems);
  }
}

function checkRecordKey(
  key: string,
  value: unknown,
  [pattern, schema]: readonly [string, Schema],
  place: string,
  problems: Problems,
): void {
  if (!new RegExp(pattern).test(key)) {
    problems.error('BAD_NAME', place, `names are ${PATTERNS.get(pattern) ?? pattern}; rename it.`);
  } else {
    checkShape(value, schema, place, problems);
  }
}

function unknownKey(
  key: string,
  known: ReadonlyMap<string, Schema>,
  place: string,
  problems: Problems,
): void {
  const near = nearest(key, known.keys());
  const advice = near ? `did you mean ${near}?` : `known are ${[...known.keys()].join(', ')}.`;
  problems.error(
    'UNKNOWN_KEY',
    place,
    `this key is not known here; ${advice}`,
    near ? { hint: near } : {},
  );
}

function checkText(text: string, schema: Schema, path: string, problems: Problems): void {
  const { pattern, minLength = 0, maxLength } = schema;
  if (text.length < minLength) {
    mismatch(path, 'is empty; fill it in or leave the line out.', problems);
  } else if (maxLength !== undefined && text.length > maxLength) {
    mismatch(path, `has ${text.length} characters and at most ${maxLength} are read.`, problems);
  } else if (!text.isWellFormed()) {
    mismatch(path, 'holds half of a Unicode surrogate pair; retype the character.', problems);
  } else if (pattern !== undefined && !new RegExp(pattern).test(text)) {
    mismatch(path, `must be ${PATTERNS.get(pattern) ?? `of the form ${pattern}`}.`, problems);
  }
}

function checkNumber(value: number, schema: Schema, path: string, problems: Problems): void {
  const { minimum, maximum, exclusiveMinimum } = schema;
  if (!Number.isFinite(value)) mismatch(path, 'must be a finite number.', problems);
  else if (minimum !== undefined && value < minimum) {
    mismatch(path, `must be at least ${minimum}, not ${value}.`, problems);
  } else if (maximum !== undefined && value > maximum) {
    mismatch(path, `must be at most ${maximum}, not ${value}.`, problems);
  } else if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    mismatch(path, `must be above ${exclusiveMinimum}, not ${value}.`, problems);
  }
}
