import { closed, Figure, orNull, Samples, Seed, Text, TextOrNull, Words } from './parts.ts';
import { ScenarioIdText } from './queries.ts';
import { ReportEstimate } from './report-figures.ts';
import { Scenario } from './scenario.ts';
import { type Static, Type } from './type.ts';

/** Comparing two runs: what differs in the question, what in the answer, and which change does it. */

/** One side of a comparison: a scenario by id or as a whole. */
export const CompareSide = Type.Object(
  {
    scenarioId: Type.Optional(ScenarioIdText),
    scenario: Type.Optional(Scenario),
    seed: Type.Optional(Seed),
    samples: Type.Optional(Samples),
  },
  closed,
);
export type CompareSide = Static<typeof CompareSide>;

/** `POST /compare`. */
export const CompareRequest = Type.Object({ left: CompareSide, right: CompareSide }, closed);
export type CompareRequest = Static<typeof CompareRequest>;

const Side = Type.Object(
  {
    scenarioId: Type.String(),
    title: Type.String(),
    seed: Seed,
    samples: Samples,
    runId: Type.String(),
    scenarioHash: Type.String(),
    recommendation: Type.Object(
      {
        primary: TextOrNull('Id of the recommended option; null where there is none.'),
        name: TextOrNull('Its name.'),
        confidence: Type.Enum(['high', 'medium', 'low']),
        probabilityBest: Figure('How often it comes first.'),
        value: Figure('Its ranking figure.'),
      },
      closed,
    ),
  },
  closed,
);

const OutcomeDelta = Type.Object(
  {
    outcome: Text('Name of the outcome.'),
    label: Text('Its label.'),
    unit: TextOrNull('Its unit.'),
    left: Figure('Mean on the left.'),
    right: Figure('Mean on the right.'),
    difference: ReportEstimate,
    probabilityRightAbove: Figure('How often the right is above the left, ties counting one half.'),
  },
  closed,
);

const OptionDelta = Type.Object(
  {
    id: Text('Id of the option.'),
    name: Text('Its name; that on the left where they differ.'),
    side: Type.Enum(['both', 'left', 'right'], { description: 'Where the option is.' }),
    outcomes: Type.Array(OutcomeDelta, { description: 'Outcomes that both sides have.' }),
    value: orNull(
      Type.Object(
        {
          left: Figure('Ranking figure on the left.'),
          right: Figure('Ranking figure on the right.'),
          difference: Figure('Right minus left.'),
        },
        closed,
      ),
      'What ranks it; null where the sides rank by different figures.',
    ),
  },
  closed,
);

export const InputChange = Type.Object(
  {
    path: Text('Where in the scenario, such as variables.churn or options.usage.price.'),
    name: Text('The same in words: its label, such as monthly churn or price of Usage-based.'),
    kind: Type.Enum(['added', 'removed', 'changed']),
    left: TextOrNull('What the left says; null where it says nothing.'),
    right: TextOrNull('What the right says; null where it says nothing.'),
  },
  closed,
);
export type InputChange = Static<typeof InputChange>;

const Delta = Type.Object(
  {
    objective: orNull(
      Type.Object(
        {
          name: Type.String(),
          label: Text('Its label.'),
          direction: Type.Enum(['maximise', 'minimise']),
          unit: Type.String(),
        },
        closed,
      ),
      'What both sides rank by; null where they differ or have nothing to rank by.',
    ),
    recommendationChanged: Type.Boolean(),
    value: orNull(
      Type.Object(
        {
          left: Figure('Ranking figure of what the left recommends.'),
          right: Figure('Ranking figure of what the right recommends.'),
          difference: ReportEstimate,
          probabilityRightBetter: Figure('How often the right comes out better.'),
        },
        closed,
      ),
      'What following each recommendation is worth; null where the sides cannot be set against each other.',
    ),
    options: Type.Array(OptionDelta),
    inputs: Type.Array(InputChange, { description: 'What differs in the question.' }),
    sharedDraws: Words('Uncertain inputs that both sides draw from the same random numbers.'),
    incompatibilities: Words('What keeps the two from being like for like, in plain words.'),
  },
  closed,
);

const KeyDriver = Type.Object(
  {
    change: Text('The change, by its paths.'),
    name: Text('The same in words.'),
    contribution: Figure('Its share of the difference of values, in the unit of the objective.'),
    share: Figure('The same as a share of the difference; null where that is 0.'),
  },
  closed,
);

export const Compare = Type.Object(
  {
    schema: Type.Literal('compare.v1'),
    left: Side,
    right: Side,
    delta: Delta,
    headline: Text('The comparison in one sentence.'),
    key_drivers: Type.Array(KeyDriver, {
      description:
        'What each change contributes to the difference of values, the weightiest first: its Shapley value over the changes. They add up to the difference.',
    }),
  },
  { ...closed, title: 'Compare v1' },
);
export type Compare = Static<typeof Compare>;
