import { CompareSide } from './compare.ts';
import { ErrorCode } from './errors.ts';
import { CancelledEvent, ErrorEvent } from './events.ts';
import { CancelReason, closed, orNull, Samples, Seed, TextOrNull } from './parts.ts';
import { LastEventIdText, LimitText, ScenarioIdText, SeedText } from './queries.ts';
import { Scenario } from './scenario.ts';
import {
  Discover,
  RunSummary,
  runNames,
  SweepExtreme,
  SweepPlan,
  SweepRequest,
  sweepPlan,
} from './sweep.ts';
import { type Static, Type } from './type.ts';

/** Background work: orders, states, events. */

export const jobTypes = ['run', 'compare', 'sweep', 'batch'] as const;
export type JobType = (typeof jobTypes)[number];
export const jobStates = [
  'queued',
  'running',
  'completed',
  'completed_with_errors',
  'cancelled',
  'failed',
] as const;
export type JobState = (typeof jobStates)[number];
/** States that a job never leaves. */
export const endedStates: readonly JobState[] = [
  'completed',
  'completed_with_errors',
  'cancelled',
  'failed',
];
export const MAX_BATCH_RUNS = 200;

const Priority = Type.Integer({
  minimum: -10,
  maximum: 10,
  description: 'a whole number from -10 to 10; higher ones go first',
});
const priority = Type.Optional(Priority);

/** `POST /jobs`. */
export const JobRequest = Type.Object(
  {
    type: Type.Enum([...jobTypes]),
    priority,
    ...SweepRequest.properties,
    vary: Type.Optional(SweepRequest.properties.vary),
    left: Type.Optional(CompareSide),
    right: Type.Optional(CompareSide),
    /** The runs of a batch. */
    questions: Type.Optional(Type.Array(CompareSide, { minItems: 1, maxItems: MAX_BATCH_RUNS })),
  },
  closed,
);
export type JobRequest = Static<typeof JobRequest>;

/** A question with everything that its answer hangs on. */
export const FullQuestion = Type.Object(
  { scenario: Scenario, seed: Seed, samples: Type.Optional(Samples) },
  closed,
);
export type FullQuestion = Static<typeof FullQuestion>;

/** What the gateway sends to the jobs service: scenarios in place of ids. */
export const JobOrder = Type.Union([
  Type.Object({ type: Type.Literal('run'), priority: Priority, question: FullQuestion }, closed),
  Type.Object(
    {
      type: Type.Literal('compare'),
      priority: Priority,
      left: FullQuestion,
      right: FullQuestion,
    },
    closed,
  ),
  Type.Object(
    { type: Type.Literal('sweep'), priority: Priority, question: FullQuestion, plan: SweepPlan },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal('batch'),
      priority: Priority,
      questions: Type.Array(FullQuestion, { minItems: 1, maxItems: MAX_BATCH_RUNS }),
    },
    closed,
  ),
]);
export type JobOrder = Static<typeof JobOrder>;
/** With `join`, a run job that is there already will do. */
export const JobOrderQuery = Type.Object({ join: Type.Optional(Type.Literal('true')) }, closed);

const JobError = Type.Object(
  {
    chunk: Type.Integer({ description: 'Which part of the job.' }),
    attempts: Type.Integer({ description: 'How often it was tried.' }),
    code: ErrorCode,
    message: Type.String(),
  },
  closed,
);

export const JobProgress = Type.Object(
  {
    total: Type.Integer({ description: 'Runs of the job.' }),
    done: Type.Integer({ description: 'Runs made.' }),
    failed: Type.Integer({ description: 'Runs that could not be made.' }),
    percent: Type.Number({ description: '0…100; never falls.' }),
    etaMs: orNull(Type.Integer(), 'Milliseconds left at the rate so far; null where unknown.'),
    best: orNull(SweepExtreme, 'The best run so far; null but in a sweep.'),
    worst: orNull(SweepExtreme, 'The worst run so far.'),
  },
  closed,
);
export type JobProgress = Static<typeof JobProgress>;

export const Job = Type.Object(
  {
    jobId: Type.String(),
    type: Type.Enum([...jobTypes]),
    status: Type.Enum([...jobStates]),
    scenarioId: Type.String(),
    priority: Priority,
    progress: JobProgress,
    /** Parts that were given up, with what went wrong last. */
    errors: Type.Array(JobError),
    error: orNull(
      Type.Object({ code: ErrorCode, message: Type.String() }, closed),
      'Why it failed.',
    ),
    reason: TextOrNull('Why it was cancelled.'),
    attempts: Type.Integer({ description: 'Times that a part was begun.' }),
    createdAt: Type.String({ format: 'date-time' }),
    startedAt: TextOrNull('When it started.'),
    endedAt: TextOrNull('When it ended.'),
  },
  closed,
);
export type Job = Static<typeof Job>;
export const JobList = Type.Object({ jobs: Type.Array(Job) }, closed);

