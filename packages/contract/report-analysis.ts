import { closed, Figure, orNull, Text, TextOrNull, Words } from './parts.ts';
import { ReportEstimate, Way } from './report-figures.ts';
import { type Static, Type } from './type.ts';

/** `analysis` of report.v1: how sure the answer is, what it hangs on, and the critique. */

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
      {
        description:
          'Expected value of perfect information on one variable, largest first; on one drawn in each period, of its mean over the periods.',
      },
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
          sd: Type.Optional(
            Figure('Standard deviation of one observation, where the scenario states it.'),
          ),
          cost: Figure('What the study costs.'),
          evsi: Figure('Expected value of sample information.'),
          net: Figure('evsi − cost.'),
          error: Type.Optional(Figure('Standard error of evsi, and so of net.')),
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
    options: Type.Optional(
      Words('The options whose value of the input is meant: all that share one definition of it.'),
    ),
    from: Text('The option that leads as things stand.'),
    to: Text('The option that overtakes it.'),
    threshold: Figure('The value of the input at which it does.'),
    side: Type.Union([Type.Literal('above'), Type.Literal('below')], {
      description: '`to` leads when the input is above, or below, the threshold.',
    }),
    until: Type.Optional(
      Figure(
        'Above the threshold, the value at which `from` leads again; left out where it does not.',
      ),
    ),
    probability: Figure(
      'Probability that the input lies on that side, and before `until` where there is one.',
    ),
    probabilityBeyond: Type.Optional(Figure('Probability that it lies beyond `until`.')),
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
    consistencyRatio: Type.Optional(
      Figure('Of the pairwise comparisons the weights come from; above 0.1 they contradict.'),
    ),
  },
  { ...closed, description: 'What the options are ranked by.' },
);

export const ReportAnalysis = Type.Object(
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
    switchovers: Type.Array(Switchover, {
      description:
        'Likeliest first; of a variable drawn in each period, by its mean over the periods.',
    }),
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
