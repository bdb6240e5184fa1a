/**
 * The plan: a graph as instructions over registers, each of which holds one block of samples. Plain
 * data, so that it can be handed to other threads.
 */
export interface Plan {
  readonly stages: readonly Stage[];
  /** Block registers in use at the same time. */
  readonly registers: number;
  /** Initial values of the scalars: numbers that are the same in all samples. */
  readonly scalars: readonly number[];
  /** What is stored where, by the `ref` of `store`. */
  readonly stores: readonly Store[];
}

/** One pass: what is static, then the loop over the periods (empty where nothing needs it). */
export interface Stage {
  readonly before: readonly Instruction[];
  readonly loop: readonly Instruction[];
}

/** A register ≥ 0, or ~i for scalar i. */
export type Place = number;

/** Periods in which an instruction of a loop runs: all, the first, all later, all but the last, the last. */
export type When = 'always' | 'first' | 'rest' | 'carry' | 'final';

export interface Instruction {
  /** An operation of the graph, two joined by fuse.ts, or `copy`, `collect`, `load`, `given`, `trials`, `store`. */
  readonly op: string;
  /** Null for `store`. */
  readonly out: Place | null;
  readonly args: readonly Place[];
  /** Uniform, quantile, input or store it refers to. */
  readonly ref: number;
  readonly when: When;
}

export interface Store {
  readonly kind: 'inputs' | 'outcomes' | 'constraints' | 'series';
  readonly option: number;
  readonly index: number;
}

/** Which entries of a graph are replaced by points: parallel to its inputs and uniforms. */
export interface Overrides {
  readonly values: readonly boolean[];
  readonly uniforms: readonly boolean[];
  /** Trial numbers are given. */
  readonly trials: boolean;
  /** What is stored. */
  readonly stored: readonly Store['kind'][];
}
