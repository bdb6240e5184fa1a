import { closed } from './parts.ts';
import { type Static, Type } from './type.ts';

/**
 * scenario.v1: a decision as a person writes it, in YAML or JSON.
 * Distribution entries are described loosely here (`dist` plus named parameters); which parameters a
 * distribution takes is written once, in core/distributions, and checked there.
 */

const Name = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$' });
export const Slug = Type.String({ pattern: '^[a-z0-9-]{1,64}$' });
/** Most variables, and most lines of a model. */
const MOST_NAMES = { maxProperties: 2_000 } as const;
const Prose = Type.String({ maxLength: 10_000 });

/** A number, or an expression over variables. */
export const Quantity = Type.Union([Type.Number(), Type.String({ maxLength: 2_000 })]);
export type Quantity = Static<typeof Quantity>;

/** Words about a value that the simulation ignores and the critique reads. */
const annotations = {
  unit: Type.Optional(Type.String({ maxLength: 64 })),
  source: Type.Optional(Prose),
  note: Type.Optional(Prose),
  label: Type.Optional(Type.String({ maxLength: 200 })),
};

/** An input with its parameters or percentiles, which core/distributions names and checks. */
export interface VariableObject {
  /** A plain value or expression with annotations. */
  value?: Quantity;
  /** A distribution's name; its parameters are the other keys. */
  dist?: string;
  /** Draw anew in each period instead of once per sample. */
  per?: 'period';
  truncate?: [Quantity, Quantity];
  unit?: string;
  source?: string;
  note?: string;
  label?: string;
  [parameter: string]: unknown;
}

/** One uncertain or computed input. See `docs/scenario.md`. */
export type VariableSpec = Quantity | VariableObject;
export const VariableSpec = Type.Unsafe<VariableSpec>(
  Type.Union([
    Quantity,
    Type.Object(
      {
        value: Type.Optional(Quantity),
        dist: Type.Optional(Type.String()),
        per: Type.Optional(Type.Literal('period')),
        truncate: Type.Optional(Type.Tuple([Quantity, Quantity])),
        ...annotations,
      },
      { additionalProperties: true },
    ),
  ]),
);

export const ModelLine = Type.Union([
  Quantity,
  Type.Object(
    {
      value: Type.Optional(Quantity),
      start: Type.Optional(Quantity),
      next: Type.Optional(Quantity),
      ...annotations,
    },
    closed,
  ),
]);
export type ModelLine = Static<typeof ModelLine>;

export const OptionSpec = Type.Object(
  {
    id: Slug,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
    description: Type.Optional(Prose),
    set: Type.Optional(Type.Record(Name, VariableSpec, MOST_NAMES)),
    pros: Type.Optional(Type.Array(Prose, { maxItems: 100 })),
    cons: Type.Optional(Type.Array(Prose, { maxItems: 100 })),
  },
  closed,
);
export type OptionSpec = Static<typeof OptionSpec>;

export const Direction = Type.Union([Type.Literal('maximise'), Type.Literal('minimise')]);
export type Direction = Static<typeof Direction>;

/** A fixed weight, a range of weights, or a place in an order (1 = most important). */
export const WeightSpec = Type.Union([
  Type.Number({ minimum: 0 }),
  Type.Object({ min: Type.Number({ minimum: 0 }), max: Type.Number({ minimum: 0 }) }, closed),
  Type.Object({ rank: Type.Integer({ minimum: 1 }) }, closed),
]);
export type WeightSpec = Static<typeof WeightSpec>;

/**
 * How PROMETHEE II turns the lead of one option over another on a criterion into a preference, 0…1.
 * Thresholds in the unit of the criterion's outcome, by the field's letters; core/decide/preference.ts
 * says which function takes which.
 */
