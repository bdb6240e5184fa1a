import { type Static, type TSchema, Type } from 'typebox';

/**
 * report.v1: what a run found, as one JSON document.
 * A figure that does not exist (NaN, infinite, not computed for an incomplete scenario) is null.
 * Lists are empty where an analysis was not run or found nothing. Probabilities and shares are 0…1.
 */

const closed = { additionalProperties: false } as const;
const orNull = <T extends TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });
const Figure = (description: string) => orNull(Type.Number(), description);
const Text = (description: string) => Type.String({ description });
const TextOrNull = (description: string) => orNull(Type.String(), description);
const Words = (description: string) => Type.Array(Type.String(), { description });
const Way = Type.Union([Type.Literal('maximise'), Type.Literal('minimise')], {
  description: 'Which way is better.',
});

export const ReportEstimate = Type.Object(
  {
    value: Figure('The estimate.'),
    low: Figure('Lower end of its 95 % Monte Carlo interval.'),
    high: Figure('Upper end of its 95 % Monte Carlo interval.'),
  },
  { ...closed, description: 'A Monte Carlo estimate with its 95 % interval.' },
);
export type ReportEstimate = Static<typeof ReportEstimate>;

export const ReportStatistics = Type.Object(
  {
    mean: Figure('Mean over the samples.'),
    sd: Figure('Standard deviation.'),
    p5: Figure('5th percentile.'),
    p10: Figure('10th percentile.'),
    p25: Figure('25th percentile.'),
    p50: Figure('Median.'),
    p75: Figure('75th percentile.'),
    p90: Figure('90th percentile.'),
    p95: Figure('95th percentile.'),
    cvar5: Figure('Mean of the lowest 5 % of the samples.'),
    min: Figure('Smallest sample.'),
    max: Figure('Largest sample.'),
    nan: Type.Integer({ description: 'Samples that are not a number; left out of the figures.' }),
    infinite: Type.Integer({ description: 'Samples that are infinite; left out of the figures.' }),
    quantiles: Type.Optional(
      Type.Array(Type.Union([Type.Number(), Type.Null()]), {
        description: 'Quantiles at evenly spaced probabilities, (i + 0.5) / length.',
      }),
    ),
  },
  { ...closed, description: 'Statistics of one outcome, in its unit.' },
);
export type ReportStatistics = Static<typeof ReportStatistics>;

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

export const Severity = Type.Union(
  [Type.Literal('info'), Type.Literal('warning'), Type.Literal('serious')],
  { description: 'How far the remark bears on the recommendation.' },
);

export const ReportCritique = Type.Object(
  {
    code: Text('The check that made the remark.'),
    title: Text('What the check looks for.'),
    severity: Severity,
    message: Text('The remark in plain words, with figures.'),
    refs: Words('Places in the scenario, such as variables.churn or options.usage.'),
    weight: Type.Number({ description: '0…1: how much it matters to this decision.' }),
    evidence: Type.Object(
      {
        statistic: Text('What was measured.'),
        value: Figure('Its value.'),
        low: Type.Optional(Figure('Lower end of its interval.')),
        high: Type.Optional(Figure('Upper end of its interval.')),
        unit: Type.Optional(Text('Its unit.')),
      },
      { ...closed, description: 'The figure behind the remark.' },
    ),
    suggestion: Type.Optional(
      Type.Object(
        {
          text: Text('What to do about it.'),
          patch: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  path: Text('Where in the scenario.'),
                  value: Type.Unknown({ description: 'What to write there.' }),
                },
                closed,
              ),
              { description: 'The same as changes to the scenario.' },
            ),
          ),
        },
        { ...closed, description: 'The way out.' },
      ),
    ),
    ground: Text('The literature the check rests on.'),
  },
  { ...closed, description: 'One remark of the critique.' },
);
export type ReportCritique = Static<typeof ReportCritique>;

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

