import published from '../../../../docs/schema/scenario.v1.json' with { type: 'json' };
import type { Path } from './yaml.ts';

/** As much of JSON Schema as the published schema of a scenario uses. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | readonly Schema[];
}

const alternatives = (schema: Schema): readonly Schema[] =>
  schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];

/** What the published schema allows at a path: its alternatives; none where it knows no such place. */
export function schemasAt(path: Path): readonly Schema[] {
  let now: readonly Schema[] = alternatives(published as Schema);
  for (const step of path) now = now.flatMap((schema) => stepInto(schema, step));
  return now;
}

function stepInto(schema: Schema, step: string | number): readonly Schema[] {
  const { items, properties, patternProperties } = schema;
  if (typeof step === 'number') {
    const item = isList(items) ? items[step] : items;
    return item ? alternatives(item) : [];
  }
  const named = properties && Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (named) return alternatives(named);
  const found = Object.entries(patternProperties ?? {}).filter(([pattern]) =>
    new RegExp(pattern).test(step),
  );
  return found.flatMap(([, value]) => alternatives(value));
}

const isList = (items: Schema['items']): items is readonly Schema[] => Array.isArray(items);
