import { availableParallelism } from 'node:os';
import type { RunSummary, Sweep, SweepPlan } from '@scenario-sandbox/contract';
import { SMALL_SWEEP_SAMPLES } from '@scenario-sandbox/contract/sweep.ts';
import { type Question, settingsOf } from '@scenario-sandbox/core/question.ts';
import { checkedDesign } from '@scenario-sandbox/core/sweep/check.ts';
import type { Design } from '@scenario-sandbox/core/sweep/designs.ts';
import { sweep, sweepOf } from '@scenario-sandbox/core/sweep/sweep.ts';

interface Host {
  /** (Default: one a core; one where the sweep is done before threads have started.) */
  readonly threads?: number | undefined;
  /** done: runs made so far, of `total`. */
  readonly onRuns: (done: number, total: number) => void;
}

/** Samples that a thread makes before the next progress: a quarter of a second's work, or one run. */
const CHUNK_SAMPLES = 100_000;

/** A whole sweep, the same on any number of threads. Errors: those of `checkedDesign`. */
export async function sweepOnThreads(
  question: Question,
  plan: SweepPlan,
  { threads, onRuns }: Host,
): Promise<Sweep> {
  const design = checkedDesign(question, plan);
  const { samples } = settingsOf(question);
  const small = design.count * samples <= SMALL_SWEEP_SAMPLES;
  const workers = threads ?? (small ? 1 : availableParallelism());
  if (workers === 1) return sweep(question, plan, { onRun: onRuns });
  const chunkRuns = Math.max(1, Math.floor(CHUNK_SAMPLES / samples));
  const runs = await runsOnThreads(question, design, { workers, chunkRuns, onRuns });
  return sweepOf(question, plan, design, runs);
}

async function runsOnThreads(
  question: Question,
  design: Design,
  { workers, chunkRuns, onRuns }: { workers: number; chunkRuns: number; onRuns: Host['onRuns'] },
): Promise<RunSummary[]> {
  const { createPool } = await import('@scenario-sandbox/runner/pool.ts');
  const { scenario } = question;
  const { seed, samples } = settingsOf(question);
  const variables = [...design.variables];
  const chunks = Math.ceil(design.count / chunkRuns);
  const pool = createPool({ workers, queueLimit: chunks });
  let done = 0;
  const make = async (first: number): Promise<RunSummary[]> => {
    const count = Math.min(chunkRuns, design.count - first);
    const points = Array.from({ length: count }, (_, i) => design.point(first + i));
    const input = { scenario, seed, samples, variables, points, first };
    const made = await pool.run({ kind: 'chunk', input });
    if (!made.ok) throw new Error(made.problems[0]?.message);
    done += count;
    onRuns(done, design.count);
    return JSON.parse(`[${made.value.text}]`);
  };
  try {
    const firsts = Array.from({ length: chunks }, (_, c) => c * chunkRuns);
    return (await Promise.all(firsts.map(make))).flat();
  } finally {
    await pool.close();
  }
}
