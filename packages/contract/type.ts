import type { Type as Box, Static, TObject, TSchema } from 'typebox';

export type { Static, TObject, TSchema };

type Options = Readonly<Record<string, unknown>>;

/** Not seen by JSON; copies of an optional schema into another are not optional. */
const OPTIONAL = '~optional';

const of =
  (type: string) =>
  (options: Options = {}) => ({ type, ...options });

function object(properties: Readonly<Record<string, object>>, options: Options = {}) {
  const required = Object.keys(properties).filter(
    (name) => !(OPTIONAL in (properties[name] ?? {})),
  );
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties,
    ...options,
  };
}

/** A record's keys fit the pattern of the schema of its keys. */
const record = (key: { pattern?: string }, value: object, options: Options = {}) => ({
  type: 'object',
  patternProperties: { [key.pattern ?? '^.*$']: value },
  ...options,
});

/**
 * What the contract's schemas are written with: plain JSON Schema, typed by TypeBox. TypeBox's own
 * builders make the same schemas, but reading their 370 modules took a fifth of a short command and as
 * much again in each thread.
 */
export const Type = {
  Array: (items: object, options: Options = {}) => ({ type: 'array', items, ...options }),
  Boolean: of('boolean'),
  Enum: (values: readonly string[], options: Options = {}) => ({ enum: values, ...options }),
  Integer: of('integer'),
  Literal: (value: unknown, options: Options = {}) => ({
    type: typeof value,
    const: value,
    ...options,
  }),
  Null: of('null'),
  Number: of('number'),
  Object: object,
  Optional: (schema: object) => Object.defineProperty({ ...schema }, OPTIONAL, { value: true }),
  Record: record,
  String: of('string'),
  Tuple: (items: readonly object[], options: Options = {}) => ({
    ...{ type: 'array', additionalItems: false, items, minItems: items.length },
    ...options,
  }),
  Union: (anyOf: readonly object[], options: Options = {}) => ({ anyOf, ...options }),
  Unknown: (options: Options = {}) => ({ ...options }),
  Unsafe: (schema: object) => ({ ...schema }),
} as unknown as Pick<
  typeof Box,
  | ('Array' | 'Boolean' | 'Enum' | 'Integer' | 'Literal' | 'Null' | 'Number' | 'Object')
  | ('Optional' | 'Record' | 'String' | 'Tuple' | 'Union' | 'Unknown' | 'Unsafe')
>;
