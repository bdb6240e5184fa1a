import type { FullQuestion, JobOrder, JobType } from '@scenario-sandbox/contract';
import {
  DEFAULT_SAMPLES,
  identityOf,
  type Question,
  settingsOf,
} from '@scenario-sandbox/core/question.ts';
import { checkScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { checkedDesign } from '@scenario-sandbox/core/sweep/check.ts';
import type { Chunk } from '@scenario-sandbox/core/sweep/chunk.ts';
import { designOf } from '@scenario-sandbox/core/sweep/designs.ts';
import { asSweepProblem, ProblemError } from '@scenario-sandbox/service';
import type { Engine } from './engine.ts';

/** The orders of some types; for one type, its own. Mapped, so that an order and its kind stay together. */
type Order<T extends JobType> = {
  [K in T]: { readonly type: K } & Extract<JobOrder, { type: K }>;
}[T];

/** The runs `from` … `to` − 1 of a job. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** What there is to know of a kind of job. */
interface Kind<T extends JobType> {
  /** How many runs. Errors: ProblemError for an order that cannot be done. */
  count(order: Order<T>): number;
  /** Runs of one chunk, where there are `count` in all. */
  chunkRuns(order: Order<T>, count: number): number;
  scenarioId(order: Order<T>): string;
  /** The id of the run that is ordered; null where it is not one run. */
  runId(order: Order<T>): string | null;
  work(order: Order<T>, part: Part, engine: Engine, signal: AbortSignal): Promise<Chunk>;
}

/** Every kind of job. */
const kinds: { readonly [T in JobType]: Kind<T> } = {
  run: {
    count({ question }) {
      checkQuestion('question', question);
      return 1;
    },
    chunkRuns: () => 1,
    scenarioId: ({ question }) => question.scenario.id,
    runId: ({ question }) => identityOf(asQuestion(question)).runId,
    work: async ({ question }, _part, engine, signal) =>
      alone(await engine.report({ ...question, format: 'json' }, signal)),
  },
  compare: {
    count({ left, right }) {
      checkQuestion('left', left);
      checkQuestion('right', right);
      return 1;
    },
    chunkRuns: () => 1,
    scenarioId: ({ left }) => left.scenario.id,
    runId: () => null,
    work: async ({ left, right }, _part, engine, signal) =>
      alone(await engine.compare({ left, right }, signal)),
  },
  sweep: {
    count({ question, plan }) {
      checkQuestion('question', question);
      try {
        return checkedDesign(asQuestion(question), plan).count;
      } catch (error) {
        throw asSweepProblem(error);
      }
    },
    chunkRuns: ({ question }, count) => runsOfAChunk(question, count),
    scenarioId: ({ question }) => question.scenario.id,
    runId: () => null,
    work: sweepPart,
  },
  batch: {
    count({ questions }) {
      for (const [i, question] of questions.entries()) checkQuestion(`questions[${i}]`, question);
      if (
        new Set(questions.map((each) => identityOf(asQuestion(each)).runId)).size < questions.length
      ) {
        throw new ProblemError('BAD_INPUT', 'questions: one stands there twice; leave it out.');
      }
      return questions.length;
    },
    chunkRuns: () => 1,
    scenarioId: ({ questions }) => questions[0]?.scenario.id ?? '',
    runId: () => null,
    work: async ({ questions }, { from }, engine, signal) => {
      const question = questions[from] as FullQuestion;
      const one = { variables: [], points: [[]], first: from };
      const { figures, text } = await engine.chunk({ ...question, ...one }, signal);
      const { values: _, ...run } = JSON.parse(text);
      return { figures, text: JSON.stringify(run) };
    },
  },
};

/** What the kind of an order knows about it. */
export function about<T extends JobType>(order: Order<T>) {
  const kind: Kind<T> = kinds[order.type];
  return {
    count: () => kind.count(order),
    chunkRuns: (count: number) => kind.chunkRuns(order, count),
    scenarioId: () => kind.scenarioId(order),
    runId: () => kind.runId(order),
    work: (part: Part, engine: Engine, signal: AbortSignal) =>
      kind.work(order, part, engine, signal),
  };
}

/** A document that is the whole result of a job. */
const alone = (text: string): Chunk => ({
  text,
  figures: { failed: 0, recommended: [null], interesting: null, best: null, worst: null },
});

/** Most samples of one chunk: some tenths of a second of one core, so that progress is seen and little is lost. */
const MOST_CHUNK_SAMPLES = 400_000;
/** Fewer than so many, and what a chunk costs beside its runs would be felt. */
const LEAST_CHUNK_SAMPLES = 100_000;
/** A small job has so many chunks: at its end all cores but one wait for the last of them. */
const CHUNKS_OF_A_JOB = 32;
const MOST_CHUNK_RUNS = 500;

function runsOfAChunk({ scenario, samples }: FullQuestion, count: number): number {
  const each = samples ?? scenario.samples ?? DEFAULT_SAMPLES;
  const share = (count * each) / CHUNKS_OF_A_JOB;
  const most = Math.min(MOST_CHUNK_SAMPLES, Math.max(LEAST_CHUNK_SAMPLES, share));
  return Math.max(1, Math.min(MOST_CHUNK_RUNS, Math.floor(most / each)));
}

async function sweepPart(
  { question, plan }: Order<'sweep'>,
  { from, to }: Part,
  engine: Engine,
  signal: AbortSignal,
): Promise<Chunk> {
  const design = designOf(plan, settingsOf(asQuestion(question)).seed);
  const points = Array.from({ length: to - from }, (_, i) => design.point(from + i));
  const { discover } = plan;
  const request = { ...question, variables: [...design.variables], points, first: from };
  return engine.chunk({ ...request, ...(discover && { discover }) }, signal);
}

/** The contract's question without fields that are there and undefined. */
export function asQuestion({ scenario, seed, samples }: FullQuestion): Question {
  return { scenario, seed, ...(samples !== undefined && { samples }) };
}

/** Errors: UNPROCESSABLE, naming the field, where the scenario is none. */
function checkQuestion(field: string, { scenario }: FullQuestion): void {
  const checked = checkScenario(scenario);
  if (!('problems' in checked)) return;
  const [first] = checked.problems;
  throw new ProblemError('UNPROCESSABLE', `${field}: ${first?.message ?? 'cannot be run.'}`, {
    problems: checked.problems,
  });
}
