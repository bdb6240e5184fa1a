/**
 * The graph: what a scenario computes, as data. Expressions, distributions and periods are all lowered
 * to it; the planner and the oracle read it and nothing earlier.
 *
 * Nodes are hash-consed (equal subexpressions of any option are one node) and stand in topological
 * order; the only arrow that points forward is a state's `next`. A node is *static* (one value per
 * sample) or a *series* (one value per sample and period); `series` says which.
 */

export type NodeId = number;

/** Operations that work element by element. */
export type ElementwiseOp =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'pow'
  | 'neg'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne' // 1 or 0; a comparison with NaN is 0, `ne` 1
  | 'and'
  | 'or'
  | 'not' // of numbers: anything but 0 is true; NaN is true
  | 'select' // select(c, a, b): a where c is not 0, else b
  | 'min'
  | 'max' // min(a, b): b < a ? b : a (pmin); max(a, b): a < b ? b : a (pmax)
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'log10'
  | 'sin'
  | 'cos'
  | 'floor'
  | 'ceil'
  | 'round' // round: halves to even
  | 'normal_quantile'
  | 'normal_cdf';

/** Operations that turn a series into a static value. */
export type ReducerOp =
  | 'sum'
  | 'mean'
  | 'last'
  | 'npv' // npv(x, rate)
  | 'irr' // NaN where there is no sign change
  | 'when'; // first period in which the argument is not 0; `periods` where it never is

export type Op =
  | ElementwiseOp
  | ReducerOp
  | 'const' // value
  | 'period' // t
  | 'uniform' // ref → uniforms
  | 'quantile' // ref → quantiles; args: [u, ...parameters]
  | 'input' // ref → inputs; args: [the node that draws it]; can be overridden when evaluating
  | 'state'; // ref → states: start at t = 0, then `next` as it was in the period before

export interface GraphNode {
  readonly op: Op;
  readonly args: readonly NodeId[];
  readonly series: boolean;
  readonly value?: number;
  readonly ref?: number;
}

/** A source of uniform numbers, keyed by its name so that adding another changes none of its draws. */
export interface UniformSource {
  readonly name: string;
  /** Two unsigned 32-bit words derived from the name: the Philox counter's variable part. */
  readonly key: readonly [number, number];
  /** Drawn anew in every period. */
  readonly perPeriod: boolean;
  /** Sobol dimension (of the first period where drawn anew in each), or null where draws are pseudo-random. */
  readonly dimension: number | null;
  /** Dimensions from one period to the next; 0 for what is drawn once. */
  readonly stride: number;
}

/** A distribution whose quantile is not written in elementwise operations. */
export interface QuantileSource {
  readonly kind: string;
  /** Parameters that are constants (numbers, lists, nested components). */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Names of the parameters that are nodes, in the order of the node's args after u. */
  readonly variable: readonly string[];
}

/** An uncertain input: one value per sample (and per period if so declared). */
export interface InputSource {
  readonly name: string;
  /** The options for which this input is defined so; all of them when it is shared. */
  readonly options: readonly string[];
  readonly shared: boolean;
  readonly perPeriod: boolean;
  /** The node of the input, and its uniform source. */
  readonly node: NodeId;
  /** What a run stores of it: the node itself, or the mean over the periods of one drawn in each. */
  readonly stored: NodeId;
  readonly uniform: number;
  /** Canonical distribution with constant parameters, or null when a parameter is an expression. */
  readonly distribution: {
    readonly kind: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  } | null;
}

export interface StateSource {
  readonly start: NodeId;
  readonly next: NodeId;
}

/** What one option yields. Arrays are parallel to `outcomeNames`, `seriesNames`, `constraintNames`. */
export interface OptionGraph {
  readonly id: string;
  readonly outcomes: readonly NodeId[];
  readonly series: readonly NodeId[];
  /** 1 where the constraint holds; for a series, in every period (reduced by the compiler). */
  readonly constraints: readonly NodeId[];
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly uniforms: readonly UniformSource[];
  readonly quantiles: readonly QuantileSource[];
  readonly inputs: readonly InputSource[];
  readonly states: readonly StateSource[];
  readonly options: readonly OptionGraph[];
  /** Scalar model lines, then direct scores as `score:<criterion>`. */
  readonly outcomeNames: readonly string[];
  readonly seriesNames: readonly string[];
  readonly constraintNames: readonly string[];
  /** Number of periods; 1 where the scenario has none. */
  readonly periods: number;
}