const Information = Type.Object(
  {
    evpi: Figure('Expected value of perfect information on everything uncertain.'),
    evpiInterval: Type.Optional(ReportEstimate),
    evppi: Type.Array(
      Type.Object(
        {
          variable: Text('The variable learned before deciding.'),
          value: Figure('Expected value of learning it.'),
          error: Figure('Standard error of that value.'),
        },
        closed,
      ),
      { description: 'Expected value of perfect information on one variable, largest first.' },
    ),
    groups: Type.Array(
      Type.Object(
        { variables: Words('Variables learned together.'), value: Figure('Its expected value.') },
        closed,
      ),
      { description: 'The same for correlated variables, learned together.' },
    ),
    studies: Type.Array(
      Type.Object(
        {
          variable: Text('The variable observed.'),
          n: Type.Integer({ description: 'Number of observations.' }),
          cost: Figure('What the study costs.'),
          evsi: Figure('Expected value of sample information.'),
          net: Figure('evsi − cost.'),
        },
        closed,
      ),
      { description: 'Studies one could buy before deciding.' },
    ),
    unit: Text('Unit of these values: the objective’s, or score points with several criteria.'),
  },
  { ...closed, description: 'What learning more before deciding is worth.' },
);

const Sensitivity = Type.Object(
  {
    variable: Text('The input.'),
    option: Text('The option.'),
    outcome: Text('The outcome.'),
    sobolFirst: Figure('First-order index: the share of variance it explains alone.'),
    sobolTotal: Figure('Total-order index: its share with all interactions.'),
    low: Figure('Outcome with the variable at its 10th percentile, all else at the median.'),
    high: Figure('Outcome with the variable at its 90th percentile, all else at the median.'),
    base: Figure('Outcome with every variable at its median.'),
    inputLow: Figure('10th percentile of the variable.'),
    inputHigh: Figure('90th percentile of the variable.'),
    monotone: orNull(Type.Boolean(), 'The outcome rises or falls steadily between the two.'),
  },
  { ...closed, description: 'How one outcome hangs on one input.' },
);

const Switchover = Type.Object(
  {
    variable: Text('The input.'),
    from: Text('The option that leads as things stand.'),
    to: Text('The option that overtakes it.'),
    threshold: Figure('The value of the input at which it does.'),
    side: Type.Union([Type.Literal('above'), Type.Literal('below')], {
      description: '`to` leads when the input is above, or below, the threshold.',
    }),
    probability: Figure('Probability that the input lies on that side.'),
    distanceSd: Figure('(threshold − mean) / standard deviation of the input.'),
  },
  { ...closed, description: 'A switching value.' },
);

const WeightSwitchover = Type.Object(
  {
    criterion: Text('The criterion.'),
    from: Text('The option that leads as things stand.'),
    to: Text('The option that overtakes it.'),
    threshold: Figure('The weight at which it does, 0…1.'),
    weight: Figure('The weight as it stands, 0…1.'),
  },
  { ...closed, description: 'A switching value of a weight.' },
);

const Dominance = Type.Object(
  {
    dominated: Text('The option that is worse.'),
    by: Text('The option that is better.'),
    order: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2)], {
      description: '0: in every sample; 1, 2: first- and second-order stochastic dominance.',
    }),
  },
  closed,
);

const Constraint = Type.Object(
  {
    id: Text('The constraint.'),
    option: Text('The option.'),
    probability: Figure('How often it holds over the samples.'),
    probabilityInterval: Type.Optional(ReportEstimate),
    required: Figure('How often it must hold.'),
    satisfied: Type.Boolean({ description: 'Whether it holds often enough.' }),
  },
  closed,
);

const Acceptability = Type.Object(
  {
    option: Text('The option.'),
    ranks: Type.Array(Figure('Share of samples.'), {
      description: 'Share of weight and outcome samples in which it takes rank 1, 2, …',
    }),
    centralWeights: orNull(
      Type.Record(Type.String(), Figure('Weight.')),
      'Mean weights of the samples in which it is first, by criterion.',
    ),
    confidenceFactor: Figure('Probability of being first with the central weights taken as true.'),
  },
  closed,
);

