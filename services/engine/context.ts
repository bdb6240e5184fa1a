import type { Pool } from '@scenario-sandbox/runner/pool.ts';
import type { Narrator } from './narrator/index.ts';

/** What a route of the engine works with. */
export interface EngineContext {
  readonly pool: Pool;
  readonly maxSamples: number;
  /** Counts the samples of a run once it is over. */
  readonly countSamples: (samples: number) => void;
  /** Beside the built-in one; null: there is none. */
  readonly narrator: Narrator | null;
  /** Counts figures of a language model that are not in the findings. */
  readonly countStruck: (figures: number) => void;
  readonly countNarration: (result: 'completed' | 'failed') => void;
}
