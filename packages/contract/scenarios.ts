import { closed } from './parts.ts';
import { type Static, Type } from './type.ts';

/** `GET /scenarios`: what can be run by id. A stored scenario hides an example of the same id. */
export const ScenarioSummary = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    /** What is decided; empty where the scenario does not say. */
    question: Type.String(),
    /** How many there are. */
    options: Type.Integer({ minimum: 0 }),
    /** How many names are given a value, for all options or by one of them. */
    variables: Type.Integer({ minimum: 0 }),
    scenarioHash: Type.String(),
    /** Built in, or put by a user. */
    origin: Type.Enum(['example', 'stored']),
    /** When it was put; null for an example. */
    updatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  closed,
);
export type ScenarioSummary = Static<typeof ScenarioSummary>;
export const ScenarioList = Type.Object({ scenarios: Type.Array(ScenarioSummary) }, closed);

/** `PUT /scenarios/{id}`. */
export const ScenarioStored = Type.Object(
  { id: Type.String(), scenarioHash: Type.String(), created: Type.Boolean() },
  closed,
);
