import { closed, Figure, orNull, Samples, Seed, Text, TextOrNull } from './parts.ts';
import { ScenarioIdText } from './queries.ts';
import { Scenario } from './scenario.ts';
import { type Static, Type } from './type.ts';

/** Sweeps: one scenario run at many values of some of its variables, with the same draws in each. */

/** Most runs of one sweep, and most samples of all its runs together. */
export const MAX_SWEEP_RUNS = 100_000;
export const MAX_SWEEP_SAMPLES = 10_000_000_000;
/** A sweep of at most so many runs and samples in total is answered at once; others become jobs. */
export const SMALL_SWEEP_RUNS = 100;
export const SMALL_SWEEP_SAMPLES = 400_000;

export const designs = ['grid', 'list', 'one-at-a-time', 'latin-hypercube'] as const;
export type DesignName = (typeof designs)[number];

/** A variable (for every option), or `option.variable` (for one). */
const Target = Type.String({
  pattern: '^(?:[a-z0-9-]{1,64}\\.)?[A-Za-z_][A-Za-z0-9_]{0,63}$',
  description: 'the name of a variable, or option.variable for one option alone',
});

export const Vary = Type.Object(
  {
    variable: Target,
    /** The values it takes. */
    values: Type.Optional(Type.Array(Type.Number(), { minItems: 1 })),
    /** `steps` values from min to max, evenly spaced; a latin hypercube needs no steps. */
    range: Type.Optional(
      Type.Object(
        {
          min: Type.Number(),
          max: Type.Number(),
          steps: Type.Optional(Type.Integer({ minimum: 2 })),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Vary = Static<typeof Vary>;

/** Which runs scenario discovery looks for. Default: those that recommend another option than most do. */
export const Discover = Type.Object(
  {
    /** Mean of this outcome, of the recommended option. */
    outcome: Type.String({ minLength: 1, maxLength: 64 }),
    below: Type.Optional(Type.Number()),
    above: Type.Optional(Type.Number()),
  },
  closed,
);
export type Discover = Static<typeof Discover>;

/** What a sweep varies, and how. Of how large one may be the design is asked, which says how large it is. */
export const sweepPlan = {
  vary: Type.Array(Vary, { minItems: 1, maxItems: 20 }),
  design: Type.Optional(Type.Enum([...designs])),
  /** Runs of a latin hypercube. */
  runs: Type.Optional(Type.Integer({ minimum: 2 })),
  discover: Type.Optional(Discover),
};
export const SweepPlan = Type.Object(sweepPlan, closed);
export type SweepPlan = Static<typeof SweepPlan>;

/** `POST /compare/sweep`. */
export const SweepRequest = Type.Object(
  {
    scenarioId: Type.Optional(ScenarioIdText),
    scenario: Type.Optional(Scenario),
    seed: Type.Optional(Seed),
    samples: Type.Optional(Samples),
    ...sweepPlan,
  },
  closed,
);
export type SweepRequest = Static<typeof SweepRequest>;

const Summary = Type.Object(
  {
    mean: Figure('Mean over the samples.'),
    p10: Figure('10th percentile.'),
    p50: Figure('Median.'),
    p90: Figure('90th percentile.'),
    nan: Type.Integer({ description: 'Samples that are not a number; left out of the figures.' }),
    infinite: Type.Integer({ description: 'Samples that are infinite; left out of the figures.' }),
  },
  closed,
);

const RunOption = Type.Object(
  {
    id: Text('Id of the option.'),
    value: Figure('The figure that ranks it: expected objective, or certainty equivalent.'),
    probabilityBest: Figure('How often it comes first over the samples.'),
    outcomes: Type.Record(Type.String(), Summary, { description: 'Its outcomes, by name.' }),
  },
  closed,
);

/** One run in short: of a sweep, or of a batch. */
export const RunSummary = Type.Object(
  {
    runId: Text('Content hash of the run: the id it has everywhere.'),
    scenarioId: Text('Id of the scenario.'),
    seed: Seed,
    samples: Samples,
    recommendation: TextOrNull('Id of the recommended option; null where there is none.'),
    value: Figure('Its ranking figure.'),
    options: Type.Array(RunOption, { description: 'In the order of the scenario.' }),
    error: Type.Optional(Text('Why the run could not be made; it then has no options.')),
  },
  closed,
);
export type RunSummary = Static<typeof RunSummary>;

export const SweepRun = Type.Object(
  {
    index: Type.Integer({ description: 'Its place in the design, from 0.' }),
    values: Type.Record(Type.String(), Type.Number(), {
      description: 'The values set, by variable; others are as the scenario has them.',
    }),
    ...RunSummary.properties,
  },
  closed,
);
export type SweepRun = Static<typeof SweepRun>;

/** The best or worst run so far, by the ranking figure of what it recommends. */
export const SweepExtreme = Type.Object(
  {
    index: Type.Integer(),
    runId: Type.String(),
    values: Type.Record(Type.String(), Type.Number()),
    option: Type.String({ description: 'The recommended option.' }),
    value: Type.Number({ description: 'Its ranking figure.' }),
  },
  closed,
);
export type SweepExtreme = Static<typeof SweepExtreme>;

export const DiscoveredBox = Type.Object(
  {
    limits: Type.Array(
      Type.Object(
        {
          variable: Type.String(),
          min: orNull(Type.Number(), 'Lower limit; null where there is none.'),
          max: orNull(Type.Number(), 'Upper limit; null where there is none.'),
        },
        closed,
      ),
    ),
    coverage: Figure('Share of the runs of interest that lie in the box.'),
    density: Figure('Share of the runs in the box that are of interest.'),
    mass: Figure('Share of all runs that lie in the box.'),
  },
  closed,
);
export type DiscoveredBox = Static<typeof DiscoveredBox>;

const Discovery = Type.Object(
  {
    target: Text('What makes a run one of interest, in words.'),
    interesting: Type.Integer({ description: 'How many runs are of interest.' }),
    boxes: Type.Array(DiscoveredBox, { description: 'At most three, found by PRIM.' }),
  },
  closed,
);

/** What options and outcomes are called that runs name by id. */
export const runNames = {
  options: Type.Array(
    Type.Object({ id: Text('Id of the option.'), name: Text('Its name.') }, closed),
    { description: 'The options, in the order of the scenario.' },
  ),
  outcomes: Type.Array(
    Type.Object(
      { name: Text('Its name.'), label: Text('Its label.'), unit: TextOrNull('Its unit.') },
      closed,
    ),
    { description: 'The outcomes that each run has, by name.' },
  ),
};
const namesType = () => Type.Object(runNames, closed);
export type RunNames = Static<ReturnType<typeof namesType>>;

/** What a sweep says besides its runs. */
export const sweepHead = {
  schema: Type.Literal('sweep.v1'),
  scenarioId: Type.String(),
  scenarioHash: Type.String(),
  seed: Seed,
  samples: Samples,
  engineVersion: Type.String(),
  design: Type.Enum([...designs]),
  variables: Type.Array(Type.String()),
  objective: orNull(
    Type.Object(
      {
        name: Text('The outcome, or score.'),
        direction: Type.Enum(['maximise', 'minimise']),
        unit: Text('Its unit.'),
      },
      closed,
    ),
    'What options are ranked by; null where the scenario is incomplete.',
  ),
  ...runNames,
};
export const sweepTail = {
  total: Type.Integer({ description: 'Runs of the design.' }),
  done: Type.Integer({ description: 'Runs made.' }),
  failed: Type.Integer({ description: 'Runs that could not be made.' }),
  complete: Type.Boolean({ description: 'Whether every run of the design is there.' }),
  best: orNull(SweepExtreme, 'The best run.'),
  worst: orNull(SweepExtreme, 'The worst run.'),
  recommendations: Type.Array(
    Type.Object({ option: Type.String(), runs: Type.Integer() }, closed),
    { description: 'How often each option is recommended, the most often first.' },
  ),
  discovery: orNull(Discovery, 'Where the runs of interest lie; null where none or all are.'),
};
export type SweepHead = Static<ReturnType<typeof headType>>;
export type SweepTail = Static<ReturnType<typeof tailType>>;
const headType = () => Type.Object(sweepHead, closed);
const tailType = () => Type.Object(sweepTail, closed);

export const Sweep = Type.Object(
  { ...sweepHead, runs: Type.Array(SweepRun), ...sweepTail },
  { ...closed, title: 'Sweep v1' },
);
export type Sweep = Static<typeof Sweep>;

/** 202 of a sweep that became a job. */
export const JobAccepted = Type.Object(
  {
    jobId: Type.String(),
    status: Type.Literal('queued', {
      description: 'As the order was first answered, also where its Idempotency-Key comes again.',
    }),
  },
  closed,
);
export type JobAccepted = Static<typeof JobAccepted>;