export const PreferenceSpec = Type.Object(
  {
    function: Type.Union([
      Type.Literal('usual'),
      Type.Literal('u_shape'),
      Type.Literal('v_shape'),
      Type.Literal('level'),
      Type.Literal('linear'),
      Type.Literal('gaussian'),
    ]),
    /** Indifference threshold: the largest lead that does not count. */
    q: Type.Optional(Type.Number({ minimum: 0 })),
    /** Preference threshold: the smallest lead that counts in full. */
    p: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** The lead at which a Gaussian preference rises fastest. */
    s: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);
export type PreferenceSpec = Static<typeof PreferenceSpec>;

export const CriterionSpec = Type.Object(
  {
    id: Slug,
    label: Type.Optional(Type.String({ maxLength: 200 })),
    outcome: Type.Optional(Name),
    direction: Direction,
    weight: Type.Optional(WeightSpec),
    /** The outcome's value at 0 and at 1 on the value scale; by default the range seen. */
    scale: Type.Optional(Type.Object({ worst: Type.Number(), best: Type.Number() }, closed)),
    /** Piecewise-linear value function: [outcome, value in 0…1] in rising order of outcome. */
    value: Type.Optional(
      Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 2, maxItems: 64 }),
    ),
    /** Direct scores by option, for a criterion without an outcome. A score may be uncertain. */
    scores: Type.Optional(Type.Record(Slug, VariableSpec)),
    /** For PROMETHEE II, one of the second opinions; by default every lead counts in full. */
    preference: Type.Optional(PreferenceSpec),
    unit: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);
export type CriterionSpec = Static<typeof CriterionSpec>;

/** A study one could buy before deciding: n independent observations of one variable. */
export const StudySpec = Type.Object(
  {
    variable: Name,
    n: Type.Integer({ minimum: 1 }),
    /**
     * Standard deviation of one observation around the variable, in its unit. 0: the variable itself is
     * seen, as where it is the result of a test. By default that of the variable; a proportion is counted.
     */
    sd: Type.Optional(Type.Number({ minimum: 0 })),
    cost: Type.Optional(Type.Number({ minimum: 0 })),
  },
  closed,
);
export type StudySpec = Static<typeof StudySpec>;

export const Scenario = Type.Object(
  {
    schema: Type.Literal('scenario.v1'),
    id: Slug,
    title: Type.String({ minLength: 1, maxLength: 10_000 }),
    question: Type.Optional(Prose),
    description: Type.Optional(Prose),
    context: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    owner: Type.Optional(Type.String({ maxLength: 200 })),
    review: Type.Optional(
      Type.Object(
        { date: Type.Optional(Type.String({ maxLength: 40 })), trigger: Type.Optional(Prose) },
        closed,
      ),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    samples: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    /** Sobol points (the default where dimensions allow) or pseudo-random draws. */
    sampler: Type.Optional(Type.Union([Type.Literal('sobol'), Type.Literal('random')])),
    /** `decision`: stop early once the decision, not every mean, is resolved. */
    precision: Type.Optional(Type.Literal('decision')),
    variables: Type.Optional(Type.Record(Name, VariableSpec, MOST_NAMES)),
    correlations: Type.Optional(
      Type.Array(
        Type.Object(
          { between: Type.Tuple([Name, Name]), spearman: Type.Number({ minimum: -1, maximum: 1 }) },
          closed,
        ),
        { maxItems: 2_000 },
      ),
    ),
    periods: Type.Optional(
      Type.Object(
        {
          count: Type.Integer({ minimum: 1, maximum: 1_000 }),
          unit: Type.Optional(Type.String({ maxLength: 32 })),
          rate: Type.Optional(Quantity),
        },
        closed,
      ),
    ),
    options: Type.Array(OptionSpec, { minItems: 1, maxItems: 100 }),
    model: Type.Optional(Type.Record(Name, ModelLine, MOST_NAMES)),
    objective: Type.Optional(
      Type.Union([
        Type.Object({ maximise: Name }, closed),
        Type.Object({ minimise: Name }, closed),
      ]),
    ),
    criteria: Type.Optional(Type.Array(CriterionSpec, { minItems: 1, maxItems: 50 })),
    /** AHP pairwise comparisons: [more important, less important, 1…9]. */
    comparisons: Type.Optional(
      Type.Array(Type.Tuple([Slug, Slug, Type.Number({ exclusiveMinimum: 0 })]), {
        maxItems: 1_225,
      }),
    ),
    constraints: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Slug,
            expr: Type.String({ maxLength: 2_000 }),
            probability: Type.Number({ minimum: 0, maximum: 1 }),
          },
          closed,
        ),
        { maxItems: 50 },
      ),
    ),
    risk: Type.Optional(
      Type.Object(
        {
          attitude: Type.Union([Type.Literal('averse'), Type.Literal('neutral')]),
          tolerance: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
        },
        closed,
      ),
    ),
    /** Studies one could buy before deciding: their expected value net of cost is reported. */
    study: Type.Optional(Type.Union([StudySpec, Type.Array(StudySpec, { maxItems: 20 })])),
  },
  { additionalProperties: false, title: 'Scenario v1' },
);
export type Scenario = Static<typeof Scenario>;
