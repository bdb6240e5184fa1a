import { type TSchema, Type } from './type.ts';

/** The pieces that schemas are written with. */

export const closed = { additionalProperties: false } as const;
export const orNull = <T extends TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });
export const Figure = (description: string) => orNull(Type.Number(), description);
export const Text = (description: string) => Type.String({ description });
export const TextOrNull = (description: string) => orNull(Type.String(), description);
export const Words = (description: string) => Type.Array(Type.String(), { description });

export const Seed = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'a whole number from 0 to 9007199254740991',
});
export const Samples = Type.Integer({
  minimum: 1,
  maximum: 100_000_000,
  description: 'a whole number from 1 to 100000000',
});

/** Why something is cancelled, in the words of who does it. */
export const CancelReason = Type.String({
  minLength: 1,
  maxLength: 200,
  description: '1 to 200 characters',
});
