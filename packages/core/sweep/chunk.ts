import type { ChunkFigures, Discover, Scenario, SweepRun } from '@scenario-sandbox/contract';
import { directionOf } from './head.ts';
import { isInteresting } from './sweep.ts';
import { extremesOf } from './table.ts';

/** Some runs of a sweep, as a job stores them. */
export interface Chunk {
  /** JSON of the runs in their order, parted by commas, on one line. */
  readonly text: string;
  readonly figures: ChunkFigures;
}

/** Runs that were made, written once where they were made: who stores them need not read them. */
export function chunkOf(
  runs: readonly SweepRun[],
  scenario: Scenario,
  discover: Discover | undefined,
): Chunk {
  return {
    text: runs.map((run) => JSON.stringify(run)).join(','),
    figures: {
      failed: runs.filter(({ error }) => error !== undefined).length,
      recommended: runs.map(({ recommendation }) => recommendation),
      interesting: discover ? runs.map((run) => isInteresting(run, discover)) : null,
      ...extremesOf(runs, directionOf(scenario)),
    },
  };
}
