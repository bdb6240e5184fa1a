import type { ElementwiseOp, NodeId } from '../language/graph.ts';

/** Every kind there is. A user writes all but `truncated`, which is what `truncate` becomes. */
export type DistributionKind =
  | 'normal'
  | 'lognormal'
  | 'uniform'
  | 'triangular'
  | 'pert'
  | 'beta'
  | 'gamma'
  | 'exponential'
  | 'weibull'
  | 'logistic'
  | 'student_t'
  | 'bernoulli'
  | 'binomial'
  | 'poisson'
  | 'geometric'
  | 'negative_binomial'
  | 'discrete'
  | 'empirical'
  | 'metalog'
  | 'mixture'
  | 'truncated';

/**
 * Parameters as read: numbers, lists of numbers, a nested distribution (what is truncated) or several
 * (mixture components).
 */
export type ParameterValue =
  | number
  | readonly number[]
  | DistributionValue
  | readonly DistributionValue[];
export interface DistributionValue {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}
export type Parameters = Readonly<Record<string, ParameterValue>>;

export interface ParameterSpec {
  readonly type: 'number' | 'numbers' | 'distribution' | 'distributions';
  readonly doc: string;
  /** Absent: the parameter is required. */
  readonly default?: number;
  readonly optional?: true;
}

/** What a distribution needs to write its quantile in elementwise operations of the graph. */
export interface Builder {
  constant(value: number): NodeId;
  apply(op: ElementwiseOp, ...args: NodeId[]): NodeId;
  /** The node's value where it is a constant, else null. */
  valueOf(node: NodeId): number | null;
}

/**
 * One distribution, one file. Everything is a pure function; `quantile`, `cdf` take the parameters
 * first so that constants are worked out once.
 */
export interface Distribution {
  readonly kind: string;
  /** One plain sentence: what it is for. */
  readonly summary: string;
  readonly source: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly discrete: boolean;
  /** What is impossible about the parameters, and the way out; null where they are fine. */
  check(parameters: Parameters): string | null;
  /** x such that F(x) = u, for u in (0, 1); to 1e-12 relative. */
  quantile(parameters: Parameters): (u: number) => number;
  cdf(parameters: Parameters): (x: number) => number;
  /** 1 − F(x) without the cancellation of small upper tails; absent where 1 − cdf is as good. */
  survival?(parameters: Parameters): (x: number) => number;
  /** NaN or ±Infinity where it does not exist. */
  mean(parameters: Parameters): number;
  sd(parameters: Parameters): number;
  support(parameters: Parameters): readonly [number, number];
  /**
   * The quantile as operations on nodes, where it has a closed form in them: the fast path, and the
   * only one that takes parameters that are expressions without a call per sample.
   */
  express?(builder: Builder, u: NodeId, parameters: Readonly<Record<string, NodeId>>): NodeId;
  /** Parameters for documentation and for the tests that walk the registry. */
  readonly example: Parameters;
}
