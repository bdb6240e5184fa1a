import { isErrorCode } from '@scenario-sandbox/contract';
import { directionOf } from '@scenario-sandbox/core/sweep/head.ts';
import { changedRecommendation, wordsOf } from '@scenario-sandbox/core/sweep/sweep.ts';
import { extremesOf, recommendationCounts } from '@scenario-sandbox/core/sweep/table.ts';
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
  type ResultRow,
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
  const { database, worker } = context;
  const begun = await beginChunk(database, ref, worker);
  if (begun === null) return 'done';
  let { job } = begun;
  if (begun.state === 'waiting') {
    const made = await makeRuns(context, ref, job);
    if (!('results' in made)) return made.verdict;
    const settled = await settle(database, ref, job, 'done', made.results);
    if (settled === null) return 'done';
    job = settled;
  }
  await finishWhenDone(context, job);
  return 'done';
}

/** Gives a chunk up; the job goes on without its runs. */
export async function giveUp(context: WorkContext, ref: ChunkRef): Promise<void> {
  const known = await findJob(context.database, ref.jobId);
  if (known?.state !== 'running') return;
  const job = await settle(context.database, ref, known, 'dead', []);
  if (job) await finishWhenDone(context, job);
}

type Made = { readonly results: ResultRow[] } | { readonly verdict: ChunkVerdict };

async function makeRuns(context: WorkContext, ref: ChunkRef, job: JobRow): Promise<Made> {
  const { database, engine, running } = context;
  const held = running.hold(job);
  try {
    return { results: await about(job.request).work(partOf(ref, job), engine, held.signal) };
  } catch (error) {
    // The job has ended: it was cancelled, or its time is over.
    if (held.signal.aborted) return { verdict: 'done' };
    await noteChunkError(database, ref, faultOf(error));
    return { verdict: isHopeless(error) ? 'dead' : 'retry' };
  } finally {
    held.release();
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

async function settle(
  database: Database,
  ref: ChunkRef,
  job: JobRow,
  state: 'done' | 'dead',
  results: readonly ResultRow[],
): Promise<JobRow | null> {
  const { from, to } = partOf(ref, job);
  const { request } = job;
  const sweep = request.type === 'sweep' && {
    runs: results.map(({ result }) => JSON.parse(result)),
    direction: directionOf(request.question.scenario),
  };
  const settled = await settleChunk(database, ref, {
    state,
    results,
    lost: state === 'dead' ? to - from : 0,
    merge: (before) =>
      sweep ? extremesOf(sweep.runs, sweep.direction, before ?? undefined) : before,
    event: progressEvent,
  });
  return settled?.job ?? null;
}

/** Ends a job whose chunks are all settled: its summary, its state, its last event; once. */
export async function finishWhenDone(context: WorkContext, job: JobRow): Promise<void> {
  if (job.chunksLeft > 0) return;
  const { database, running } = context;
  const held = running.hold(job);
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
  return { code: 'UNPROCESSABLE', message: (JSON.parse(row.result) as { error: string }).error };
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
