import type { Samples, Simulator, Statistics, Summary } from '../simulate/types.ts';
import type { Bins } from './bins.ts';
import type { ConstraintFinding, Estimate, Frame } from './findings.ts';
import type { Regression, Regressor } from './regression.ts';
import type { Utility } from './utility.ts';
import type { Valuation } from './valuation.ts';
import type { Variable } from './variables.ts';

/** A run made ready to be analysed: what every analysis starts from. */
export interface Problem {
  readonly frame: Frame;
  readonly samples: Samples;
  readonly simulator: Simulator;
  /** Figures of all samples, where `samples` are the first of more; null where they are all. */
  readonly whole: Summary | null;
  readonly valuation: Valuation;
  /** [option][outcome]. */
  readonly statistics: readonly (readonly Statistics[])[];
  /** Sample numbers kept: those in which every option's overall value is finite. Null: all. */
  readonly kept: Uint32Array | null;
  readonly count: number;
  /** Overall values, larger is better, shape [option][kept sample]. */
  readonly values: readonly Float64Array[];
  readonly utility: Utility;
  /** Shape [option][kept sample]. */
  readonly utilities: readonly Float64Array[];
  /** What ranks, larger is better: expected overall value, or its certainty equivalent. */
  readonly worth: readonly Estimate[];
  readonly constraints: readonly ConstraintFinding[];
  /** Options that satisfy every constraint, or all where none does. Best first; ties as declared. */
  readonly candidates: readonly number[];
  readonly variables: readonly Variable[];
  /** Leads over the best candidate, and what each variable tells of them; worked out when asked first. */
  readonly leads: () => Leads;
  readonly conditionals: () => readonly Conditional[];
}

/** The leads of the challengers over the best candidate, in utility, and what they are regressed on. */
export interface Leads {
  readonly best: number;
  /** Candidates that beat the best one in a sample at least; no other can ever be worth choosing. */
  readonly challengers: readonly number[];
  /** utility(challenger) − utility(best) over the first kept samples, shape [challenger][head]. */
  readonly columns: readonly Float64Array[];
  readonly head: number;
}

/** E[lead | x] of every challenger for one variable. */
export interface Conditional {
  readonly variable: Variable;
  /** Place in `graph.inputs` of the definition whose values stand for the variable. */
  readonly input: number;
  /** Values of the variable over the head. */
  readonly column: Float64Array;
  readonly bins: Bins;
  readonly regressor: Regressor;
  /** By challenger. */
  readonly leads: readonly Regression[];
}

/** Id of an option by its index. */
export const optionId = (problem: { readonly frame: Frame }, option: number): string =>
  problem.frame.options[option]?.id ?? '';
