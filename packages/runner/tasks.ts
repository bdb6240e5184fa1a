import type {
  BoxesRequest,
  ChunkRequest,
  Compare,
  Sweep,
  SweepPlan,
  SweepTail,
} from '@scenario-sandbox/contract';
import type { NarratedQuestion } from '@scenario-sandbox/core/narrated.ts';
import type { Question } from '@scenario-sandbox/core/question.ts';
import type { ReportFormat } from '@scenario-sandbox/core/report/index.ts';
import type { Problem } from '@scenario-sandbox/core/scenario/problems.ts';
import type { Chunk } from '@scenario-sandbox/core/sweep/chunk.ts';

/** What a worker can be asked to do. Plain data: it crosses a thread. */
export interface Tasks {
  /** Events go to `onEvents` as they happen; the last one is `done`. */
  readonly narrate: { readonly input: NarratedQuestion; readonly value: null };
  readonly report: {
    readonly input: {
      readonly question: Question;
      readonly format: ReportFormat;
      readonly timestamp: string;
    };
    readonly value: string;
  };
  /** Runs of one scenario at points of a sweep. */
  readonly chunk: { readonly input: ChunkRequest; readonly value: Chunk };
  readonly sweep: {
    readonly input: { readonly question: Question; readonly plan: SweepPlan };
    readonly value: Sweep;
  };
  readonly compare: {
    readonly input: { readonly left: Question; readonly right: Question };
    readonly value: Compare;
  };
  /** Scenario discovery over a sweep that was made. */
  readonly boxes: { readonly input: BoxesRequest; readonly value: SweepTail['discovery'] };
}

export type TaskKind = keyof Tasks;
export type Task = {
  [K in TaskKind]: { readonly kind: K; readonly input: Tasks[K]['input'] };
}[TaskKind];

/** The value, or what is wrong with the scenario: errors lose their fields when they cross a thread. */
export type Result<T extends Task> =
  | { readonly ok: true; readonly value: Tasks[T['kind']]['value'] }
  | { readonly ok: false; readonly problems: readonly Problem[] };
