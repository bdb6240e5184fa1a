import { isErrorCode } from '@scenario-sandbox/contract';
import type { Chunk } from '@scenario-sandbox/core/sweep/chunk.ts';
import { directionOf } from '@scenario-sandbox/core/sweep/head.ts';
import { changedRecommendation, wordsOf } from '@scenario-sandbox/core/sweep/sweep.ts';
import {
  type Extremes,
  extremesOfAll,
  recommendationCounts,
} from '@scenario-sandbox/core/sweep/table.ts';
import { ProblemError } from '@scenario-sandbox/service';
import {
  beginChunk,
  type ChunkRef,
  type ChunkVerdict,
  type Database,
  deadChunks,
  endJob,
  findJob,
  type JobFault,
  type JobRow,
  noteChunkError,
  readRecommendations,
  readResults,
  settleChunk,
} from '@scenario-sandbox/store';
import type { Engine } from './engine.ts';
import { about, type Part } from './kinds.ts';
import { doneEvent, progressEvent } from './progress.ts';
import type { Running } from './running.ts';

export interface WorkContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly running: Running;
  /** This service's own name among those that do chunks. */
  readonly worker: string;
  readonly onEnded: (job: JobRow) => void;
}

/** Does one chunk: makes its runs, stores them, and finishes the job with the last of them. */
export async function doChunk(context: WorkContext, ref: ChunkRef): Promise<ChunkVerdict> {
  const held = context.running.hold(ref.jobId);
  try {
    const job = await beginChunk(context.database, ref, context.worker);
    if (job === null) return 'done';
    held.until(job.deadlineAt);
    const made = await makeRuns(context, ref, job, held.signal);
    if (typeof made === 'string') return made;
    await settle(context, ref, job, made);
    return 'done';
  } finally {
    held.release();
  }
}

/** Gives a chunk up; the job goes on without its runs. */
export async function giveUp(context: WorkContext, ref: ChunkRef): Promise<void> {
  const job = await findJob(context.database, ref.jobId);
  if (job?.state === 'running') await settle(context, ref, job, null);
}

async function makeRuns(
  { database, engine }: WorkContext,
  ref: ChunkRef,
  job: JobRow,
  signal: AbortSignal,
): Promise<Chunk | ChunkVerdict> {
  try {
    return await about(job.request).work(partOf(ref, job), engine, signal);
  } catch (error) {
    // The job has ended: it was cancelled, or its time is over.
    if (signal.aborted) return 'done';
    await noteChunkError(database, ref, faultOf(error));
    return isHopeless(error) ? 'dead' : 'retry';
  }
}

/** A refusal stays one; only what may be chance is tried again. */
function isHopeless(error: unknown): boolean {
  return error instanceof ProblemError && error.code !== 'INTERNAL' && error.code !== 'TIMEOUT';
}

function faultOf(error: unknown): JobFault {
  if (error instanceof ProblemError) return { code: error.code, message: error.message };
  const broke = error instanceof Error && error.name === 'EngineBroke';
  return { code: 'INTERNAL', message: broke ? error.message : 'Something went wrong in a worker.' };
}

export function partOf({ number }: ChunkRef, { chunkRuns, total }: JobRow): Part {
  return { from: number * chunkRuns, to: Math.min((number + 1) * chunkRuns, total) };
}

/** Stores what came of a chunk, null where it is given up, and ends the job with the last one. */
async function settle(
  context: WorkContext,
  ref: ChunkRef,
  job: JobRow,
  made: Chunk | null,
): Promise<void> {
  const { from, to } = partOf(ref, job);
  const settled = await settleChunk(context.database, job, ref.number, {
    results: made && { text: made.text, ...made.figures },
    runs: to - from,
    merge: (before) => (made ? mergedExtremes(job, before, made.figures) : before),
    event: progressEvent,
  });
  if (settled) await finishWhenDone(context, settled.job);
}

function mergedExtremes({ request }: JobRow, before: Extremes | null, made: Extremes) {
  if (request.type !== 'sweep') return before;
  const { best, worst } = made;
  return extremesOfAll(
    [...(before ? [before] : []), { best, worst }],
    directionOf(request.question.scenario),
  );
}

/** Ends a job whose chunks are all settled: its summary, its state, its last event; once. */
export async function finishWhenDone(context: WorkContext, job: JobRow): Promise<void> {
  if (job.chunksLeft > 0) return;
  const { database, running } = context;
  const held = running.hold(job.id);
  held.until(job.deadlineAt);
  try {
    const dead = await deadChunks(database, job.id);
    if (job.done === 0) {
      const error = dead[0]?.error ?? (await firstFailure(database, job));
      const code = isErrorCode(error.code) ? error.code : 'INTERNAL';
      const event = () =>
        ({ type: 'error', ...error, code, retryable: code === 'INTERNAL' }) as const;
      ended(context, await endJob(database, job.id, { state: 'failed', error, event }));
      return;
    }
    const summary = await summaryOf(context, job, held.signal);
    const state = job.failed > 0 ? 'completed_with_errors' : 'completed';
    ended(
      context,
      await endJob(database, job.id, { state, ...(summary && { summary }), event: doneEvent }),
    );
  } catch (error) {
    if (!held.signal.aborted) throw error;
  } finally {
    held.release();
  }
}

/** Why the first run of a job could not be made, where none could. */
async function firstFailure(database: Database, { id }: JobRow): Promise<JobFault> {
  const [row] = await readResults(database, id, -1, 1);
  if (!row) return { code: 'INTERNAL', message: 'None of its runs could be made.' };
  const [first] = JSON.parse(`[${row.results}]`) as [{ error: string }];
  return { code: 'UNPROCESSABLE', message: first.error };
}

function ended({ onEnded }: WorkContext, job: JobRow | null): void {
  if (job) onEnded(job);
}

async function summaryOf({ database, engine }: WorkContext, job: JobRow, signal: AbortSignal) {
  if (job.request.type !== 'sweep') return null;
  const { plan, question } = job.request;
  const { recommended, interesting } = await readRecommendations(database, job);
  const target = plan.discover
    ? { words: wordsOf(plan.discover), interesting }
    : changedRecommendation(recommended);
  const request = {
    plan,
    seed: question.seed,
    target: target.words,
    interesting: [...target.interesting],
  };
  return {
    recommendations: recommendationCounts(recommended),
    discovery: await engine.boxes(request, signal),
  };
}
