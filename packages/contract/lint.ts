import { type Static, Type } from './type.ts';

/** One thing that is wrong with a scenario (error) or probably not meant (warning). */
export const Problem = Type.Object(
  {
    /** Stable name of the kind of problem, e.g. `UNKNOWN_NAME`. */
    code: Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,63}$' }),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    /** Where it is, e.g. `options[1].set.price`; empty for the document as a whole. */
    path: Type.String(),
    /** One plain sentence: the field, what is wrong, the way out. */
    message: Type.String(),
    /** What to write instead, where that is known: a name, a value. */
    hint: Type.Optional(Type.String()),
    /** Place within the value at `path`, in characters from 0; of expressions only. */
    offset: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Place in the text, from 1; absent where the scenario was not read from text. */
    line: Type.Optional(Type.Integer({ minimum: 1 })),
    column: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type Problem = Static<typeof Problem>;

/** lint.v1: everything found in a scenario, errors first, then by place. */
export const Lint = Type.Object(
  {
    schema: Type.Literal('lint.v1'),
    /** True when there are no errors; warnings do not count. */
    valid: Type.Boolean(),
    scenarioId: Type.Union([Type.String(), Type.Null()]),
    /** Content hash of the scenario; null where it could not be read. */
    scenarioHash: Type.Union([Type.String(), Type.Null()]),
    problems: Type.Array(Problem),
  },
  { additionalProperties: false, $id: 'lint.v1', title: 'Lint v1' },
);
export type Lint = Static<typeof Lint>;