const Pair = Type.Object(
  {
    left: Text('One option.'),
    right: Text('The other.'),
    correlation: Figure('Correlation of their objective over the samples.'),
    probabilityLeftBeats: Figure('How often the first beats the second.'),
    meanDifference: ReportEstimate,
  },
  closed,
);

const Opinion = Type.Object(
  {
    method: Type.Union(
      [Type.Literal('topsis'), Type.Literal('vikor'), Type.Literal('promethee2')],
      { description: 'The method.' },
    ),
    ranking: Type.Array(
      Type.Object({ option: Text('The option.'), score: Figure('Its score.') }, closed),
      { description: 'Best first.' },
    ),
    agrees: Type.Boolean({ description: 'Whether it puts the recommended option first.' }),
    rankReversals: Words('Options whose removal changes the order of the others.'),
  },
  { ...closed, description: 'A second opinion by another multi-criteria method.' },
);

const Criterion = Type.Object(
  {
    id: Text('Id of the criterion.'),
    label: Text('Its label.'),
    outcome: TextOrNull('The outcome it reads, or null for direct scores.'),
    direction: Way,
    weight: Figure('Normalised central weight.'),
    weightMin: Figure('Its lower end, where it is uncertain.'),
    weightMax: Figure('Its upper end, where it is uncertain.'),
    worst: Figure('Outcome at value 0.'),
    best: Figure('Outcome at value 1.'),
    values: Type.Array(Figure('Mean value, 0…1.'), { description: 'In the order of the options.' }),
  },
  closed,
);

const ObjectiveSchema = Type.Object(
  {
    kind: Type.Union([Type.Literal('outcome'), Type.Literal('score')], {
      description: 'One outcome in its unit, or several criteria in score points.',
    }),
    outcome: TextOrNull('The outcome, with one objective.'),
    direction: Way,
    unit: Text('Its unit.'),
    criteria: Type.Array(Criterion, { description: 'The criteria, with several.' }),
  },
  { ...closed, description: 'What the options are ranked by.' },
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

const Analysis = Type.Object(
  {
    confidence: Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')], {
      description: 'Confidence in the recommendation, by the rule in docs/methods.md.',
    }),
    probabilityBest: Figure('How often the recommended option comes first.'),
    margin: Figure('Its lead over the runner-up, in the unit of the objective.'),
    marginInterval: Type.Optional(ReportEstimate),
    objective: orNull(ObjectiveSchema, 'What the options are ranked by; null when incomplete.'),
    valueOfInformation: Information,
    sensitivity: Type.Array(Sensitivity, { description: 'Largest share or swing first.' }),
    switchovers: Type.Array(Switchover, { description: 'Likeliest first.' }),
    weightSwitchovers: Type.Array(WeightSwitchover, { description: 'Nearest first.' }),
    dominance: Type.Array(Dominance, { description: 'Options that another beats throughout.' }),
    pareto: Words('Options on the Pareto frontier of expected criterion values.'),
    constraints: Type.Array(Constraint, { description: 'Each constraint for each option.' }),
    acceptability: Type.Array(Acceptability, {
      description: 'SMAA rank acceptability, when weights are uncertain.',
    }),
    pairs: Type.Array(Pair, { description: 'Every two options compared, sample by sample.' }),
    secondOpinions: Type.Array(Opinion, { description: 'What other methods would say.' }),
    critique: Type.Array(ReportCritique, { description: 'What matters most to the answer first.' }),
  },
  { ...closed, description: 'How sure the answer is and what it hangs on.' },
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
    analysis: Analysis,
    frame: FrameSchema,
    meta: Meta,
  },
  { ...closed, $id: 'report.v1', title: 'Report v1' },
);
export type Report = Static<typeof Report>;
