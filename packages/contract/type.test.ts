import { Type as Box } from 'typebox';
import { expect, test } from 'vitest';
import { Type } from './type.ts';

/** A schema of each kind, by either builder. */
const schemasOf = (type: typeof Type) => [
  type.Object({}),
  type.Object(
    {
      needed: type.Null(),
      optional: type.Optional(type.String({ maxLength: 3 })),
      either: type.Optional(type.Union([type.Number(), type.Null()], { description: 'either' })),
    },
    { additionalProperties: false, description: 'closed' },
  ),
  type.Object({ all: type.Optional(type.Integer({ minimum: 1 })) }),
  type.Enum(['a', 'b'], { description: 'one of two' }),
  type.Record(type.String(), type.Array(type.Boolean(), { maxItems: 2 })),
  type.Record(type.String({ pattern: '^a$' }), type.Unknown(), { maxProperties: 3 }),
  type.Tuple([type.Literal('x'), type.Literal(3)], { description: 'pair' }),
  type.Unsafe<string>(type.Unknown({ description: 'anything' })),
];

test('schemas are those of TypeBox, to the order of their keys', () => {
  const own = schemasOf(Type).map((schema) => JSON.stringify(schema));
  expect(own).toEqual(schemasOf(Box).map((schema) => JSON.stringify(schema)));
});