const JobIdText = Type.String({
  pattern: '^[A-Za-z0-9-]{1,64}$',
  description: 'the id of a job',
});
export const JobParams = Type.Object({ id: JobIdText }, closed);
export const JobsQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...jobStates])),
    limit: Type.Optional(LimitText),
  },
  closed,
);
/** The forms of a job's result; tables are of sweeps and batches. */
export const jobResultFormats = ['json', 'csv', 'parquet'] as const;
export type JobResultFormat = (typeof jobResultFormats)[number];
export const JobResultQuery = Type.Object(
  {
    format: Type.Optional(Type.Enum([...jobResultFormats])),
    /** `true`: what there is, before the job has ended. */
    partial: Type.Optional(Type.Enum(['true', 'false'])),
  },
  closed,
);
export const JobCancelRequest = Type.Object(
  {
    jobId: JobIdText,
    reason: Type.Optional(CancelReason),
  },
  closed,
);
export const JobCancelAccepted = Type.Object(
  { status: Type.Literal('cancelling'), jobId: Type.String() },
  closed,
);
export const JobStreamQuery = Type.Object(
  {
    jobId: Type.Optional(JobIdText),
    scenarioId: Type.Optional(ScenarioIdText),
    seed: Type.Optional(SeedText),
    lastEventId: Type.Optional(LastEventIdText),
  },
  closed,
);
/** Between gateway and jobs. */
export const JobEventsQuery = Type.Object({ lastEventId: Type.Optional(LastEventIdText) }, closed);

/** The events of `GET /jobs/stream`. `type` equals the event's name. */
export const JobEvents = {
  start: Type.Object(
    {
      type: Type.Literal('start'),
      jobId: Type.String(),
      job: Type.Enum([...jobTypes]),
      scenarioId: Type.String(),
      total: Type.Integer(),
      timestamp: Type.String({ format: 'date-time' }),
    },
    closed,
  ),
  progress: Type.Object({ type: Type.Literal('progress'), ...JobProgress.properties }, closed),
  done: Type.Object(
    {
      type: Type.Literal('done'),
      jobId: Type.String(),
      status: Type.Enum(['completed', 'completed_with_errors']),
      ...JobProgress.properties,
      /** Where the result is, relative to the gateway. */
      resultUrl: Type.String(),
    },
    closed,
  ),
  cancelled: CancelledEvent,
  error: ErrorEvent,
} as const;
export type JobEvent = {
  [Name in keyof typeof JobEvents]: Static<(typeof JobEvents)[Name]>;
}[keyof typeof JobEvents];

export const Batch = Type.Object(
  {
    schema: Type.Literal('batch.v1'),
    scenarios: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          title: Type.String(),
          ...runNames,
          indexes: Type.Array(Type.Integer(), { description: 'Indexes of its runs.' }),
        },
        closed,
      ),
      { description: 'Each scenario of the batch once, in the order of its first run.' },
    ),
    runs: Type.Array(Type.Object({ index: Type.Integer(), ...RunSummary.properties }, closed)),
    total: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    complete: Type.Boolean(),
  },
  { ...closed, title: 'Batch v1' },
);
export type Batch = Static<typeof Batch>;

/**
 * Between the jobs service or the gateway and the engine:
 *   POST /chunks   ChunkRequest   → runs of one scenario at points of a sweep: a line with ChunkFigures, and the
 *                                   runs as JSON parted by commas, as they are stored
 *   POST /sweeps   SweepOrder     → sweep.v1
 *   POST /compares CompareOrder   → compare.v1
 *   POST /boxes    BoxesRequest   → { discovery }
 * Closing the request stops the work.
 */
export const ChunkRequest = Type.Object(
  {
    ...FullQuestion.properties,
    variables: Type.Array(Type.String(), { maxItems: 20 }),
    /** Parallel to the variables; null leaves one as the scenario has it. */
    points: Type.Array(Type.Array(Type.Union([Type.Number(), Type.Null()])), { maxItems: 10_000 }),
    /** Place of the first point in its design. */
    first: Type.Integer({ minimum: 0 }),
    discover: Type.Optional(Discover),
  },
  closed,
);
export type ChunkRequest = Static<typeof ChunkRequest>;
/** What a job needs to know of the runs of a chunk without reading them. */
export interface ChunkFigures {
  /** Runs that could not be made. */
  readonly failed: number;
  readonly recommended: readonly (string | null)[];
  /** Null where nothing is to be discovered. */
  readonly interesting: readonly (boolean | null)[] | null;
  readonly best: SweepExtreme | null;
  readonly worst: SweepExtreme | null;
}
export const SweepOrder = Type.Object({ ...FullQuestion.properties, ...sweepPlan }, closed);
export type SweepOrder = Static<typeof SweepOrder>;
export const CompareOrder = Type.Object({ left: FullQuestion, right: FullQuestion }, closed);
export type CompareOrder = Static<typeof CompareOrder>;
export const BoxesRequest = Type.Object(
  {
    plan: SweepPlan,
    seed: Seed,
    target: Type.String(),
    /** For each run of the design whether it is of interest; null where that is not known. */
    interesting: Type.Array(Type.Union([Type.Boolean(), Type.Null()])),
  },
  closed,
);
export type BoxesRequest = Static<typeof BoxesRequest>;
