import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

/** `GET /scenarios`: what can be run by id. A stored scenario hides an example of the same id. */
export const ScenarioSummary = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    scenarioHash: Type.String(),
    /** Built in, or put by a user. */
    origin: Type.Enum(['example', 'stored']),
    /** When it was put; null for an example. */
    updatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  strict,
);
export type ScenarioSummary = Static<typeof ScenarioSummary>;
export const ScenarioList = Type.Object({ scenarios: Type.Array(ScenarioSummary) }, strict);

/** `PUT /scenarios/{id}`. */
export const ScenarioStored = Type.Object(
  { id: Type.String(), scenarioHash: Type.String(), created: Type.Boolean() },
  strict,
);
