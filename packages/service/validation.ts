import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Ajv's error with the schema that failed, as option `verbose` gives it. */
interface VerboseError extends FastifySchemaValidationError {
  readonly parentSchema?: Schema;
  readonly data?: unknown;
}

const nouns: Readonly<Record<string, string>> = {
  body: 'the body',
  querystring: 'the query',
  params: 'the path',
  headers: 'the headers',
};

/** One sentence for a request that does not fit its schema: the field, and what was expected of it. */
export function describeValidation(
  errors: readonly FastifySchemaValidationError[],
  where: string,
): string {
  const error = errors.find((each) => each.keyword === 'anyOf') ?? errors[0];
  if (!error) return `${nouns[where] ?? where}: not as expected.`;
  const { keyword, params, parentSchema, data } = error as VerboseError;
  const field = fieldName(error.instancePath);
  if (keyword === 'additionalProperties') {
    const kind = where === 'querystring' ? 'parameter' : 'field';
    const name = join(field, shown(params.additionalProperty));
    return `${name}: unknown ${kind}; expected ${listed(Object.keys(parentSchema?.properties ?? {}))}.`;
  }
  if (keyword === 'required') {
    const missing = String(params.missingProperty);
    const expected = expectation(parentSchema?.properties?.[missing]);
    return `${join(field, missing)}: required${expected && `, expected ${expected}`}.`;
  }
  if (where === 'querystring' && Array.isArray(data)) return `${field}: given more than once.`;
  const expected = expectation(parentSchema) || String(error.message ?? 'another value');
  return `${field || (nouns[where] ?? where)}: expected ${expected}.`;
}

function expectation(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.description) return schema.description;
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.properties) return `an object with ${listed(Object.keys(schema.properties))}`;
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const low = minimum ?? minLength ?? minItems;
  const high = maximum ?? maxLength ?? maxItems;
  const range =
    (low === undefined ? '' : ` of at least ${low}`) +
    (high === undefined ? '' : `${low === undefined ? ' of' : ' and'} at most ${high}`);
  const measure = minLength !== undefined || maxLength !== undefined ? ' characters' : '';
  return schema.type ? `${article(schema.type)}${range}${range && measure}` : '';
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** `/options/1/id` as `options[1].id`. */
function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => shown(part.replaceAll('~1', '/').replaceAll('~0', '~')))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
}

/** A name is echoed only where it looks like one: it is the caller's text. */
function shown(name: unknown): string {
  return typeof name === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(name) ? name : '(odd name)';
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
