import { closed, Figure, orNull, Text, TextOrNull, Words } from './parts.ts';
import { ReportAnalysis } from './report-analysis.ts';
import { ReportEstimate, ReportStatistics } from './report-figures.ts';
import { type Static, Type } from './type.ts';

export { ReportAnalysis, ReportCritique, Severity } from './report-analysis.ts';
export { ReportEstimate, ReportStatistics } from './report-figures.ts';

/**
 * report.v1: what a run found, as one JSON document.
 * A figure that does not exist (NaN, infinite, not computed for an incomplete scenario) is null.
 * Lists are empty where an analysis was not run or found nothing. Probabilities and shares are 0…1.
 */

export const ReportOption = Type.Object(
  {
    id: Text('Id of the option.'),
    name: Text('Its name.'),
    description: Text('Its description; empty where none was given.'),
    score: Figure('0…100: expected overall value × 100.'),
    rank: orNull(Type.Integer(), '1 for the best option.'),
    probabilityBest: Figure('How often it comes first over the samples.'),
    probabilityBestInterval: Type.Optional(ReportEstimate),
    value: Type.Optional(ReportEstimate),
    expectedRegret: Figure('Mean shortfall to the best option of each sample, in value units.'),
    maximumRegret: Figure('Largest shortfall over the samples, in value units.'),
    certaintyEquivalent: Type.Optional(
      Figure('With `risk` only: the certain amount worth as much, in the unit of the objective.'),
    ),
    outcomes: Type.Record(Type.String(), ReportStatistics, {
      description: 'Statistics of each scalar model line, by name.',
    }),
    series: Type.Record(Type.String(), Type.Array(ReportStatistics), {
      description: 'Statistics of each model line over periods, by name: one entry per period.',
    }),
  },
  { ...closed, description: 'One option and what came of it.' },
);
export type ReportOption = Static<typeof ReportOption>;

const Decision = Type.Object(
  {
    title: Text('Title of the scenario.'),
    question: TextOrNull('The question put, or null.'),
    options: Type.Array(ReportOption, { description: 'In the order of the scenario.' }),
  },
  { ...closed, description: 'What is decided, and how each option came out.' },
);

const RecommendationSchema = Type.Object(
  {
    primary: TextOrNull('Id of the recommended option; null where none can be recommended.'),
    name: TextOrNull('Its name.'),
    runnerUp: TextOrNull('Id of the next best option.'),
    reason: TextOrNull('Why none can be recommended, or why with reservations.'),
    tooCloseToCall: Type.Boolean({
      description: 'The 95 % interval of the lead holds 0: the samples do not separate the two.',
    }),
    summary: Text('The recommendation in one sentence.'),
    reasons: Words('What speaks for it, the weightiest first.'),
    conditions: Words('What would change it, the likeliest first.'),
  },
  { ...closed, description: 'What to do.' },
);

export const ReportInput = Type.Object(
  {
    name: Text('Name of the input.'),
    label: Text('Its label.'),
    unit: TextOrNull('Its unit.'),
    kind: Text('Kind of distribution.'),
    shared: Type.Boolean({ description: 'Shared by every option.' }),
    options: Words('The options for which it is so defined.'),
    perPeriod: Type.Boolean({ description: 'Drawn anew in each period.' }),
    source: TextOrNull('Where its range comes from.'),
    note: TextOrNull('A note on it.'),
    mean: Figure('Mean.'),
    sd: Figure('Standard deviation.'),
    p5: Figure('5th percentile.'),
    p10: Figure('10th percentile.'),
    p50: Figure('Median.'),
    p90: Figure('90th percentile.'),
    p95: Figure('95th percentile.'),
  },
  { ...closed, description: 'One uncertain input.' },
);

const Named = Type.Object(
  { name: Text('Its name.'), unit: TextOrNull('Its unit.'), label: Text('Its label.') },
  closed,
);

const FrameSchema = Type.Object(
  {
    inputs: Type.Array(ReportInput, { description: 'The uncertain inputs.' }),
    outcomes: Type.Array(Named, { description: 'The scalar model lines.' }),
    series: Type.Array(Named, { description: 'The model lines over periods.' }),
    periods: orNull(
      Type.Object(
        { count: Type.Integer({ description: 'How many.' }), unit: Text('Of what length.') },
        closed,
      ),
      'The periods, or null.',
    ),
    unused: Words('Inputs and model lines that no outcome reads.'),
    sampler: Type.Union([Type.Literal('sobol'), Type.Literal('random')], {
      description: 'Sobol points or pseudo-random draws.',
    }),
  },
  { ...closed, description: 'What the run was made of.' },
);

const Hash = (description: string) =>
  Type.String({ pattern: '^[0-9a-f]{64}$', description: `${description} (SHA-256, hex)` });

const Meta = Type.Object(
  {
    scenarioId: Text('Id of the scenario.'),
    seed: Type.Integer({ minimum: 0, description: 'Seed of the run.' }),
    timestamp: Text('When the report was made, ISO 8601. Not part of resultHash.'),
    runId: Text('Content hash of the question: scenario, seed, samples, engine version.'),
    scenarioHash: Text('Content hash of the scenario.'),
    resultHash: Hash('Content hash of this report without timestamp, durationMs and itself'),
    samples: Type.Integer({ minimum: 0, description: 'Number of samples.' }),
    engineVersion: Text('Version of the engine.'),
    durationMs: Type.Number({ description: 'How long it took. Not part of resultHash.' }),
  },
  { ...closed, description: 'Which run this is.' },
);

export const Report = Type.Object(
  {
    schema: Type.Literal('report.v1', { description: 'Name and version of this format.' }),
    decision: Decision,
    recommendation: RecommendationSchema,
    analysis: ReportAnalysis,
    frame: FrameSchema,
    meta: Meta,
  },
  { ...closed, $id: 'report.v1', title: 'Report v1' },
);
export type Report = Static<typeof Report>;
